package io.plumbline.reports;

import io.plumbline.reports.markdown.JtereportGenerated;

/** The edition for terminals, tickets and diffs. */
public final class Markdown {

  private Markdown() {}

  /** The report as GitHub-flavoured Markdown. */
  public static String render(Report report) {
    MarkdownOutput output = new MarkdownOutput();
    JtereportGenerated.render(
        output, HtmlOutput.UNTOUCHED, report, report.page().orElse(Page.EMPTY));
    return output.written();
  }
}
