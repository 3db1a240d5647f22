package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
   * Names of the sources it rests on: two kinds of evidence are independent when they share none.
   */
  List<String> sources();

  /** What kind of evidence it is; two findings corroborate each other only across kinds. */
  Kind kind();

  /** The result of a test or estimate, where this is one. */
  default Optional<Measured> measured() {
    return Optional.empty();
  }

  /** What a rule came to, where this is one. */
  default Optional<Violations> rule() {
    return Optional.empty();
  }

  /** The finding that follows without any chance: a broken rule that matters. */
  default Optional<Finding> finding(LocalDate night) {
    return Optional.empty();
  }

  /** Id of hypothesis and scope together. */
  default String id() {
    return hypothesis().id() + "@" + scope().text();
  }

  /** Kinds of evidence that are counted apart when it is asked whether a finding stands alone. */
  enum Kind {
    DETERMINISTIC_RECORD,
    SELECTION_TEST,
    PAIRED_OR_CRITERIA_TEST,
    BEHAVIOUR_TEST,
    LINEAGE_FACT,
    HUMAN_CONFIRMATION;

    static Kind ofTest(Family family) {
      return switch (family) {
        case SELECTION -> SELECTION_TEST;
        case CRITERIA, SELF_PREFERENCE, LOOP -> PAIRED_OR_CRITERIA_TEST;
        case BEHAVIOUR, TRANSMISSION -> BEHAVIOUR_TEST;
        case AUTHORITY, PROVENANCE -> DETERMINISTIC_RECORD;
      };
    }

    static Kind ofRule(Question question) {
      return switch (question) {
        case SEPARATION -> LINEAGE_FACT;
        case RECORD, AUTHORITY, SELECTION, CRITERIA, BEHAVIOUR, LOOP -> DETERMINISTIC_RECORD;
      };
    }
  }

  /**
   * The result of a test or estimate.
   *
   * @param logE log e-value against "no effect": what the pager compares with the level
   * @param logELifetime log e-value against "no effect" over all nights ever, for slow effects;
   *     empty where it is the same as {@code logE}
   * @param logEMargin log e-value against "an effect inside the margin"
   * @param margin declared margin of practical equivalence, in the effect's unit
   * @param mde80 smallest effect that would have been found with 80 % power
   * @param units units of evidence
   * @param clusters clusters, the independent ones
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
      OptionalDouble logELifetime,
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

    @Override
    public Kind kind() {
      return Kind.ofTest(hypothesis.family());
    }

    @Override
    public Optional<Measured> measured() {
      return Optional.of(this);
    }
  }

  /**
   * The result of a rule over all rows it applies to.
   *
   * @param violations rows that break it, so far and not closed
   * @param checked rows it was applied to
   * @param gravity what a violation amounts to
   * @param upperBound upper 95 % bound of the violation rate
   * @param rows rows that show it; the first {@link Finding#ROWS} are kept
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

    /** Rows from which on a rate is stated. */
    static final long ROWS_OF_A_RATE = 5;

    public Violations {
      sources = List.copyOf(sources);
      attackIds = List.copyOf(attackIds);
      rows = rows.stream().limit(Finding.ROWS).toList();
    }

    @Override
    public Kind kind() {
      return Kind.ofRule(hypothesis.question());
    }

    @Override
    public Optional<Violations> rule() {
      return Optional.of(this);
    }

    /**
     * How often the rule was broken, with its exact 95 % interval. A count where there are fewer
     * than {@value #ROWS_OF_A_RATE} rows: an interval of 2.5 to 100 % of one row says nothing.
     */
    public Effect effect() {
      if (checked < ROWS_OF_A_RATE || violations > checked || gravity == Gravity.AWAITED) {
        return new Effect(
            gravity == Gravity.AWAITED ? "rows that still wait" : "rows that break the rule",
            OptionalDouble.of(violations),
            Interval.of(violations, violations, 0.95, Interval.Kind.FIXED),
            Effect.Unit.COUNT);
      }
      return new Effect(
          "share of rows that break the rule",
          OptionalDouble.of((double) violations / checked),
          ShareInterval.atLevel(0.95).clopperPearson(violations, checked).interval(),
          Effect.Unit.RATE);
    }

    @Override
    public Optional<Finding> finding(LocalDate night) {
      if (violations == 0 || gravity == Gravity.NOTE) {
        return Optional.empty();
      }
      return Optional.of(
          new Finding(
              Finding.fingerprint(hypothesis, scope),
              hypothesis,
              scope,
              kind(),
              gravity.verdict,
              Optional.empty(),
              gravity == Gravity.AWAITED ? Optional.of(Finding.Tier.ADVISORY) : Optional.empty(),
              status,
              Optional.of(effect()),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              checked,
              checked,
              violations,
              night,
              night,
              Finding.State.NEW,
              Optional.empty(),
              sentence,
              query,
              sources,
              attackIds,
              rows));
    }
  }

  /** What a violation of a rule amounts to. */
  enum Gravity {
    /** The rule was stated: breaking it is a breach. */
    BREACH(Verdict.BREACH),
    /** A process rule missed without proof of effect. */
    ATTENTION(Verdict.ATTENTION),
    /** What would keep the rule may still come: listed with its rows, leaves by itself. */
    AWAITED(Verdict.INSUFFICIENT_DATA),
    /** Worth showing, no more. */
    NOTE(Verdict.INSUFFICIENT_DATA);

    private final Verdict verdict;

    Gravity(Verdict verdict) {
      this.verdict = verdict;
    }
  }

  /** Too little data: a result of its own, never a pass. */
  record Insufficient(
      Hypothesis hypothesis, Labels scope, Status status, String sentence, List<String> sources)
      implements Evidence {

    public Insufficient {
      sources = List.copyOf(sources);
    }

    @Override
    public Kind kind() {
      return Kind.ofTest(hypothesis.family());
    }
  }

  /** The detector itself failed: the run is degraded. */
  record Failed(Hypothesis hypothesis, Labels scope, String sentence) implements Evidence {
    @Override
    public List<String> sources() {
      return List.of();
    }

    @Override
    public Kind kind() {
      return Kind.ofTest(hypothesis.family());
    }

    @Override
    public Status status() {
      return Status.FAILED;
    }
  }
}
