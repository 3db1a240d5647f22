package io.plumbline.reports;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Where HTML templates write: whatever is not template text is made visible, then escaped. */
final class HtmlOutput extends OwaspHtmlTemplateOutput {

  /** No tag is intercepted. */
  static final HtmlInterceptor UNTOUCHED =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, gg.jte.TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, gg.jte.TemplateOutput output) {}
      };

  private final StringOutput text;

  HtmlOutput() {
    this(new StringOutput());
  }

  private HtmlOutput(StringOutput text) {
    super(text);
    this.text = text;
  }

  @Override
  public void writeUserContent(String value) {
    super.writeUserContent(Shown.text(value));
  }

  /** All that was written. */
  String written() {
    return text.toString();
  }
}
