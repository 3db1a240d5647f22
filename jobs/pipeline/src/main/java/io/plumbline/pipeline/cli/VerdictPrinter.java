package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.publish.Published;
import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Report;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run's outcome on standard output: each question with what its answer rests on, the opinion, and
 * where the report is.
 */
final class VerdictPrinter {

  private static final int WIDTH = 96;

  private VerdictPrinter() {}

  static void print(PrintWriter out, Published published) {
    Report report = published.report();
    out.printf(Locale.ROOT, "Night %s%n%n", report.night());
    for (QuestionAnswer answer : report.questions()) {
      out.printf(Locale.ROOT, "  %-11s %s%n", answer.id().id(), answer.verdict());
      wrapped(answer.sentence()).forEach(line -> out.printf(Locale.ROOT, "%14s%s%n", "", line));
    }
    out.printf(
        Locale.ROOT,
        "%n%s%s: %s%n",
        report.overall().verdict(),
        report.overall().degraded() ? " (degraded)" : "",
        report.overall().sentence());
    out.printf(Locale.ROOT, "Report: %s%n", published.path());
    out.flush();
  }

  private static List<String> wrapped(String sentence) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : sentence.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
