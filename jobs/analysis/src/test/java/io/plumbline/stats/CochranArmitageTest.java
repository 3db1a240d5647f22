package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CochranArmitageTest {

  @Test
  void trendMatchesR() {
    // R 4.2.2: prop.trend.test(c(15, 10, 5), c(30, 30, 30))
    Significance test = CochranArmitage.test(new long[] {15, 10, 5}, new long[] {30, 30, 30});
    assertThat(test.statistic()).hasValueCloseTo(7.5, within(1e-12));
    assertThat(test.p()).hasValueCloseTo(0.006169899320544, within(1e-14));
    assertThat(test.degreesOfFreedom()).hasValue(1);
    assertThat(test.n()).isEqualTo(90);
    // R 4.2.2: prop.trend.test(c(15, 10, 5), c(30, 25, 20), score = c(0, 1, 4))
    Significance scored =
        CochranArmitage.test(
            new long[] {15, 10, 5}, new long[] {30, 25, 20}, new double[] {0, 1, 4});
    assertThat(scored.statistic()).hasValueCloseTo(3.03030303030303, within(1e-12));
  }

  @Test
  void scoresMatterOnlyUpToScaleAndOrigin() {
    long[] hits = {3, 1, 4, 9};
    long[] trials = {10, 11, 12, 13};
    double plain = CochranArmitage.test(hits, trials).statistic().orElseThrow();
    assertThat(CochranArmitage.test(hits, trials, new double[] {-7, -9, -11, -13}).statistic())
        .hasValueCloseTo(plain, within(1e-12));
  }

  @Test
  void degenerateGroupsSayWhy() {
    long[] trials = {10, 10};
    assertThat(CochranArmitage.test(new long[] {0, 0}, trials))
        .isEqualTo(Significance.undefined(Status.SINGLE_CLASS, 20));
    assertThat(CochranArmitage.test(new long[] {10, 10}, trials).status())
        .isEqualTo(Status.SINGLE_CLASS);
    assertThat(CochranArmitage.test(new long[] {0, 0}, new long[] {0, 0}).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(CochranArmitage.test(new long[] {3, 0}, new long[] {7, 0}).status())
        .isEqualTo(Status.NO_INFORMATION);
    assertThat(CochranArmitage.test(new long[] {3, 4}, trials, new double[] {2, 2}).status())
        .isEqualTo(Status.NO_INFORMATION);
  }

  @Test
  void hitsLieWithinTrials() {
    assertThatThrownBy(() -> CochranArmitage.test(new long[] {3}, new long[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: 3 (must be between 0 and 2)");
    assertThatThrownBy(() -> CochranArmitage.test(new long[] {-1}, new long[] {2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits: -1 (must be between 0 and 2)");
    assertThatThrownBy(() -> CochranArmitage.test(new long[] {1}, new long[] {2, 3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits and trials: 1 and 2 (must be equally many)");
    assertThatThrownBy(
            () -> CochranArmitage.test(new long[] {1}, new long[] {2}, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hits and scores: 1 and 2 (must be equally many)");
  }
}
