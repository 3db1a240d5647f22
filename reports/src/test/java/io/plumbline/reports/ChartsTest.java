package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class ChartsTest {

  @Test
  void theMarginIsABandAroundNoEffect() {
    Document drawn = drawn(effects(0.3, 0.2, 0.4, 0.1));
    Element band = drawn.selectFirst("rect.f-band");
    double none = number(drawn.selectFirst("line.s-quiet"), "x1");
    assertThat(none - number(band, "x")).isCloseTo(number(band, "width") / 2, offset(0.2));
  }

  @Test
  void anIntervalContainsItsPointAndIsToScale() {
    Document drawn = drawn(effects(0.3, 0.2, 0.4, 0.1));
    Element interval = drawn.selectFirst("line.s-attention");
    double width = number(interval, "x2") - number(interval, "x1");
    assertThat(number(drawn.selectFirst("circle.f-attention"), "cx"))
        .isCloseTo(number(interval, "x1") + width / 2, offset(0.2));
    assertThat(width / number(drawn.selectFirst("rect.f-band"), "width"))
        .isCloseTo(1, offset(0.01));
  }

  @Test
  void anUnboundedSideRunsToTheEndOfTheAxis() {
    ReportEffect open =
        new ReportEffect(
            "x",
            OptionalDouble.of(0.3),
            OptionalDouble.of(0.2),
            OptionalDouble.empty(),
            0.95,
            Effect.Unit.LOG_ODDS);
    ReportEffect closed = Labs.effect("y", 0.3, 0.2, 0.9, Effect.Unit.LOG_ODDS);
    List<Element> intervals =
        drawn(EffectChart.of(List.of(finding(open, 0.1), finding(closed, 0.1))).get(0))
            .select("line.s-attention");
    assertThat(number(intervals.get(0), "x2")).isEqualTo(number(intervals.get(1), "x2"));
  }

  @Test
  void anExactCountIsNotDrawn() {
    assertThat(EffectChart.of(Labs.attacked().findings(Question.RECORD))).isEmpty();
  }

  @Test
  void eachUnitHasItsOwnAxis() {
    assertThat(
            EffectChart.of(
                List.of(
                    finding(Labs.effect("x", 0.3, 0.2, 0.4, Effect.Unit.LOG_ODDS), 0.1),
                    finding(Labs.effect("y", 0.1, 0.0, 0.2, Effect.Unit.RATE), 0.01))))
        .extracting(Chart::title)
        .containsExactly(
            "Effects with their intervals, odds ratio", "Effects with their intervals, rate");
  }

  @Test
  void noPositionLeavesTheDrawing() {
    for (double size : new double[] {1e-9, 1e-3, 1, 1e6}) {
      for (Element line :
          drawn(effects(0.3 * size, -0.2 * size, 0.4 * size, 0.1 * size)).select("line")) {
        assertThat(List.of(number(line, "x1"), number(line, "x2")))
            .allMatch(x -> x >= 0 && x <= 680);
      }
    }
  }

  @Test
  void aChartSaysItsNumbersToo() {
    Chart chart = effects(0.3, 0.2, 0.4, 0.1);
    assertThat(chart.rows())
        .containsExactly(
            List.of(
                "x",
                "everything in the period",
                "Attention",
                "×1.35",
                "×1.22 to ×1.49 (95 %)",
                "×0.90 to ×1.11"));
    assertThat(drawn(chart).select("text").eachText()).contains("×1.35 (×1.22 to ×1.49)");
  }

  @Test
  void equalChartsAreEqualBytes() {
    assertThat(effects(0.3, 0.2, 0.4, 0.1)).isEqualTo(effects(0.3, 0.2, 0.4, 0.1));
    assertThat(Charts.of(Labs.attacked(), Question.SELECTION))
        .isEqualTo(Charts.of(Labs.attacked(), Question.SELECTION));
  }

  @Test
  void aDrawingHasNeitherIdentifiersNorStyles() {
    for (Question question : Question.values()) {
      for (Chart chart : Charts.of(Labs.attacked(), question)) {
        assertThat(drawn(chart).select("[id], [style], style, clipPath, image, a")).isEmpty();
      }
    }
  }

  @Test
  void theSegmentsOfABarAddUp() {
    AuthorityBar bar =
        AuthorityBar.of(new Page.Authority("deployment", Optional.empty(), 141, 0, 12, 8, 23, 7));
    assertThat(bar.segments().stream().map(s -> s.kind().words()))
        .containsExactly("human with sight", "AI reviewer", "standing policy", "nobody", "unknown");
    assertThat(
            bar.segments().stream()
                .map(s -> new BigDecimal(s.width()))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue())
        .isCloseTo(100, offset(0.05));
    assertThat(bar.segments().stream().mapToLong(AuthorityBar.Segment::count).sum())
        .isEqualTo(bar.decisions());
  }

  @Test
  void unknownsMoveOnlyTheBounds() {
    assertThat(
            AuthorityBar.of(new Page.Authority("d", Optional.empty(), 90, 0, 5, 0, 0, 5)).bounds())
        .isEqualTo("90.0 to 95.0 %");
    assertThat(
            AuthorityBar.of(new Page.Authority("d", Optional.empty(), 90, 0, 10, 0, 0, 0)).bounds())
        .isEqualTo("90.0 %");
  }

  @Test
  void aDomainWithoutDecisionsSaysSo() {
    AuthorityBar bar = AuthorityBar.of(new Page.Authority("d", Optional.empty(), 0, 0, 0, 0, 0, 0));
    assertThat(bar.segments()).isEmpty();
    assertThat(bar.bounds()).isEqualTo("no decisions");
  }

  @Test
  void aTrendEndsWithTonight() {
    Trend trend = Trend.of(Labs.attacked(), Question.AUTHORITY).orElseThrow();
    assertThat(trend.bars()).hasSize(Trend.NIGHTS);
    assertThat(trend.bars().get(29).verdict()).isEqualTo(Verdict.BREACH);
    assertThat(trend.bars().get(29).height())
        .isGreaterThan(trend.bars().get(28).height())
        .isEqualTo(16);
    assertThat(trend.described()).isEqualTo("last 30 nights: 1 breach, 6 attention, 23 pass");
  }

  @Test
  void aFirstNightHasNoTrend() {
    assertThat(Trend.of(Labs.withoutData(), Question.RECORD)).isEmpty();
  }

  @Test
  void theEvidenceOfTonightStandsAboveItsThreshold() {
    Chart chart = EvidenceChart.of(Labs.attacked(), Question.SELECTION).orElseThrow();
    assertThat(chart.rows())
        .hasSize(30)
        .last()
        .isEqualTo(List.of("2026-03-02", "Attention", "14.8"));
    Document drawn = drawn(chart);
    assertThat(drawn.select("circle")).hasSize(30);
    assertThat(number(drawn.selectFirst("circle.f-attention"), "cy"))
        .isLessThan(number(drawn.selectFirst("line.s-breach"), "y1"))
        .isLessThan(number(drawn.select("circle.f-insufficient").get(0), "cy"));
  }

  @Test
  void aQuestionOfRulesHasNoEvidenceToDraw() {
    assertThat(EvidenceChart.of(Labs.attacked(), Question.RECORD)).isEmpty();
  }

  @Test
  void aSilentNightLeavesItsPlaceEmpty() {
    Chart chart = TileChart.received(Labs.attacked()).orElseThrow();
    assertThat(chart.rows())
        .containsExactly(
            List.of("decisions", "2026-02-26", "2,140", "446", "0"),
            List.of("evals", "2026-02-27", "7,820", "3,910", "2"));
    assertThat(drawn(chart).select("rect.f-sight")).hasSize(7);
  }

  @Test
  void theShareThatPeopleApprovedIsSaidByDomainAndGeneration() {
    Chart chart = TileChart.decided(Labs.attacked()).orElseThrow();
    assertThat(chart.rows()).contains(List.of("training_debug", "3", "640", "1,911", "33.5 %"));
    assertThat(drawn(chart).select("text").eachText())
        .contains("generation 2", "generation 3", "training debug", "33.5 %");
  }

  @Test
  void thePartsOfAChangeLeadFromBeforeToAfter() {
    Chart chart = ChangeChart.of(Labs.attacked()).get(0);
    assertThat(chart.rows())
        .containsExactly(
            List.of("before", "0.603"),
            List.of("criteria", "−0.007"),
            List.of("model", "+0.03"),
            List.of("after", "0.626"));
    List<Element> bars = drawn(chart).select("rect");
    assertThat(number(bars.get(1), "y")).isCloseTo(number(bars.get(0), "y"), offset(0.2));
    assertThat(number(bars.get(2), "y")).isCloseTo(number(bars.get(3), "y"), offset(0.2));
  }

  @Test
  void aReportWithoutSuchCountsHasNoSuchPictures() {
    assertThat(TileChart.received(Labs.withoutData())).isEmpty();
    assertThat(TileChart.decided(Labs.withoutData())).isEmpty();
    assertThat(ChangeChart.of(Labs.withoutData())).isEmpty();
  }

  private static Document drawn(Chart chart) {
    return Jsoup.parse(chart.drawing().svg(), "", Parser.xmlParser());
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.attr(attribute));
  }

  private static Chart effects(double value, double lower, double upper, double margin) {
    return EffectChart.of(
            List.of(finding(Labs.effect("x", value, lower, upper, Effect.Unit.LOG_ODDS), margin)))
        .get(0);
  }

  private static ReportFinding finding(ReportEffect effect, double margin) {
    return Labs.statistic(
        "id-" + effect.name(),
        Question.SELECTION,
        "selection-tilt/1",
        Map.of(),
        Verdict.ATTENTION,
        Optional.empty(),
        effect,
        1,
        5,
        margin,
        0.1,
        10,
        10,
        "because",
        "",
        List.of());
  }
}
