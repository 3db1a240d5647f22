package io.plumbline.reports;

import java.util.Locale;

/** Who a report is for: thresholds are in the closed edition only. */
public enum Edition {
  CLOSED,
  OPEN;

  /** Name in {@code report.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
