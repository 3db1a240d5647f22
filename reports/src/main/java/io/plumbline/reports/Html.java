package io.plumbline.reports;

import io.plumbline.reports.html.JtereportGenerated;

/** The edition people read: one file that needs nothing else. */
public final class Html {

  private Html() {}

  /** The report as one HTML document with its styles and charts inside. */
  public static String render(Report report) {
    HtmlOutput output = new HtmlOutput();
    JtereportGenerated.render(
        output, HtmlOutput.UNTOUCHED, report, report.page().orElse(Page.EMPTY));
    return output.written();
  }
}
