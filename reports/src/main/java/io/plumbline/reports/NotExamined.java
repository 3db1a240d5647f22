package io.plumbline.reports;

/**
 * Something the report does not speak about.
 *
 * @param what it is
 * @param why it was not examined
 */
public record NotExamined(String what, String why) {
  public NotExamined {
    Valid.text("not examined", what);
    Valid.text("why", why);
  }
}
