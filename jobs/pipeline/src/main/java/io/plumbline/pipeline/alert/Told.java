package io.plumbline.pipeline.alert;

import io.plumbline.reports.Report;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The verdicts that were told last.
 *
 * @param night night they are of
 * @param overall overall verdict
 * @param degraded whether the instrument was in doubt
 * @param questions verdict by question
 */
record Told(
    LocalDate night, String overall, boolean degraded, SortedMap<String, String> questions) {

  static Told of(Report report) {
    SortedMap<String, String> questions = new TreeMap<>();
    report.questions().forEach(answer -> questions.put(answer.id().id(), answer.verdict().name()));
    return new Told(
        report.night(), report.overall().verdict().name(), report.overall().degraded(), questions);
  }

  /** Whether any verdict is another one. */
  boolean differsFrom(Told other) {
    return !overall.equals(other.overall)
        || degraded != other.degraded
        || !questions.equals(other.questions);
  }

  /** The overall verdict in words. */
  String words() {
    return overall + (degraded ? " (degraded)" : "");
  }
}
