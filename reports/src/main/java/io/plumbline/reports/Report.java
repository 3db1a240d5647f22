package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A published night: everything every edition of it is made from.
 *
 * @param schemaVersion version of the contract
 * @param night the night
 * @param reportId id of the report
 * @param edition who it is for
 * @param overall the overall opinion
 * @param run what made it
 * @param coverage what each source delivered
 * @param questions the seven answers, in the order of {@link Question}
 * @param findings findings, and tests that found nothing
 * @param drill the night's drill, empty where none ran
 * @param notExamined what it does not speak about
 * @param blindSpots steering patterns these records could not show
 * @param page what page 1 shows beyond that
 */
public record Report(
    String schemaVersion,
    LocalDate night,
    String reportId,
    Edition edition,
    Overall overall,
    Run run,
    List<Coverage> coverage,
    List<QuestionAnswer> questions,
    List<ReportFinding> findings,
    Optional<Drill> drill,
    List<NotExamined> notExamined,
    List<BlindSpot> blindSpots,
    Optional<Page> page) {

  /** Version of the contract that this program writes. */
  public static final String SCHEMA_VERSION = "1.0.0";

  public Report {
    if (!schemaVersion.equals(SCHEMA_VERSION)) {
      throw new IllegalArgumentException(
          "Invalid schema_version: '" + schemaVersion + "' (must be '" + SCHEMA_VERSION + "')");
    }
    Valid.text("report_id", reportId);
    coverage = List.copyOf(coverage);
    questions = List.copyOf(questions);
    findings = List.copyOf(findings);
    notExamined = List.copyOf(notExamined);
    blindSpots = List.copyOf(blindSpots);
    List<Question> asked = questions.stream().map(QuestionAnswer::id).toList();
    if (!asked.equals(List.of(Question.values()))) {
      throw new IllegalArgumentException(
          "Invalid questions: " + asked + " (must be the seven, in their order)");
    }
    Verdict rolledUp = Overall.rollUp(questions.stream().map(QuestionAnswer::verdict).toList());
    if (overall.verdict() != rolledUp) {
      throw new IllegalArgumentException(
          "Invalid overall verdict: "
              + overall.verdict()
              + " (must be "
              + rolledUp
              + ", the most serious answer)");
    }
    if (edition == Edition.OPEN
        && findings.stream().anyMatch(finding -> finding.thresholdLogE().isPresent())) {
      throw new IllegalArgumentException(
          "Invalid threshold_log_e: present (must be absent in the open edition)");
    }
    if (findings.stream().map(ReportFinding::id).distinct().count() != findings.size()) {
      throw new IllegalArgumentException("Invalid findings: an id occurs twice (must be unique)");
    }
  }

  /** The same report with another page 1. */
  public Report with(Page other) {
    return new Report(
        schemaVersion,
        night,
        reportId,
        edition,
        overall,
        run,
        coverage,
        questions,
        findings,
        drill,
        notExamined,
        blindSpots,
        Optional.of(other));
  }

  /** The results that bear on a question, in their order. */
  public List<ReportFinding> findings(Question question) {
    return findings.stream().filter(finding -> finding.question() == question).toList();
  }
}
