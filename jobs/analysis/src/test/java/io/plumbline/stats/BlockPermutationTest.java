package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.BlockPermutation.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;

class BlockPermutationTest {

  private static final Block ONE = new Block(List.of(0.9, 0.7, 0.8), List.of(0.2, 0.75, 0.1, 0.3));

  private static BlockPermutation.Outcome test(AlternativeHypothesis alternative, Block... blocks) {
    return BlockPermutation.test(List.of(blocks), alternative, 0.95, new SplittableRandom(1));
  }

  @Test
  void oneBlockCountsItsArrangements() {
    BlockPermutation.Outcome greater = test(AlternativeHypothesis.GREATER_THAN, ONE);
    assertThat(greater.arrangements()).isEqualTo(35);
    assertThat(greater.smallestP()).isEqualTo(1.0 / 35);
    // Sums of three at least 2.4: 0.9+0.8+0.75 = 2.45 and 0.9+0.8+0.7 = 2.4.
    assertThat(greater.test().p()).hasValueCloseTo(2.0 / 35, within(1e-15));
    assertThat(greater.test().statistic()).hasValueCloseTo(0.8 - 1.35 / 4, within(1e-14));
    assertThat(greater.test().status()).isEqualTo(Status.OK);
    assertThat(greater.test().n()).isEqualTo(7);
    BlockPermutation.Outcome less = test(AlternativeHypothesis.LESS_THAN, ONE);
    assertThat(less.test().p()).hasValueCloseTo(34.0 / 35, within(1e-15));
    // Differences at most -0.4625 come from sums of at most 0.6 (7 s / 12 - 0.9375): only 0.6.
    BlockPermutation.Outcome both = test(AlternativeHypothesis.TWO_SIDED, ONE);
    assertThat(both.test().p()).hasValueCloseTo(3.0 / 35, within(1e-15));
  }

  @Test
  void theDifferenceHasThePooledTInterval() {
    FixedEstimate difference = test(AlternativeHypothesis.TWO_SIDED, ONE).difference();
    // R's t.test(var.equal = TRUE): se = sqrt(pooled (1/3 + 1/4)), 5 df
    double pooled = (0.02 + squares(0.2, 0.75, 0.1, 0.3)) / 5;
    double error = Math.sqrt(pooled * (1.0 / 3 + 1.0 / 4));
    assertThat(difference.standardError()).hasValueCloseTo(error, within(1e-14));
    double half = Tails.tQuantile(0.95, 5) * error;
    assertThat(difference.interval().lower()).hasValueCloseTo(0.4625 - half, within(1e-12));
    assertThat(difference.interval().upper()).hasValueCloseTo(0.4625 + half, within(1e-12));
  }

  private static double squares(double... values) {
    return Samples.variance(values) * (values.length - 1);
  }

  @Test
  void blocksAreWeightedByTheirPairs() {
    Block small = new Block(List.of(3.0), List.of(1.0));
    Block large = new Block(List.of(5.0, 6.0), List.of(1.0, 2.0, 3.0, 4.0));
    BlockPermutation.Outcome outcome = test(AlternativeHypothesis.GREATER_THAN, small, large);
    // Weights 1/2 and 8/6: (0.5 * 2 + 4/3 * 3) / (11/6)
    assertThat(outcome.test().statistic()).hasValueCloseTo(5 / (11 / 6.0), within(1e-14));
    assertThat(outcome.arrangements()).isEqualTo(30);
    assertThat(outcome.test().p()).hasValueCloseTo(1.0 / 30, within(1e-15));
    assertThat(outcome.difference().n()).isEqualTo(8);
    // Squares 0.5 + 5 on 8 - 4 df; variance factor 1 / (sum of weights).
    assertThat(outcome.difference().standardError())
        .hasValueCloseTo(Math.sqrt(5.5 / 4 / (11 / 6.0)), within(1e-13));
  }

