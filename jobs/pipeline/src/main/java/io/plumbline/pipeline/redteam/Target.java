package io.plumbline.pipeline.redteam;

import io.plumbline.attack.Setting;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.surface.Attack;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Labels;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A steering pattern as it can be put into this lake's tables.
 *
 * @param attack the pattern
 * @param setting how it spreads
 * @param table the table whose rows it changes
 * @param scope what it is about: labels that a finding on it bears, where it bears them at all
 * @param unit unit of its strength
 * @param ladder strengths, ascending
 */
record Target(
    Attack attack, Setting setting, TableSpec table, Labels scope, Unit unit, List<Double> ladder) {

  /** Units of strength. */
  enum Unit {
    LOG_ODDS("log odds"),
    SHARE("share of rows"),
    GAP("gap of shares");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** No test looks beyond it. */
  private static final double LARGEST_TILT = 3;

  Target {
    ladder = List.copyOf(ladder);
  }

  /** Whether a finding is about what this pattern changes. */
  boolean shows(Finding finding) {
    return isAlarm(finding) && isAbout(finding.attackIds(), finding.scope());
  }

  /**
   * The smallest tilt that some test of what this pattern changes would have found with 80 % power;
   * empty where no test says so.
   */
  OptionalDouble detectable(List<Evidence> evidence) {
    return evidence.stream()
        .flatMap(one -> one.measured().stream())
        .filter(one -> !one.advisory() && one.effect().unit() == Effect.Unit.LOG_ODDS)
        .filter(one -> one.mde80().isPresent() && isAbout(one.attackIds(), one.scope()))
        .mapToDouble(one -> one.mde80().getAsDouble())
        .min();
  }

  private boolean isAbout(List<String> attackIds, Labels about) {
    return attackIds.contains(attack.id())
        && scope.values().entrySet().stream()
            .allMatch(
                label -> about.value(label.getKey()).stream().allMatch(label.getValue()::equals));
  }

  /**
   * The strength at which the pattern makes at least this tilt; empty where that is not known, or
   * none does.
   *
   * <p>Leaving out a share of what has a kind lowers its odds by at least {@code -log(1 - share)},
   * whatever the share of all that is taken.
   */
  OptionalDouble strengthOf(double tilt) {
    return switch (unit) {
      case LOG_ODDS -> tilt <= LARGEST_TILT ? OptionalDouble.of(tilt) : OptionalDouble.empty();
      case SHARE ->
          tilt <= LARGEST_TILT
              ? OptionalDouble.of(-StrictMath.expm1(-tilt))
              : OptionalDouble.empty();
      case GAP -> OptionalDouble.empty();
    };
  }

  static boolean isAlarm(Finding finding) {
    return finding.verdict() == Verdict.ATTENTION || finding.verdict() == Verdict.BREACH;
  }

  /** Whether two patterns change the same kind of rows, so that one trial cannot hold both. */
  boolean meets(Target other) {
    return table.equals(other.table)
        && scope.without(Targets.ATTRIBUTE).equals(other.scope.without(Targets.ATTRIBUTE));
  }
}
