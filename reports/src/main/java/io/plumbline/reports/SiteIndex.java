package io.plumbline.reports;

import io.plumbline.reports.html.JteindexGenerated;
import java.util.Comparator;
import java.util.List;

/** The page that lists the published nights. */
public final class SiteIndex {

  private SiteIndex() {}

  /** {@code index.html} for these nights, newest first whatever their order. */
  public static String render(List<NightEntry> nights) {
    HtmlOutput output = new HtmlOutput();
    JteindexGenerated.render(
        output,
        HtmlOutput.UNTOUCHED,
        nights.stream().sorted(Comparator.comparing(NightEntry::night).reversed()).toList());
    return output.written();
  }
}
