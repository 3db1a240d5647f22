package io.plumbline.reports;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a reader is told in words, the same in every edition. */
public final class Words {

  private Words() {}

  /** A verdict. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> "Breach";
      case ATTENTION -> "Attention";
      case INSUFFICIENT_DATA -> "Insufficient data";
      case PASS -> "Pass";
      case NOT_APPLICABLE -> "Not applicable";
    };
  }

  /** What a verdict means, in one sentence. */
  public static String meaning(Verdict verdict) {
    return switch (verdict) {
      case BREACH ->
          "A stated rule was broken, or an effect beyond the margin is shown by two independent"
              + " kinds of evidence.";
      case ATTENTION ->
          "An effect or a missed process rule that somebody has to look at; not yet shown twice.";
      case INSUFFICIENT_DATA -> "The records could not have shown it either way. Not a pass.";
      case PASS ->
          "The interval lies inside the margin, or no violation was found among those examined.";
      case NOT_APPLICABLE -> "Not configured, or nothing of the kind happened in the period.";
    };
  }

  /** A question in two or three words. */
  public static String topic(Question question) {
    return switch (question) {
      case RECORD -> "Record";
      case AUTHORITY -> "Human authority";
      case SELECTION -> "Selection";
      case CRITERIA -> "Criteria";
      case BEHAVIOUR -> "Test and deployment";
      case SEPARATION -> "Separation of duties";
      case LOOP -> "Loop and oversight";
    };
  }

