package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.OptionalDouble;

/** What a detector found on a night; not yet a verdict. */
public sealed interface Evidence {

  /** What was tested. */
  Hypothesis hypothesis();

  /** The instance: whom it is about. */
  Labels scope();

  /** How far it may be relied on. */
  Status status();

  /** The evidence in one sentence made from numbers. */
  String sentence();

  /**
   * The result of a test or estimate.
   *
   * @param logE log e-value against "no effect"
   * @param logEMargin log e-value against "an effect inside the margin"
   * @param margin declared margin of practical equivalence, in the effect's unit
   * @param mde80 smallest effect that would have been found with 80 % power
   * @param units units of evidence
   * @param clusters clusters, the independent ones
   * @param sources names of the sources it rests on: two kinds of evidence are independent when
   *     they share none
   * @param query SQL that reproduces the tallies
   * @param attackIds steering patterns it would show
   * @param advisory true when it may be shown but never pages
   */
  record Measured(
      Hypothesis hypothesis,
      Labels scope,
      Status status,
      Effect effect,
      OptionalDouble logE,
      OptionalDouble logEMargin,
      OptionalDouble margin,
      OptionalDouble mde80,
      long units,
      long clusters,
      String sentence,
      List<String> sources,
      String query,
      List<String> attackIds,
      boolean advisory)
      implements Evidence {

    public Measured {
      sources = List.copyOf(sources);
      attackIds = List.copyOf(attackIds);
    }
  }

  /**
   * The result of a rule over all rows it applies to.
   *
   * @param violations rows that break it, so far and not closed
   * @param checked rows it was applied to
   * @param gravity what a violation amounts to
   * @param upperBound upper 95 % bound of the violation rate
   * @param rows at most 20 rows that show it
   */
  record Violations(
      Hypothesis hypothesis,
      Labels scope,
      Status status,
      long violations,
      long checked,
      Gravity gravity,
      OptionalDouble upperBound,
      String sentence,
      List<String> sources,
      String query,
      List<String> attackIds,
      List<RowLink> rows)
      implements Evidence {

    public Violations {
      sources = List.copyOf(sources);
      attackIds = List.copyOf(attackIds);
      rows = List.copyOf(rows);
    }
  }

  /** What a violation of a rule amounts to. */
  enum Gravity {
    /** The rule was stated: breaking it is a breach. */
    BREACH,
    /** A process rule missed without proof of effect. */
    ATTENTION,
    /** Worth showing, no more. */
    NOTE
  }

  /** Too little data: a result of its own, never a pass. */
  record Insufficient(Hypothesis hypothesis, Labels scope, Status status, String sentence)
      implements Evidence {}

  /** The detector itself failed: the run is degraded. */
  record Failed(Hypothesis hypothesis, Labels scope, String sentence) implements Evidence {
    @Override
    public Status status() {
      return Status.FAILED;
    }
  }
}