  @Test
  void blocksWithOneArmCarryNoInformation() {
    Block onlyTreated = new Block(List.of(9.0, 9.5), List.of());
    Block onlyControl = new Block(List.of(), List.of(1.0));
    assertThat(test(AlternativeHypothesis.TWO_SIDED, ONE, onlyTreated, onlyControl))
        .isEqualTo(test(AlternativeHypothesis.TWO_SIDED, ONE));
    BlockPermutation.Outcome none = test(AlternativeHypothesis.TWO_SIDED, onlyTreated);
    assertThat(none.test()).isEqualTo(Significance.undefined(Status.NO_INFORMATION, 0));
    assertThat(none.difference().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(none.smallestP()).isEqualTo(1);
    assertThat(none.arrangements()).isEqualTo(1);
    assertThat(test(AlternativeHypothesis.TWO_SIDED).test().status()).isEqualTo(Status.NO_DATA);
    assertThat(
            test(AlternativeHypothesis.TWO_SIDED, new Block(List.of(), List.of())).test().status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void fewerThanSixRunsAreUnderpowered() {
    Block five = new Block(List.of(1.0, 2.0), List.of(0.0, 0.1, 0.2));
    BlockPermutation.Outcome outcome = test(AlternativeHypothesis.GREATER_THAN, five);
    assertThat(outcome.test().status()).isEqualTo(Status.UNDERPOWERED);
    assertThat(outcome.test().p()).hasValueCloseTo(0.1, within(1e-15));
    assertThat(outcome.smallestP()).isEqualTo(0.1);
    assertThat(outcome.difference().status()).isEqualTo(Status.UNDERPOWERED);
    assertThat(outcome.difference().interval().lower()).isPresent();
    Block six = new Block(List.of(1.0, 2.0), List.of(0.0, 0.1, 0.2, 0.3));
    assertThat(test(AlternativeHypothesis.GREATER_THAN, six).test().status()).isEqualTo(Status.OK);
    Block two = new Block(List.of(1.0), List.of(0.0));
    assertThat(test(AlternativeHypothesis.GREATER_THAN, two).difference().interval().lower())
        .isEmpty();
    assertThat(test(AlternativeHypothesis.GREATER_THAN, two).difference().standardError())
        .isEmpty();
  }

  @Test
  void runsWithoutScatterHaveNoEarnedWidth() {
    Block constant = new Block(List.of(1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0));
    FixedEstimate difference = test(AlternativeHypothesis.TWO_SIDED, constant).difference();
    assertThat(difference.value()).hasValue(1);
    assertThat(difference.standardError()).hasValue(0);
    assertThat(difference.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(difference.interval().upper()).isEmpty();
    assertThat(test(AlternativeHypothesis.TWO_SIDED, constant).test().p())
        .hasValueCloseTo(0.1, within(1e-15));
  }

  @Test
  void roundingDoesNotBreakTies() {
    // 0.1 + 0.2 and 0.3 differ in the last bit; all arrangements with one of each pair tie.
    Block tied = new Block(List.of(0.1, 0.2, 0.0), List.of(0.3, 0.0, 0.0));
    BlockPermutation.Outcome outcome = test(AlternativeHypothesis.TWO_SIDED, tied);
    assertThat(outcome.test().p()).hasValue(1);
  }

  @Test
  void manyArrangementsAreDrawn() {
    List<Double> treated = new ArrayList<>();
    List<Double> control = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 14; i++) {
      treated.add(random.nextDouble() + 0.25);
      control.add(random.nextDouble());
    }
    Block large = new Block(treated, control);
    BlockPermutation.Outcome outcome = test(AlternativeHypothesis.GREATER_THAN, large);
    assertThat(outcome.arrangements()).isEqualTo(40_116_600);
    double p = outcome.test().p().orElseThrow();
    double t =
        outcome.difference().value().orElseThrow()
            / outcome.difference().standardError().orElseThrow();
    // The permutation law is close to Student's.
    assertThat(p).isEqualTo(Tails.tUpper(t, 26), within(0.01));
    assertThat(test(AlternativeHypothesis.GREATER_THAN, large)).isEqualTo(outcome);
    BlockPermutation.Outcome certain =
        test(
            AlternativeHypothesis.GREATER_THAN,
            new Block(treated.stream().map(x -> x + 9).toList(), control));
    assertThat(certain.test().p()).hasValueCloseTo(1e-5, within(1e-12));
  }

  @Test
  void scoresAndLevelAreChecked() {
    assertThatThrownBy(() -> new Block(List.of(Double.NaN), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(() -> new Block(List.of(), List.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(
            () ->
                BlockPermutation.test(
                    List.of(ONE), AlternativeHypothesis.TWO_SIDED, 1, new SplittableRandom(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
