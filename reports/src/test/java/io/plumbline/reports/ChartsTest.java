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
import org.junit.jupiter.api.Test;

class ChartsTest {

  @Test
  void theMarginIsABandAroundNoEffect() {
    Forest.Strip strip = strip(0.3, 0.2, 0.4, 0.1);
    double zero = Double.parseDouble(forest(0.3, 0.2, 0.4, 0.1).zero());
    double left = Double.parseDouble(strip.bandLeft());
    assertThat(zero - left).isCloseTo(Double.parseDouble(strip.bandWidth()) / 2, offset(0.1));
  }

  @Test
  void anIntervalContainsItsPointAndIsToScale() {
    Forest.Strip strip = strip(0.3, 0.2, 0.4, 0.1);
    double left = Double.parseDouble(strip.left());
    double width = Double.parseDouble(strip.width());
    assertThat(Double.parseDouble(strip.point())).isCloseTo(left + width / 2, offset(0.2));
    assertThat(left + width).isEqualTo(386.0);
    assertThat(width).isCloseTo(372 * 0.2 / 0.5, offset(0.1));
  }

  @Test
  void anUnboundedSideRunsOffTheStrip() {
    ReportEffect effect =
        new ReportEffect(
            "x",
            OptionalDouble.of(0.3),
            OptionalDouble.of(0.2),
            OptionalDouble.empty(),
            0.95,
            Effect.Unit.LOG_ODDS);
    Forest.Strip strip = Forest.of(List.of(finding(effect, 0.1))).get(0).strips().get(0);
    assertThat(strip.openRight()).isTrue();
    assertThat(strip.openLeft()).isFalse();
    assertThat(Double.parseDouble(strip.left()) + Double.parseDouble(strip.width()))
        .isEqualTo(Forest.WIDTH);
  }

  @Test
  void anExactCountIsNotDrawn() {
    assertThat(Forest.of(Labs.attacked().findings(Question.RECORD))).isEmpty();
  }

  @Test
  void eachUnitHasItsOwnAxis() {
    assertThat(
            Forest.of(
                List.of(
                    finding(Labs.effect("x", 0.3, 0.2, 0.4, Effect.Unit.LOG_ODDS), 0.1),
                    finding(Labs.effect("y", 0.1, 0.0, 0.2, Effect.Unit.RATE), 0.01))))
        .extracting(Forest::unit)
        .containsExactly(Effect.Unit.LOG_ODDS, Effect.Unit.RATE);
  }

  @Test
  void noPositionLeavesTheStrip() {
    for (double size : new double[] {1e-9, 1e-3, 1, 1e6}) {
      Forest forest = forest(0.3 * size, -0.2 * size, 0.4 * size, 0.1 * size);
      Forest.Strip strip = forest.strips().get(0);
      assertThat(List.of(strip.left(), strip.point(), strip.bandLeft(), forest.zero()))
          .allMatch(at -> Double.parseDouble(at) >= 0 && Double.parseDouble(at) <= Forest.WIDTH);
      assertThat(forest.ticks()).hasSizeBetween(2, 8);
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
  void theLineRisesWithTheEvidence() {
    Trend trend = Trend.of(Labs.attacked(), Question.SELECTION).orElseThrow();
    String[] points = trend.line().split(" ");
    assertThat(points).hasSize(30);
    assertThat(Double.parseDouble(points[29].split(",")[1]))
        .isLessThan(Double.parseDouble(trend.threshold().orElseThrow()))
        .isLessThan(Double.parseDouble(points[0].split(",")[1]));
  }

  private static Forest forest(double value, double lower, double upper, double margin) {
    return Forest.of(
            List.of(finding(Labs.effect("x", value, lower, upper, Effect.Unit.LOG_ODDS), margin)))
        .get(0);
  }

  private static Forest.Strip strip(double value, double lower, double upper, double margin) {
    return forest(value, lower, upper, margin).strips().get(0);
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
