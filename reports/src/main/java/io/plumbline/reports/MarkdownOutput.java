package io.plumbline.reports;

import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;

/** Where Markdown templates write: whatever is not template text is made visible, then escaped. */
final class MarkdownOutput implements TemplateOutput {

  private static final String ESCAPED = "\\`*_[]<>|~#$&";

  private final StringOutput text = new StringOutput();

  @Override
  public void writeContent(String value) {
    text.writeContent(value);
  }

  @Override
  public void writeContent(String value, int beginIndex, int endIndex) {
    text.writeContent(value, beginIndex, endIndex);
  }

  @Override
  public void writeUserContent(String value) {
    String shown = Shown.text(value);
    StringBuilder escaped = new StringBuilder(shown.length() + 16);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c == '\n' || c == '\t') {
        escaped.append(' ');
      } else {
        // A colon before slashes, "www." and "@" are what viewers turn into links.
        boolean links =
            c == ':' && shown.startsWith("//", i + 1)
                || c == '@'
                || c == '.' && i >= 3 && shown.regionMatches(true, i - 3, "www", 0, 3);
        if (links || ESCAPED.indexOf(c) >= 0) {
          escaped.append('\\');
        }
        escaped.append(c);
      }
    }
    text.writeContent(escaped.toString());
  }

  /** All that was written. */
  String written() {
    return text.toString();
  }
}
