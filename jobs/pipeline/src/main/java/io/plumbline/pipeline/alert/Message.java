package io.plumbline.pipeline.alert;

import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Report;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told.
 *
 * @param subject one line
 * @param text the lines below it
 */
record Message(String subject, String text) {

  /** Verdicts that changed, or were never told. */
  static Message ofChange(Report report, Optional<Told> before, String path) {
    Told now = Told.of(report);
    List<String> lines = new ArrayList<>();
    lines.add(report.overall().sentence());
    for (QuestionAnswer answer : report.questions()) {
      String verdict = answer.verdict().name();
      Optional<String> was =
          before
              .map(told -> told.questions().getOrDefault(answer.id().id(), "not asked"))
              .filter(earlier -> !earlier.equals(verdict));
      if (was.isPresent()) {
        lines.add(
            answer.id().id() + ": " + verdict + " (was " + was.get() + "). " + answer.sentence());
      }
    }
    lines.add("Report: " + path);
    return new Message(
        "Plumbline, night "
            + report.night()
            + ": "
            + now.words()
            + before.map(told -> " (was " + told.words() + ")").orElse(""),
        String.join("\n", lines));
  }

  /** Silence that is no failure: nothing changed, and the job runs. */
  static Message ofSilence(Report report, Told before, String path) {
    long nights = ChronoUnit.DAYS.between(before.night(), report.night());
    return new Message(
        "Plumbline, night "
            + report.night()
            + ": still "
            + before.words()
            + ", no verdict changed in "
            + nights
            + " nights",
        "The job runs. " + report.overall().sentence() + "\nReport: " + path);
  }
}
