package io.plumbline.reports;

import gg.jte.TemplateOutput;

/** Where Markdown templates write: whatever is not template text is made visible, then escaped. */
final class MarkdownOutput implements TemplateOutput {

  private static final String ESCAPED = "\\`*_[]<>|~#$&";

  private final StringBuilder text = new StringBuilder();

  /** Template text; never more than one empty line in a row, so templates may be generous. */
  @Override
  public void writeContent(String value) {
    for (int i = 0; i < value.length(); i++) {
      int length = text.length();
      boolean third =
          value.charAt(i) == '\n'
              && length >= 2
              && text.charAt(length - 1) == '\n'
              && text.charAt(length - 2) == '\n';
      if (!third) {
        text.append(value.charAt(i));
      }
    }
  }

  @Override
  public void writeContent(String value, int beginIndex, int endIndex) {
    writeContent(value.substring(beginIndex, endIndex));
  }

  @Override
  public void writeUnsafeContent(String value) {
    text.append(value);
  }

  @Override
  public void writeUserContent(String value) {
    boolean startsLine = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    String shown = Shown.text(startsLine ? value.stripLeading() : value);
    int marker = startsLine ? listMarker(shown) : -1;
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '\n' || c == '\t') {
        text.append(' ');
      } else {
        if (i == marker || isLink(shown, i) || ESCAPED.indexOf(c) >= 0) {
          text.append('\\');
        }
        text.append(c);
      }
    }
  }

  /** A colon before slashes, "www." and "@" are what viewers turn into links. */
  private static boolean isLink(String shown, int i) {
    return switch (shown.charAt(i)) {
      case ':' -> shown.startsWith("//", i + 1);
      case '@' -> true;
      case '.' -> i >= 3 && shown.regionMatches(true, i - 3, "www", 0, 3);
      default -> false;
    };
  }

  /** Where a line's beginning would make it a list or a heading: the character to escape. */
  private static int listMarker(String shown) {
    int digits = 0;
    while (digits < shown.length() && Character.isDigit(shown.charAt(digits))) {
      digits++;
    }
    boolean marks =
        digits < shown.length() && (digits == 0 ? "-+=" : ".)").indexOf(shown.charAt(digits)) >= 0;
    return marks ? digits : -1;
  }

  /** All that was written. */
  String written() {
    return text.toString();
  }
}
