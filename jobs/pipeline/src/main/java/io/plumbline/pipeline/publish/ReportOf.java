package io.plumbline.pipeline.publish;

import io.plumbline.findings.Answer;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Overall;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Tally;
import io.plumbline.pipeline.Examining;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.reports.Drill;
import io.plumbline.reports.Edition;
import io.plumbline.reports.NotExamined;
import io.plumbline.reports.Page;
import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Recommendation;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportEffect;
import io.plumbline.reports.ReportFinding;
import io.plumbline.reports.ReportJson;
import io.plumbline.reports.Run;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** From a night's verdicts to the report, first without and then with its seal. */
public final class ReportOf {

  /** Stands where a root will stand once the night is sealed. */
  private static final String UNSEALED = "0".repeat(64);

  private ReportOf() {}

  /**
   * Who made the night, beside its verdicts.
   *
   * @param codeVersion version of the program
   * @param configDigest digest of the configuration
   * @param planDigest digest of the plan
   * @param isDeclared whether hypotheses were declared
   * @param previousRoot root of the night before
   */
  public record Made(
      String codeVersion, String configDigest, String planDigest, boolean isDeclared) {}

  /** The report of a night before its seal is known; a root is anchored after that. */
  public static Report unsealed(
      Examining.Examined examined,
      Optional<Report> previous,
      Map<String, List<Tally>> tallies,
      Optional<Drill> drill,
      Made made) {
    LocalDate night = examined.context().night();
    Optional<LocalDate> previousNight = previous.map(Report::night);
    Night outcome = examined.night();
    Overall overall = outcome.overall();
    QuietTests tests = QuietTests.of(night, examined.evidence(), outcome.findings());
    List<ReportFinding> findings = new ArrayList<>();
    outcome.findings().forEach(finding -> findings.add(of(finding)));
    findings.addAll(tests.shown());
    return new Report(
        Report.SCHEMA_VERSION,
        night,
        "unsealed",
        Edition.CLOSED,
        new io.plumbline.reports.Overall(
            overall.verdict(),
            overall.degraded(),
            overall.exitCode(),
            overall.sentence(),
            recommendation(overall)),
        new Run(
            made.codeVersion(),
            made.configDigest(),
            made.planDigest(),
            previousNight,
            missed(previousNight, night),
            UNSEALED,
            Optional.empty(),
            new TreeMap<>(),
            List.of()),
        PageOne.coverage(tallies, examined.evidence(), previous),
        outcome.answers().stream().map(ReportOf::of).toList(),
        findings,
        drill,
        notExamined(outcome.answers()),
        BlindSpots.ALL,
        Optional.of(
            new Page(
                Optional.of(night.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()),
                Optional.of(made.isDeclared() ? "declared" : "default"),
                Optional.empty(),
                overall.doubts(),
                PageOne.authority(tallies, previous),
                PageOne.provenance(tallies, previous),
                Optional.empty(),
                PageOne.history(previous),
                tests.leftOut(night),
                List.of(),
                Optional.of(PagePictures.of(night, tallies, examined.after().folds(), previous)))));
  }

  /** A finding as one line of JSON, as {@code gold.findings} keeps it. */
  public static String json(Finding finding) {
    return ReportJson.line(of(finding));
  }

  /** The same report with the seal of its night, and where its root was left. */
  public static Report sealed(Report unsealed, SealedNight seal, List<Run.Anchor> anchors) {
    Run run = unsealed.run();
    return new Report(
        unsealed.schemaVersion(),
        unsealed.night(),
        unsealed.night() + "-" + seal.root().substring(0, 16),
        unsealed.edition(),
        unsealed.overall(),
        new Run(
            run.codeVersion(),
            run.configDigest(),
            run.planDigest(),
            run.previousNight(),
            run.nightsMissed(),
            seal.root(),
            seal.previousRoot(),
            seal.contentRoots(),
            anchors),
        unsealed.coverage(),
        unsealed.questions(),
        unsealed.findings(),
        unsealed.drill(),
        unsealed.notExamined(),
        unsealed.blindSpots(),
        unsealed.page());
  }

  private static List<LocalDate> missed(Optional<LocalDate> previous, LocalDate night) {
    return previous.map(before -> before.plusDays(1).datesUntil(night).toList()).orElse(List.of());
  }

  private static QuestionAnswer of(Answer answer) {
    return new QuestionAnswer(
        answer.question(),
        answer.verdict(),
        answer.sentence(),
        answer.effect().map(ReportEffect::of),
        answer.logE(),
        answer.margin(),
        answer.mde80(),
        answer.changedSincePrevious(),
        Optional.empty());
  }

  /** A finding as published. */
  static ReportFinding of(Finding finding) {
    boolean isRule = finding.isDeterministic();
    SortedMap<String, String> scope = new TreeMap<>(finding.scope().values());
    scope.put("hypothesis", finding.hypothesis().name());
    Optional<ReportEffect> effect =
        isRule
            ? Optional.of(violations(finding.violations()))
            : finding.effect().map(ReportEffect::of);
    return new ReportFinding(
        finding.id(),
        finding.question(),
        finding.hypothesis().detector(),
        scope,
        isRule ? ReportFinding.Kind.DETERMINISTIC : ReportFinding.Kind.STATISTICAL,
        finding.verdict(),
        status(finding),
        finding.tier().map(tier -> ReportFinding.Tier.valueOf(tier.name())),
        effect,
        isRule ? OptionalDouble.empty() : finding.logE(),
        isRule ? OptionalDouble.empty() : finding.thresholdLogE(),
        isRule ? OptionalDouble.empty() : finding.margin(),
        isRule ? OptionalDouble.empty() : finding.mde80(),
        finding.units(),
        OptionalLong.of(finding.clusters()),
        finding.firstNight(),
        finding.lastNight(),
        ReportFinding.State.valueOf(finding.state().name()),
        finding.closing().map(closing -> closing.by()),
        finding.closing().map(closing -> closing.reason()),
        finding.because(),
        finding.query(),
        finding.attackIds(),
        finding.rows());
  }

  /** A statistic is OK only with the effect that it would have noticed. */
  private static Status status(Finding finding) {
    return !finding.isDeterministic() && finding.status() == Status.OK && finding.mde80().isEmpty()
        ? Status.UNDERPOWERED
        : finding.status();
  }

  static ReportEffect violations(long count) {
    return new ReportEffect(
        "violations",
        OptionalDouble.of(count),
        OptionalDouble.of(count),
        OptionalDouble.of(count),
        0.95,
        io.plumbline.findings.Effect.Unit.COUNT);
  }

  private static Recommendation recommendation(Overall overall) {
    return switch (overall.verdict()) {
      case BREACH -> Recommendation.HOLD_THE_DECISION;
      case ATTENTION -> Recommendation.INVESTIGATE;
      case INSUFFICIENT_DATA, NOT_APPLICABLE -> Recommendation.CONTINUE_WITH_CONDITIONS;
      case PASS -> overall.degraded() ? Recommendation.INVESTIGATE : Recommendation.CONTINUE;
    };
  }

  private static List<NotExamined> notExamined(List<Answer> answers) {
    List<NotExamined> list = new ArrayList<>();
    for (Answer answer : answers) {
      if (answer.verdict() == Verdict.NOT_APPLICABLE) {
        list.add(new NotExamined(answer.question().text(), answer.sentence()));
      }
    }
    return list;
  }
}
