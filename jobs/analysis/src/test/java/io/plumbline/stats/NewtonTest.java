package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NewtonTest {

  private static final double[] SCALE = {1};

  @Test
  void stepsThatLeadDownAreHalved() {
    // -sqrt(1 + b^2): a whole step from b leads to -b^3.
    Newton.Peak peak =
        Newton.climb(
            beta -> {
              double b = beta[0];
              double root = Math.sqrt(1 + b * b);
              return new Newton.Point(
                  -root, new double[] {-b / root}, new double[][] {{1 / (root * root * root)}});
            },
            new double[] {2},
            SCALE);

    assertThat(peak.status()).isEqualTo(Status.OK);
    assertThat(peak.beta()[0]).isEqualTo(0, within(1e-9));
    assertThat(peak.value()).isEqualTo(-1, within(1e-12));
    assertThat(peak.covariance().getEntry(0, 0)).isEqualTo(1, within(1e-9));
  }

  @Test
  void aHillWithoutATopIsNotEstimable() {
    Newton.Peak peak =
        Newton.climb(
            beta -> {
              double left = Math.exp(-beta[0]);
              return new Newton.Point(-left, new double[] {left}, new double[][] {{left}});
            },
            new double[] {0},
            SCALE);

    assertThat(peak.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(peak.value()).isEqualTo(0, within(1e-20));
    assertThat(peak.beta()[0]).isGreaterThan(50);
  }

  @Test
  void aFlatHillIsNotIdentified() {
    Newton.Peak peak =
        Newton.climb(
            beta -> new Newton.Point(3, new double[] {0}, new double[][] {{0}}),
            new double[] {1},
            SCALE);

    assertThat(peak.status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(peak.value()).isEqualTo(3);
  }

  @Test
  void singularInformationHasNoInverseWhateverTheUnits() {
    assertThat(Newton.inverse(new double[][] {{1, 2e6}, {2e6, 4e12}})).isEmpty();
    assertThat(Newton.inverse(new double[][] {{1, 0}, {0, Double.POSITIVE_INFINITY}})).isEmpty();
    assertThat(Newton.inverse(new double[][] {{1, 0}, {0, Double.NaN}})).isEmpty();
    double[][] information = {{4, 1e-9}, {1e-9, 1e-18}};
    assertThat(Newton.inverse(information).orElseThrow().getEntry(0, 1))
        .isEqualTo(-1e-9 / (4e-18 - 1e-18), within(1e-3));
  }
}
