package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlTest {

  static final String HOSTILE =
      "</style><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(1)>"
          + " \u202Egnp.exe\u202C {{7*7}} ${7*7} https://example.org/ \u0000\u0007 | `x` \uD800 ]]>";

  static List<String> pages() {
    return List.of(
        Html.render(Labs.clean()),
        Html.render(Labs.attacked()),
        Html.render(Labs.withoutData()),
        Html.render(Labs.of(HOSTILE)),
        SiteIndex.render(List.of(), Set.of()),
        SiteIndex.render(List.of(NightEntry.of(Labs.of(HOSTILE))), Set.of(Labs.NIGHT)),
        SiteIndex.register(Labs.of(HOSTILE), Set.of(Labs.NIGHT)),
        SiteIndex.register(Labs.clean(), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageIsWellFormed(String html) {
    Parser parser = Parser.htmlParser().setTrackErrors(50);
    Document page = parser.parseInput(html, "");
    assertThat(parser.getErrors()).isEmpty();
    assertThat(page.select("html[lang], head title, meta[name=viewport]")).hasSize(3);
    assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    assertThat(page.select("main, h1")).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageNeedsNothingFromOutside(String html) {
    Document page = Jsoup.parse(html);
    assertThat(page.select("script").eachAttr("src")).allMatch(String::isEmpty);
    assertThat(page.select("script").stream().map(Element::data))
        .allMatch(SearchScript.text()::equals);
    assertThat(page.select("link, img, iframe, object, embed, form, base, [src], [onload]"))
        .isEmpty();
    assertThat(page.select("style").html()).doesNotContain("@import").doesNotContain("//");
    assertThat(page.select("[href]").eachAttr("href"))
        .allMatch(
            href ->
                href.startsWith("#")
                    || href.matches(
                        "[0-9-]{10}/report\\.html(#f-.*)?|index\\.html|findings\\.html"));
    assertThat(page.select("[style]")).isEmpty();
    assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageMayRunNothingButTheScriptItCarries(String html) {
    Document page = Jsoup.parse(html);
    String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
    assertThat(policy.contains("script-src") || page.select("script").isEmpty()).isTrue();
    assertThat(policy.replaceAll("script-src 'sha256-[A-Za-z0-9+/=]{44}'", ""))
        .doesNotContain("script");
  }

  @Test
  void theIndexLeadsOnlyToPagesThatAreThere() {
    List<NightEntry> nights =
        List.of(
            NightEntry.of(Labs.clean()), NightEntry.of(Labs.attackedOn(Labs.NIGHT.plusDays(1))));
    Document page = Jsoup.parse(SiteIndex.render(nights, Set.of(Labs.NIGHT)));
    assertThat(page.select(".nights a").eachAttr("href")).containsExactly("2026-03-02/report.html");
    assertThat(page.select(".more").text()).contains("plumbline report --night DATE");
    assertThat(page.select(".trends svg")).hasSize(7);
  }

  @Test
  void theRegisterSaysWhoClosedWhatAndWhy() {
    Document page = Jsoup.parse(SiteIndex.register(Labs.attacked(), Set.of(Labs.NIGHT)));
    Document report = Jsoup.parse(Html.render(Labs.attacked()));
    ReportFinding closed = Register.of(Labs.attacked()).closed().get(0);
    assertThat(page.select("tbody tr").last().text())
        .contains(
            closed.id(),
            "closed by " + closed.closedBy().orElseThrow() + ": " + closed.reason().orElseThrow());
    assertThat(page.select("tbody a").eachAttr("href"))
        .hasSize(Register.of(Labs.attacked()).all().size())
        .allMatch(href -> report.getElementById(href.replaceFirst(".*#", "")) != null);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkInsideAPageHasATarget(String html) {
    Document page = Jsoup.parse(html);
    assertThat(page.select("[id]").eachAttr("id"))
        .containsAll(
            page.select("[href^=#]").eachAttr("href").stream()
                .map(href -> href.substring(1))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyDrawingHasWordsOrIsHidden(String html) {
    for (Element drawing : Jsoup.parse(html).select("svg")) {
      boolean hidden =
          drawing.attr("aria-hidden").equals("true")
              || drawing.parents().stream().anyMatch(p -> p.attr("aria-hidden").equals("true"));
      assertThat(hidden || !drawing.attr("aria-label").isBlank()).as(drawing.outerHtml()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noNumberIsNotANumber(String html) {
    assertThat(Jsoup.parse(html).text())
        .doesNotContain("NaN")
        .doesNotContain("Infinity")
        .doesNotContain("Optional")
        .doesNotContain("null");
  }

  @Test
  void textFromLogsStaysText() {
    Document page = Jsoup.parse(Html.render(Labs.of(HOSTILE)));
    assertThat(page.select("script, img, svg[onload], svg[onerror]")).isEmpty();
    assertThat(page.select("bdi").first().text()).startsWith("</style><script>");
    assertThat(page.outerHtml())
        .doesNotContain("\u202E")
        .doesNotContain("\u0000")
        .contains("‹U+202E›", "‹U+0000›", "‹U+D800›");
  }

  @Test
  void aMillionCharactersAreCutAndSaidToBe() {
    String html = Html.render(Labs.of("a".repeat(1 << 20)));
    assertThat(html.length()).isLessThan(1 << 19);
    assertThat(html).contains("… (1,048,576 characters)");
  }

  @Test
  void everyQuestionIsOnPageOneWithItsVerdictInWords() {
    Document page = Jsoup.parse(Html.render(Labs.attacked()));
    assertThat(page.select(".answers tbody th a").eachText())
        .containsExactly(
            "Record",
            "Human authority",
            "Selection",
            "Criteria",
            "Test and deployment",
            "Separation of duties",
            "Loop and oversight");
    assertThat(page.select(".answers tbody .word").eachText())
        .containsExactly(
            "Breach",
            "Breach",
            "Attention",
            "Insufficient data",
            "Attention",
            "Attention",
            "Insufficient data");
  }

  @Test
  void aPassThatNoDrillHasTestedSaysSo() {
    Document page = Jsoup.parse(Html.render(Labs.clean()));
    assertThat(page.select(".answers tbody:has(a[href=#separation]) .aside").text())
        .isEqualTo("not drilled");
    assertThat(page.select(".answers tbody:has(a[href=#selection]) .aside")).isEmpty();
    assertThat(page.select("#selection > header").text())
        .contains("Drill: 1 of 1 injected attacks of this kind caught.");
  }

  @Test
  void withoutDataEveryQuestionSaysSo() {
    Document page = Jsoup.parse(Html.render(Labs.withoutData()));
    assertThat(page.select(".drill-down").eachText())
        .filteredOn(text -> text.contains("No test or rule gave a result"))
        .hasSize(7);
    assertThat(page.select("section[aria-labelledby=drill-title]").text()).contains("Not drilled.");
  }

  @Test
  void everyResultHasItsCardRowsAndQuery() {
    Document page = Jsoup.parse(Html.render(Labs.attacked()));
    Element finding = page.getElementById("f-0d4b7e12");
    assertThat(finding.text())
        .contains("own lineage among the chosen", "selector atlas-3")
        .contains("Effect, interval ×1.51 ×1.31 to ×1.74")
        .contains("Margin ×0.90 to ×1.11")
        .contains("Evidence overwhelming over 1,000,000 : 1")
        .contains("Log e 14.8, threshold 5.3")
        .contains("Would have caught (80 %) ×1.10")
        .contains("Units of evidence 9,212 9,212 clusters")
        .contains("Status ok")
        .contains("group by night, stratum, cell");
    assertThat(page.getElementById("f-9a3be120c4d7").select(".rows tbody tr").eachText())
        .contains(
            "decisions logs/decisions/2026-02-19.jsonl – 1,204,112",
            "evals logs/inspect/2026-02-19T03-11-02_terminal-tasks.eval samples/17_epoch_1.json 0");
    assertThat(page.getElementById("f-9a3be120c4d7").select(".card").text())
        .doesNotContain("Log e")
        .doesNotContain("Would have caught");
  }

  @Test
  void aQueryOfManyLinesIsWhole() {
    String query = "select 1 -- " + "\n  , column_of_some_length".repeat(300);
    Report report = Labs.of(query);
    assertThat(Jsoup.parse(Html.render(report)).select("pre").first().wholeText().strip())
        .isEqualTo(query);
  }

  @Test
  void aSmallPageStaysSmall() {
    assertThat(Html.render(Labs.clean()).getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(130_000);
  }
}
