package io.plumbline.detect;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.RowLink;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rows a rule applied to and rows that broke it, by rule and scope, since a finding on it was last
 * closed.
 */
final class RuleBook {

  /** Its upper end is the one-sided 95 % bound. */
  private static final ShareInterval TWO_SIDED = ShareInterval.atLevel(0.90);

  private static final int ROWS = 20;

  private final Seen counters;
  private final Seen sources;

  /** A book that counts into these counters, which carry on from night to night. */
  RuleBook(Seen seen) {
    this(seen, seen);
  }

  private RuleBook(Seen counters, Seen sources) {
    this.counters = counters;
    this.sources = sources;
  }

  /** A book about tonight alone, with the same sources. */
  RuleBook ofTonight() {
    return new RuleBook(Seen.none(), sources);
  }

  /** Forgets what a rule counted before a finding on it was closed, on the night of the closing. */
  void begin(Hypothesis rule, Labels scope, Levels levels, LocalDate night) {
    if (levels.of(rule, scope).since().equals(night)) {
      counters.reset(scope, checkedName(rule));
      counters.reset(scope, brokenName(rule));
    }
  }

  void count(Hypothesis rule, Labels scope, long checked, long broken) {
    counters.count(scope, checkedName(rule), checked);
    counters.count(scope, brokenName(rule), broken);
  }

  long checked(Hypothesis rule, Labels scope) {
    return counters.counted(scope, checkedName(rule));
  }

  long broken(Hypothesis rule, Labels scope) {
    return counters.counted(scope, brokenName(rule));
  }

  /** Sources that rows of a scope ever came from. */
  List<String> sources(Labels scope) {
    return sources.sources(scope);
  }

  private static String checkedName(Hypothesis rule) {
    return rule.name() + " checked";
  }

  private static String brokenName(Hypothesis rule) {
    return rule.name() + " broken";
  }

  /** What the rule has come to. */
  Evidence.Violations evidence(
      Hypothesis rule,
      Labels scope,
      Evidence.Gravity gravity,
      String sentence,
      String query,
      List<String> attackIds,
      List<RowLink> rows) {
    long checked = checked(rule, scope);
    long broken = broken(rule, scope);
    OptionalDouble bound =
        checked == 0
            ? OptionalDouble.empty()
            : TWO_SIDED.clopperPearson(Math.min(broken, checked), checked).interval().upper();
    return new Evidence.Violations(
        rule,
        scope,
        checked == 0 ? Status.NO_DATA : Status.OK,
        broken,
        checked,
        gravity,
        bound,
        sentence + bounded(broken, checked, bound),
        sources.sources(scope),
        query,
        attackIds,
        rows.subList(0, Math.min(ROWS, rows.size())));
  }

  /**
   * What the rows say of the rate at which the rule is broken. A bound above one half, for a rule
   * that nothing broke, says only how few rows there were; one of 100 % says nothing.
   */
  private static String bounded(long broken, long checked, OptionalDouble bound) {
    if (bound.isEmpty()) {
      return "";
    }
    if (broken >= checked) {
      return ".";
    }
    return broken == 0 && bound.getAsDouble() > 0.5
        ? " (" + Words.count(checked, "row is", "rows are") + " too few to bound its rate)."
        : " (at most " + Words.percent(bound.getAsDouble()) + ", 95 % upper bound).";
  }

  /** The link of an extract row that begins with its position, and with source, file and member. */
  static RowLink link(ExtractRow row) {
    return link(row, row.integers().get(0));
  }

  /** Links of such rows. */
  static List<RowLink> links(List<ExtractRow> rows) {
    return rows.stream().map(RuleBook::link).toList();
  }

  /** The link of an extract row whose first labels are source, file and member. */
  static RowLink link(ExtractRow row, long position) {
    String member = row.labels().get(2);
    return new RowLink(
        row.labels().get(0),
        row.labels().get(1),
        member.isEmpty() ? Optional.empty() : Optional.of(member),
        position);
  }
}