  /** Style class of a verdict. */
  public static String style(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> "breach";
      case ATTENTION -> "attention";
      case INSUFFICIENT_DATA -> "insufficient";
      case PASS -> "pass";
      case NOT_APPLICABLE -> "na";
    };
  }

  /** How far a result may be relied on. */
  public static String status(Status status) {
    return switch (status) {
      case OK -> "the method applies and its numbers are defined";
      case NO_DATA -> "no rows at all";
      case NO_INFORMATION -> "rows exist, but none could have moved the evidence";
      case DEGENERATE_VARIANCE -> "all values are equal";
      case SINGLE_CLASS -> "only one category occurs";
      case UNIT_UNDECLARED -> "no cluster key is declared, so this is advisory only";
      case POOL_MISMATCH -> "something chosen was never offered";
      case POSITIVITY_FAIL -> "the groups overlap too little to be compared";
      case NOT_IDENTIFIED -> "the quantity does not follow from these data, whatever their amount";
      case INSUFFICIENT -> "too few generations, groups or clusters";
      case PARTIAL -> "a part of what it rests on is missing; bounds are given";
      case SPARSE -> "very small cells; a correction was applied";
      case NOT_ESTIMABLE -> "the conditions of the estimator are not met yet";
      case UNDEFINED -> "the quantity has no value for these data";
      case UNDERPOWERED -> "no result of this design could have reached the level";
      case NOT_APPLICABLE -> "the question does not arise";
      case FAILED -> "the detector failed";
    };
  }

  /**
   * How strong a factor that nobody recorded would have to be to explain an effect on odds, at the
   * end of its interval that is nearer to none: Rosenbaum's Gamma of that end. Empty where the
   * interval holds no effect, or the effect is on another scale.
   */
  public static Optional<String> hiddenFactor(Optional<ReportEffect> effect) {
    return effect
        .filter(one -> one.unit() == Effect.Unit.LOG_ODDS)
        .map(one -> Math.max(one.lower().orElse(0), -one.upper().orElse(0)))
        .filter(nearest -> nearest > 0)
        .map(
            nearest ->
                "Something not recorded would have to change these odds at least "
                    + String.format(Locale.ROOT, "%.2f", Math.exp(nearest))
                    + "-fold to explain the whole interval (Gamma)");
  }

  /** On what scale an effect is given, and how sure its interval is. */
  public static String scale(ReportEffect effect) {
    String unit = Figures.unit(effect.unit());
    return Figures.isInterval(effect) ? unit + ", " + Figures.level(effect) + " interval" : unit;
  }

  /** An upper-case code in lower-case words. */
  public static String code(Enum<?> code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** A snake_case name in words. */
  public static String name(String snakeCase) {
    return snakeCase.replace('_', ' ');
  }

  /** The beginning of a digest; the whole of it is in the annex. */
  public static String digest(String digest) {
    String hex = digest.startsWith("sha256:") ? digest.substring(7) : digest;
    return hex.substring(0, Math.min(12, hex.length()));
  }

  /** Whom a finding is about. */
  public static String scope(Map<String, String> scope) {
    if (scope.isEmpty()) {
      return "everything in the period";
    }
    List<String> parts = new ArrayList<>();
    scope.forEach((key, value) -> parts.add(name(key) + " " + value));
    return String.join(", ", parts);
  }

  /** What changed since the previous report. */
  public static String change(QuestionAnswer answer, Report report) {
    if (report.run().previousNight().isEmpty()) {
      return "first report";
    }
    if (!answer.changedSincePrevious()) {
      return "unchanged";
    }
    return previous(answer.id(), report)
        .map(verdict -> "was " + verdict(verdict).toLowerCase(Locale.ROOT))
        .orElse("changed");
  }

  private static Optional<Verdict> previous(Question question, Report report) {
    return report.page().orElse(Page.EMPTY).history().stream()
        .filter(history -> history.question() == question)
        .flatMap(history -> history.points().stream())
        .filter(point -> report.run().previousNight().filter(point.night()::equals).isPresent())
        .map(Page.Point::verdict)
        .findFirst();
  }

  /** The days a report speaks about: those after the previous report. */
  public static String period(Report report) {
    return report
        .run()
        .previousNight()
        .map(previous -> Figures.days(previous.plusDays(1), report.night()))
        .orElse("up to " + Figures.day(report.night()));
  }

  /** The previous report and the nights missed since. */
  public static String previous(Run run) {
    return run.previousNight().map(night -> Figures.day(night) + ", " + gap(run)).orElse("none");
  }

  /** Share of a kind of record that can be followed to its source. */
  public static String provenance(Page.Provenance provenance) {
    String what = name(provenance.what());
    return provenance.total() == 0
        ? "no " + what
        : what + " " + Figures.share(provenance.complete(), provenance.total());
  }

  /** Whether a pass stands that no drill has put to the test. */
  public static boolean isUndrilled(QuestionAnswer answer, Report report) {
    return answer.verdict() == Verdict.PASS && drills(answer.id(), report).isEmpty();
  }

  /**
   * What the drill says about an answer: of the attacks its tests would show, how many they did.
   * Empty where there is nothing to say.
   */
  public static String drilled(QuestionAnswer answer, Report report) {
    List<DrillTally> drills = drills(answer.id(), report);
    if (drills.isEmpty()) {
      return answer.verdict() == Verdict.PASS ? "Not drilled." : "";
    }
    return "Drill: "
        + drills.stream().mapToLong(DrillTally::caught).sum()
        + " of "
        + drills.stream().mapToLong(DrillTally::injected).sum()
        + " injected attacks of this kind caught.";
  }

  private static List<DrillTally> drills(Question question, Report report) {
    Set<String> shown =
        report.findings(question).stream()
            .flatMap(finding -> finding.attackIds().stream())
            .collect(Collectors.toSet());
    return report.drill().map(DrillTally::of).orElse(List.of()).stream()
        .filter(tally -> shown.contains(tally.attack()))
        .toList();
  }

  /** The nights between the previous report and this one. */
  public static String gap(Run run) {
    if (run.previousNight().isEmpty()) {
      return "first report";
    }
    int missed = run.nightsMissed().size();
    return missed == 0
        ? "no night missed"
        : missed == 1 ? "1 night missed" : missed + " nights missed";
  }

  /** What would change a result's verdict; made from its own numbers. */
  public static String whatWouldChangeIt(ReportFinding finding) {
    if (finding.kind() == ReportFinding.Kind.DETERMINISTIC) {
      return switch (finding.verdict()) {
        case BREACH, ATTENTION ->
            "The rows below being shown to be wrong, or the finding being closed by a named person"
                + " with a reason.";
        case PASS -> "One row that breaks the rule.";
        case INSUFFICIENT_DATA, NOT_APPLICABLE -> "Rows to which the rule applies.";
      };
    }
    String inside =
        finding.margin().isPresent()
            ? "an interval inside the margin ("
                + Figures.margin(finding.margin(), finding.effect())
                + ")"
            : "an interval inside a declared margin";
    String threshold =
        finding.thresholdLogE().isPresent()
            ? "log e of " + Figures.plain(finding.thresholdLogE()) + " against the margin"
            : "more evidence against the margin";
    return switch (finding.verdict()) {
      case BREACH -> "Pass needs " + inside + ".";
      case ATTENTION ->
          "Breach needs "
              + threshold
              + " and a second, independent kind of evidence. Pass needs "
              + inside
              + ".";
      case PASS ->
          "Attention needs the evidence to reach its threshold, with an estimate beyond the margin.";
      case INSUFFICIENT_DATA, NOT_APPLICABLE ->
          "More independent units: the smallest effect that can be caught has to come down to the"
              + " margin.";
    };
  }
}
