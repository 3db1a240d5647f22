package io.plumbline.acceptance;

import java.util.List;

/** Every row, in the order of their numbers. */
final class AcceptanceRows {

  static final List<AcceptanceRow> ALL =
      List.of(
          new S01Participation(),
          new S06ClaimedRatios(),
          new S07NoComputeLedger(),
          new S08MissingStep(),
          new S09FourSeries(),
          new S10ClaimNotReproduced(),
          new S11TooFewGenerations(),
          new S11DiminishingGains(),
          new S12AcceleratingGains(),
          new S13OrderOfEvents(),
          new S24ExecutedBeforeApproved());

  private AcceptanceRows() {}
}
