package io.plumbline.notebooks;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook that was run, as one HTML page that needs no network.
 *
 * @param title its heading
 * @param blocks text, source and what was shown, in order
 */
public record Page(String title, List<Block> blocks) {

  private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer TEXT =
      HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true).build();
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, null, "io.plumbline.notebooks.pages");

  public Page {
    blocks = List.copyOf(blocks);
  }

  /**
   * A part of the page.
   *
   * @param text rendered Markdown; empty for a cell of code
   * @param source Java; empty for a cell of text
   * @param printed what the cell printed
   * @param shown what its last expression shows
   */
  public record Block(String text, String source, String printed, Optional<Shown> shown) {}

  /** Collects the parts of a page while its notebook is run. */
  static final class Draft {

    private final List<Block> blocks = new ArrayList<>();

    void text(String markdown) {
      blocks.add(new Block(TEXT.render(PARSER.parse(markdown)), "", "", Optional.empty()));
    }

    void code(String source, String printed, Optional<Shown> shown) {
      blocks.add(new Block("", source, printed, shown));
    }

    Page page(String title) {
      return new Page(title, blocks);
    }
  }

  /** The page as HTML. */
  public String html() {
    return render("page.jte", Map.of("page", this));
  }

  static String render(String template, Map<String, Object> parameters) {
    TemplateOutput out = new StringOutput();
    TEMPLATES.render(template, parameters, out);
    return out.toString();
  }
}
