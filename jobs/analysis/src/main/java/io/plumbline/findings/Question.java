package io.plumbline.findings;

import java.util.Locale;

/** The seven questions of every report, in the report's order. */
public enum Question {
  RECORD("Is the record complete and unaltered?"),
  AUTHORITY("Did humans keep decision authority, by domain?"),
  SELECTION("Was training data, or were traces, bugs or items, selected without unexplained skew?"),
  CRITERIA("Did the evaluation criteria stay fixed; if not, what did that do to the scores?"),
  BEHAVIOUR("Does behaviour under test match behaviour in deployment?"),
  SEPARATION("Are builder, selector, judge and judged separate?"),
  LOOP("Is the loop speeding up, and does oversight keep pace?");

  private final String text;

  Question(String text) {
    this.text = text;
  }

  /** The question in words. */
  public String text() {
    return text;
  }

  /** Id in tables, configuration and {@code report.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
