package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WelchDifferenceTest {

  private static final Moments ONE = Moments.of(27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1);
  private static final Moments OTHER = Moments.of(27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8);

  /** By hand: means 20.375 and 23.7142857, variances 13.3021429 and 4.5814286 (n - 1). */
  @Test
  void differenceErrorAndDegreesOfFreedomAreThoseOfTheFormula() {
    WelchDifference welch = WelchDifference.of(ONE, OTHER, 0.95);
    double one = 13.302142857142857 / 8;
    double other = 4.581428571428571 / 7;
    assertThat(welch.estimate().value().orElseThrow()).isCloseTo(3.339285714, within(1e-9));
    assertThat(welch.estimate().standardError().orElseThrow())
        .isCloseTo(Math.sqrt(one + other), within(1e-9));
    assertThat(welch.significance().degreesOfFreedom().orElseThrow())
        .isCloseTo(
            (one + other) * (one + other) / (one * one / 7 + other * other / 6), within(1e-9));
  }

  @Test
  void swappingTheSamplesTurnsTheSign() {
    WelchDifference there = WelchDifference.of(ONE, OTHER, 0.95);
    WelchDifference back = WelchDifference.of(OTHER, ONE, 0.95);
    assertThat(back.estimate().value().orElseThrow())
        .isEqualTo(-there.estimate().value().orElseThrow());
    assertThat(back.significance().p().orElseThrow())
        .isCloseTo(there.significance().p().orElseThrow(), within(1e-15));
  }

  @Test
  void oneNumberIsInsufficientNotAThrow() {
    WelchDifference welch = WelchDifference.of(Moments.of(1), OTHER, 0.95);
    assertThat(welch.estimate().status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(welch.significance().p()).isEmpty();
  }

  @Test
  void constantSamplesAreDegenerate() {
    WelchDifference welch = WelchDifference.of(Moments.of(1, 1), Moments.of(2, 2), 0.95);
    assertThat(welch.estimate().status()).isEqualTo(Status.DEGENERATE_VARIANCE);
  }

  /** 2,000 runs: the rejected share of a true 5 % lies within 3.5 to 6.5 % but for 1 in 400. */
  @Test
  void equalMeansAreRejectedInFiveOfAHundredRuns() {
    SplittableRandom random = new SplittableRandom(11);
    int rejected = 0;
    for (int run = 0; run < 2000; run++) {
      Moments small = Moments.NONE;
      Moments large = Moments.NONE;
      for (int i = 0; i < 12; i++) {
        small = small.plus(random.nextGaussian());
      }
      for (int i = 0; i < 30; i++) {
        large = large.plus(3 * random.nextGaussian());
      }
      rejected +=
          WelchDifference.of(small, large, 0.95).significance().p().orElseThrow() < 0.05 ? 1 : 0;
    }
    assertThat(rejected).isBetween(70, 130);
  }
}
