package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ItemBootstrapTest {

  @Test
  void quantilesInterpolateLikeTypeSeven() {
    double[] sorted = {1, 2, 4, 8};
    // numpy 1.24: quantile([1, 2, 4, 8], q)
    assertThat(ItemBootstrap.quantile(sorted, 0)).isEqualTo(1);
    assertThat(ItemBootstrap.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(ItemBootstrap.quantile(sorted, 0.9)).isEqualTo(6.8, within(1e-14));
    assertThat(ItemBootstrap.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void theIntervalOfAMeanHasTheNormalWidth() {
    double[] values = new double[100];
    Arrays.setAll(values, i -> i % 2);
    Interval interval =
        ItemBootstrap.standard()
            .interval(
                100,
                drawn ->
                    OptionalDouble.of(
                        Arrays.stream(drawn).mapToDouble(i -> values[i]).average().orElseThrow()),
                new SplittableRandom(5));
    // Mean 1/2 with standard error 1/20.
    assertThat(interval.lower()).hasValueCloseTo(0.402, within(0.02));
    assertThat(interval.upper()).hasValueCloseTo(0.598, within(0.02));
    assertThat(interval.level()).isEqualTo(0.95);
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    ItemBootstrap bootstrap = new ItemBootstrap(0.9, 50);
    assertThat(bootstrap.interval(9, d -> OptionalDouble.of(d[0]), new SplittableRandom(1)))
        .isEqualTo(bootstrap.interval(9, d -> OptionalDouble.of(d[0]), new SplittableRandom(1)));
  }

  @Test
  void fewUndefinedReplicatesAreLeftOutManyLeaveNoInterval() {
    ItemBootstrap bootstrap = new ItemBootstrap(0.9, 100);
    int[] calls = {0};
    Interval tenth =
        bootstrap.interval(
            3,
            d -> calls[0]++ % 10 == 0 ? OptionalDouble.empty() : OptionalDouble.of(2),
            new SplittableRandom(1));
    assertThat(tenth.lower()).hasValue(2);
    assertThat(tenth.upper()).hasValue(2);
    int[] more = {0};
    Interval ninth =
        bootstrap.interval(
            3,
            d -> more[0]++ % 9 == 0 ? OptionalDouble.empty() : OptionalDouble.of(2),
            new SplittableRandom(1));
    assertThat(ninth.lower()).isEmpty();
    assertThat(ninth.upper()).isEmpty();
    assertThat(bootstrap.interval(0, d -> OptionalDouble.of(2), new SplittableRandom(1)).lower())
        .isEmpty();
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new ItemBootstrap(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> new ItemBootstrap(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid replicates: 0 (must be at least 1)");
    assertThat(ItemBootstrap.standard()).isEqualTo(new ItemBootstrap(0.95, 2_000));
  }
}
