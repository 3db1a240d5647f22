package io.plumbline.detect;

import java.util.List;

/** Every detector, in the order of the questions they bear on. */
public final class Catalog {

  public static final List<Detector> ALL =
      List.of(
          new RecordIntegrity(),
          new Reconciliation(),
          new Authority(),
          new AuthorityStatement(),
          new CommitMarks(),
          new PolicyDrift(),
          new BreachRate(),
          new StandingRules(),
          new AuthorityTrend(),
          new HastyReview(),
          new ReviewBursts(),
          new ReviewEffort(),
          new Canaries(),
          new RiskSensitivity(),
          new ReviewSampling(),
          new Overrides(),
          new ReviewerKinship(),
          new PoolSkew(),
          ArmSkew.AGAINST_HUMANS,
          ArmSkew.AGAINST_CONTROL,
          MeasureSkew.AGAINST_HUMANS,
          MeasureSkew.AGAINST_CONTROL,
          new OwnLineage(),
          new SafetyData(),
          new RepeatedDocuments(),
          new BugTriage(),
          new TraceRecord(),
          new TraceYield(),
          new CriteriaFingerprint(),
          new CriteriaEffect(),
          new ItemSurvival(),
          new CutoffGap(),
          new ItemDifficulty(),
          new EvaluationPauses(),
          new GraderText(),
          new JudgeChange(),
          new GateMoves(),
          new SelectiveReporting(),
          new BehaviourGap(),
          new BehaviourCues(),
          new UnevaluatedGrowth(),
          new Separation(),
          new SelfPreference(),
          new SharedEvaluation(),
          new LineageRecord(),
          new SharedBase(),
          new CycleTimes(),
          new CapabilityGain(),
          new TraceAcceptance(),
          new ComputeShares(),
          new GainPerCompute(),
          new ClaimCheck(),
          new OversightEffort(),
          new Participation(),
          new EventOrder());

  private Catalog() {}
}
