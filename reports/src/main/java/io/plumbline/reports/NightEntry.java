package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One published night in the index.
 *
 * @param night the night; its files are in a folder of that name
 * @param overall the overall verdict
 * @param degraded whether the instrument was in doubt
 * @param sentence the overall opinion
 * @param answers verdict per question
 */
public record NightEntry(
    LocalDate night,
    Verdict overall,
    boolean degraded,
    String sentence,
    Map<Question, Verdict> answers) {

  public NightEntry {
    Valid.text("sentence", sentence);
    if (answers.size() != Question.values().length) {
      throw new IllegalArgumentException(
          "Invalid answers of " + night + ": " + answers.keySet() + " (must be all seven)");
    }
    answers = Collections.unmodifiableMap(new EnumMap<>(answers));
  }

  /** The entry of a report. */
  public static NightEntry of(Report report) {
    return new NightEntry(
        report.night(),
        report.overall().verdict(),
        report.overall().degraded(),
        report.overall().sentence(),
        report.questions().stream()
            .collect(Collectors.toMap(QuestionAnswer::id, QuestionAnswer::verdict)));
  }
}
