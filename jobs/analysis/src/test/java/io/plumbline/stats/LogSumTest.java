package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogSumTest {

  private static final double NOTHING = Double.NEGATIVE_INFINITY;

  @Test
  void addsNumbersHeldAsLogarithms() {
    assertThat(LogSum.add(Math.log(3), Math.log(5))).isEqualTo(Math.log(8), within(1e-15));
    assertThat(LogSum.add(Math.log(5), Math.log(3))).isEqualTo(Math.log(8), within(1e-15));
    assertThat(LogSum.of(Math.log(1), Math.log(2), Math.log(4)))
        .isEqualTo(Math.log(7), within(1e-15));
  }

  @Test
  void nothingIsNeutral() {
    assertThat(LogSum.add(NOTHING, 2)).isEqualTo(2);
    assertThat(LogSum.add(2, NOTHING)).isEqualTo(2);
    assertThat(LogSum.add(NOTHING, NOTHING)).isEqualTo(NOTHING);
    assertThat(LogSum.of()).isEqualTo(NOTHING);
    assertThat(LogSum.of(NOTHING, NOTHING)).isEqualTo(NOTHING);
  }

  @Test
  void infinityStaysInfinite() {
    assertThat(LogSum.add(Double.POSITIVE_INFINITY, 3)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(LogSum.of(3, Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void hugeExponentsDoNotOverflow() {
    assertThat(LogSum.add(5_000, 5_000)).isEqualTo(5_000 + Math.log(2), within(1e-9));
    assertThat(LogSum.of(-5_000, -5_000)).isEqualTo(-5_000 + Math.log(2), within(1e-9));
  }

  @Test
  void weightedSumLooksAtItsRangeOnly() {
    double[] weights = {Math.log(100), Math.log(2), Math.log(3), Math.log(100)};
    double[] values = {0, Math.log(5), Math.log(7), 0};

    assertThat(LogSum.weighted(weights, values, 1, 3)).isEqualTo(Math.log(31), within(1e-14));
  }

  @Test
  void weightedSumOverNothingIsNothing() {
    double[] nothing = {NOTHING, NOTHING};

    assertThat(LogSum.weighted(nothing, new double[2], 0, 2)).isEqualTo(NOTHING);
  }
}
