package io.plumbline.acceptance;

import java.util.List;

/** Every row, in the order of their numbers. */
final class AcceptanceRows {

  static final List<AcceptanceRow> ALL =
      List.of(
          new S01Participation(),
          new S02TwoKindsOfEdges(),
          new S03FirstReport(),
          new S04BestOfN(),
          new S05SharedBase(),
          new S06ClaimedRatios(),
          new S07NoComputeLedger(),
          new S08MissingStep(),
          new S09FourSeries(),
          new S10ClaimNotReproduced(),
          new S11DiminishingGains(),
          new S11TooFewGenerations(),
          new S12AcceleratingGains(),
          new S13OrderOfEvents(),
          new S14BugTriage(),
          new S15DataSelection(),
          new S16Criteria(),
          new S17SilentSource(),
          new S18OwnGrader(),
          new S19Wording(),
          new S20AwareStratum(),
          new S21UnevaluatedGrowth(),
          new S22DeletedRecords(),
          new S23AuthorityStatement(),
          new S24AuthorityWidened(),
          new S24ExecutedBeforeApproved(),
          new S24RubberStamps(),
          new S25Drill(),
          new S25RedTeam(),
          new S26TraceGovernance(),
          new S26TraceSelection(),
          new S27SharedJudge(),
          new S28ArchitectureChange(),
          new S29NoStatedBoundary(),
          new S30ShorterReviews(),
          new S31NothingLeans(),
          new S32AuthoritySentence(),
          new S33ThirdPartyBundle(),
          new S34PolicyLoosened());

  private AcceptanceRows() {}
}
