package io.plumbline.pipeline.redteam;

import io.plumbline.attack.Setting;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.surface.Attack;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Labels;
import java.util.List;

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

  Target {
    ladder = List.copyOf(ladder);
  }

  /** Whether a finding is about what this pattern changes. */
  boolean shows(Finding finding) {
    return isAlarm(finding)
        && finding.attackIds().contains(attack.id())
        && scope.values().entrySet().stream()
            .allMatch(
                label ->
                    finding.scope().value(label.getKey()).stream()
                        .allMatch(label.getValue()::equals));
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
