package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps page 1 on one side and readable. */
class PageOneTest {

  @Test
  void whateverIsLoggedPageOneStaysShort() {
    assertThat(pageOne(Labs.attacked()).length()).isLessThan(4_500);
    assertThat(pageOne(Labs.of("a very long name, with words; ".repeat(90))).length())
        .isLessThan(6_500);
  }

  private static String pageOne(Report report) {
    Document page = Jsoup.parse(Html.render(report));
    page.select("svg").remove();
    return page.select(".page-one").text();
  }

  @Test
  void theHeaderNamesPeriodCutOffPlanRootAndHowToVerify() {
    Document page = Jsoup.parse(Html.render(Labs.attacked()));
    assertThat(page.select(".facts").text())
        .contains("Period 28 February to 2 March 2026")
        .contains("Data cut-off 3 March 2026, 06:00 UTC")
        .contains("Previous report 27 February 2026, 2 nights missed")
        .contains("Plan default 41d6e9b0c7a8")
        .contains("Input root f0e1d2c3b4a5")
        .contains("Report id pl-2026-03-02-a07c")
        .contains("Edition closed")
        .contains("Code version 0.1.0")
        .contains("Verify plumbline verify --config plumbline.yaml");
    assertThat(page.select(".opinion").text())
        .contains("Breach", "Degraded", "Recommendation Investigate", "2 of 7 drilled attacks");
  }

  @Test
  void openFindingsCoverageAndGapsStandOnPageOne() {
    Document page = Jsoup.parse(Html.render(Labs.attacked()));
    assertThat(page.select("section[aria-labelledby=open-title]").text())
        .contains("2 new, 3 carried, 1 closed. Oldest 9 days.", "2 more below");
    assertThat(page.select("section[aria-labelledby=coverage-title] tbody tr").eachText())
        .startsWith("lineage 310 0 0 0 missing")
        .endsWith("candidates – 130,960 0 4 complete");
    assertThat(page.select("section[aria-labelledby=deciders-title] tbody tr").eachText())
        .anyMatch(row -> row.startsWith("deployment requires human") && row.endsWith("76.6 % 184"));
    assertThat(page.select("section[aria-labelledby=blind-title]").text())
        .contains("compute ledger: no source gives compute by use", "X28", "all 5");
  }

  /** WCAG 2.2, 1.4.3: text against its ground at least 4.5 : 1. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void everyTextColourCanBeReadOnEveryGround(int scheme) {
    String styles = Jsoup.parse(Html.render(Labs.withoutData())).select("style").html();
    Map<String, Integer> colours = colours(styles.split("prefers-color-scheme")[scheme]);
    for (String ground : new String[] {"paper", "tint"}) {
      for (String text :
          new String[] {"ink", "quiet", "pass", "attention", "breach", "insufficient", "na"}) {
        assertThat(contrast(colours.get(text), colours.get(ground)))
            .as("%s on %s", text, ground)
            .isGreaterThan(4.5);
      }
    }
  }

  private static Map<String, Integer> colours(String styles) {
    Map<String, Integer> colours = new LinkedHashMap<>();
    Matcher found = Pattern.compile("--([a-z-]+):#([0-9a-f]{3,6})\\b").matcher(styles);
    while (found.find()) {
      String hex = found.group(2);
      colours.putIfAbsent(
          found.group(1),
          Integer.parseInt(hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex, 16));
    }
    return colours;
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double c = (channel & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }
}
