package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.publish.Published;
import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Report;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A run's outcome on standard output: one line a question, the opinion, and where the report is.
 */
final class VerdictPrinter {

  private VerdictPrinter() {}

  static void print(PrintWriter out, Published published) {
    Report report = published.report();
    out.printf(Locale.ROOT, "Night %s%n%n", report.night());
    for (QuestionAnswer answer : report.questions()) {
      out.printf(
          Locale.ROOT, "  %-11s %-18s %s%n", answer.id().id(), answer.verdict(), answer.sentence());
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
}
