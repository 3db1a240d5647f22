package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OversightEffortTest {

  private static final LocalDate LAST = Replay.FIRST.plusDays(90);

  /** Reviews of a generation: log-normal times and sizes, times as if scaled by a factor. */
  private static Tally reviews(
      String domain, int generation, int n, double factor, long seed, double sizes) {
    SplittableRandom random = new SplittableRandom(seed * 31 + generation);
    long[] sums = new long[5];
    for (int i = 0; i < n; i++) {
      long effort = Math.max(1, Math.round(factor * 1_500 * Math.exp(0.6 * normal(random))));
      long size = Math.max(1, Math.round(sizes * Math.exp(0.8 * normal(random))));
      sums[0] += effort;
      sums[1] += size;
      sums[2] += effort * effort;
      sums[3] += size * size;
      sums[4] += effort * size;
    }
    return LoopRows.tally(
        LAST,
        "loop-reviews",
        Map.of("change_unit", "lines"),
        Map.of("generation", Integer.toString(generation), "domain", domain),
        Map.of("source", "decisions"),
        n,
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        sums[4]);
  }

  private static double normal(SplittableRandom random) {
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  private static List<ExtractRow> cycles() {
    return LoopRows.cycles(LAST, 20, 20, 20);
  }

  private static Replay after(List<Tally> tallies) {
    Replay replay = new Replay(new OversightEffort());
    replay.night(LAST, tallies, cycles(), List.of());
    return replay;
  }

  @Test
  void reviewThatKeepsPaceIsSettledInsideTheMargin() {
    int settled = 0;
    for (long seed = 1; seed <= 20; seed++) {
      Evidence.Measured test =
          after(List.of(reviews("code", 1, 500, 1, seed, 12), reviews("code", 2, 500, 1, seed, 12)))
              .measured("review-per-change");
      settled += test.effect().interval().isWithin(test.margin().orElseThrow()) ? 1 : 0;
      assertThat(test.logE().orElseThrow()).isLessThan(6);
    }
    assertThat(settled).isGreaterThanOrEqualTo(18);
  }

  @Test
  void reviewThatHalvesPages() {
    List<Tally> tallies = new ArrayList<>();
    for (String domain : List.of("code", "infrastructure")) {
      tallies.add(reviews(domain, 1, 1_000, 1, 3, 12));
      tallies.add(reviews(domain, 2, 1_000, 0.5, 4, 12));
    }
    Replay replay = new Replay(new OversightEffort());
    var night = replay.night(LAST, tallies, cycles(), List.of());
    Evidence.Measured test = replay.measured("review-per-change");
    assertThat(test.effect().interval().contains(Math.log(0.5))).isTrue();
    assertThat(night.answers().get(Question.LOOP.ordinal()).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void anotherMixOfDomainsIsNoChange() {
    Evidence.Measured test =
        after(
                List.of(
                    reviews("code", 1, 800, 1, 5, 12),
                    reviews("data", 1, 100, 6, 6, 12),
                    reviews("code", 2, 100, 1, 7, 12),
                    reviews("data", 2, 800, 6, 8, 12)))
            .measured("review-per-change");
    assertThat(test.effect().interval().contains(0)).isTrue();
    assertThat(Math.abs(test.effect().value().orElseThrow())).isLessThan(0.25);
  }

  @Test
  void aGenerationIsTestedOnceWhenItIsClosed() {
    Replay replay =
        after(List.of(reviews("code", 1, 300, 1, 9, 12), reviews("code", 2, 300, 1, 10, 12)));
    Evidence.Measured before = replay.measured("review-per-change");
    replay.night(
        LAST.plusDays(1), List.of(reviews("code", 2, 300, 0.2, 11, 12)), List.of(), List.of());
    assertThat(replay.measured("review-per-change").effect()).isEqualTo(before.effect());
  }

  @Test
  void oneClosedGenerationIsTooFew() {
    Evidence one = after(List.of(reviews("code", 1, 300, 1, 1, 12))).evidence("review-per-change");
    assertThat(one).isInstanceOf(Evidence.Insufficient.class);
    assertThat(one.status()).isEqualTo(Status.INSUFFICIENT);
  }

  @Test
  void cyclesWithoutReviewsLackTheirData() {
    Evidence none = after(List.of()).evidence("review-per-change");
    assertThat(none.status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void decisionsWithoutALoopAskNothing() {
    Replay replay = new Replay(new OversightEffort());
    replay.night(LAST, List.of(reviews("code", 1, 300, 1, 1, 12)), List.of(), List.of());
    assertThat(replay.evidence()).isEmpty();
  }

  @Test
  void elasticityIsGivenWhereTheAmountOfChangeDiffers() {
    Replay replay =
        after(List.of(reviews("code", 1, 300, 1, 1, 12), reviews("code", 2, 900, 1, 2, 12)));
    assertThat(replay.measured("review-per-change").sentence())
        .containsPattern("Elasticity of review to the amount of change: \\d\\.\\d\\d");
  }
}
