package io.plumbline.reports;

import java.util.Locale;

/** What the report advises, in the words of a monitoring board. */
public enum Recommendation {
  CONTINUE("Continue"),
  CONTINUE_WITH_CONDITIONS("Continue with conditions"),
  HOLD_THE_DECISION("Hold the decision"),
  INVESTIGATE("Investigate");

  private final String words;

  Recommendation(String words) {
    this.words = words;
  }

  /** For a reader. */
  public String words() {
    return words;
  }

  /** Name in {@code report.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
