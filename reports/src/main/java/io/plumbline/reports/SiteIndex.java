package io.plumbline.reports;

import io.plumbline.reports.html.JtefindingsGenerated;
import io.plumbline.reports.html.JteindexGenerated;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The pages around the published nights: the list of nights and the register of findings. */
public final class SiteIndex {

  private SiteIndex() {}

  /**
   * {@code index.html} for these nights, newest first whatever their order.
   *
   * @param published nights that have a page to lead to
   */
  public static String render(List<NightEntry> nights, Set<LocalDate> published) {
    HtmlOutput output = new HtmlOutput();
    JteindexGenerated.render(
        output,
        HtmlOutput.UNTOUCHED,
        nights.stream().sorted(Comparator.comparing(NightEntry::night).reversed()).toList(),
        Set.copyOf(published));
    return output.written();
  }

  /**
   * {@code findings.html}: every finding that is open or was closed as of a night.
   *
   * @param published nights that have a page to lead to
   */
  public static String register(Report report, Set<LocalDate> published) {
    HtmlOutput output = new HtmlOutput();
    JtefindingsGenerated.render(
        output, HtmlOutput.UNTOUCHED, report, published.contains(report.night()));
    return output.written();
  }
}
