package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OnlineLevelsTest {

  private static double lord(int t) {
    return OnlineLevels.lordGamma(t);
  }

  private static double power(int t) {
    return OnlineLevels.powerGamma(t);
  }

  @Test
  void spendingSequencesAddUpToAtMostOne() {
    double lords = 0;
    double powers = 0;
    for (int t = 1; t <= 1_000_000; t++) {
      lords += lord(t);
      powers += power(t);
    }
    assertThat(lords).isBetween(0.5, 1.0);
    assertThat(powers).isEqualTo(1, within(1e-3));
    assertThat(lord(1)).isEqualTo(0.07720838 * Math.log(2), within(1e-15));
    assertThat(lord(0)).isZero();
    assertThat(power(0)).isZero();
  }

  @Test
  void eLondRaisesItsLevelWithEveryDiscovery() {
    OnlineLevels.Path path = OnlineLevels.eLond(new double[] {Math.log(1_000), 0, 100, 0}, 0.05);

    assertThat(path.rejected()).containsExactly(true, false, true, false);
    assertThat(path.levels())
        .containsExactly(
            new double[] {0.05 * lord(1), 0.1 * lord(2), 0.1 * lord(3), 0.15 * lord(4)},
            within(1e-16));
  }

  @Test
  void eLondRejectsExactlyAtItsLevel() {
    double level = 0.05 * lord(1);

    assertThat(OnlineLevels.eLond(new double[] {-Math.log(level)}, 0.05).rejected())
        .containsExactly(true);
    assertThat(OnlineLevels.eLond(new double[] {-Math.log(level) - 1e-9}, 0.05).rejected())
        .containsExactly(false);
  }

  @Test
  void londRaisesItsLevelWithEveryDiscovery() {
    OnlineLevels.Path path = OnlineLevels.lond(new double[] {0, 1, 0, 1}, 0.05);

    assertThat(path.rejected()).containsExactly(true, false, true, false);
    assertThat(path.levels())
        .containsExactly(
            new double[] {0.05 * lord(1), 0.1 * lord(2), 0.1 * lord(3), 0.15 * lord(4)},
            within(1e-16));
  }

  @Test
  void lordPlusPlusEarnsLessForTheFirstDiscovery() {
    OnlineLevels.Path path = OnlineLevels.lordPlusPlus(new double[] {0, 1, 0, 1}, 0.05);

    assertThat(path.levels())
        .containsExactly(
            new double[] {
              0.005 * lord(1),
              0.005 * lord(2) + 0.045 * lord(1),
              0.005 * lord(3) + 0.045 * lord(2),
              0.005 * lord(4) + 0.045 * lord(3) + 0.05 * lord(1)
            },
            within(1e-16));
  }

  @Test
  void lordThreeSpendsTheWealthOfTheLastDiscovery() {
    OnlineLevels.Path path = OnlineLevels.lordThree(new double[] {0, 1, 0, 1}, 0.05);
    double first = 0.005 - 0.005 * lord(1) + 0.045;
    double second = first - first * lord(1) - first * lord(2) + 0.045;

    assertThat(path.levels())
        .containsExactly(
            new double[] {0.005 * lord(1), first * lord(1), first * lord(2), second * lord(1)},
            within(1e-16));
  }

  @Test
  void lordThreeOfThePackagePaysTwoTestsLate() {
    OnlineLevels.Path path =
        OnlineLevels.lordThreeOfOnlineFdr(new double[] {0, 1, 0, 1, 0, 1}, 0.05);
    double first = 0.005 - 0.005 * lord(1) + 0.045;
    double second = first - first * lord(1) + 0.045 - first * lord(2) + 0.045;
    double third = second - second * lord(1) - second * lord(2) + 0.045;

    assertThat(path.levels())
        .containsExactly(
            new double[] {
              0.005 * lord(1),
              first * lord(1),
              first * lord(2),
              second * lord(1),
              second * lord(2),
              third * lord(1)
            },
            within(1e-16));
  }

  @Test
  void saffronStandsStillAtCandidates() {
    OnlineLevels.Path path = OnlineLevels.saffron(new double[] {0.4, 0.6, 0, 0.4, 0.9}, 0.05);

    assertThat(path.rejected()).containsExactly(false, false, true, false, false);
    assertThat(path.levels())
        .containsExactly(
            new double[] {
              0.5 * 0.025 * power(1),
              0.5 * 0.025 * power(1),
              0.5 * 0.025 * power(2),
              0.5 * (0.025 * power(2) + 0.025 * power(1)),
              0.5 * (0.025 * power(2) + 0.025 * power(1))
            },
            within(1e-16));
  }

  @Test
  void saffronNeverTestsAboveItsCandidates() {
    double[] zeros = new double[400];

    assertThat(OnlineLevels.saffron(zeros, 0.9).levels()[399]).isEqualTo(0.5);
    assertThat(OnlineLevels.addis(zeros, 0.9).levels()[399]).isEqualTo(0.25);
  }

  @Test
  void addisStandsStillAtDiscardedTestsToo() {
    OnlineLevels.Path path = OnlineLevels.addis(new double[] {0.6, 0.4, 0.2, 0, 0.9, 0.4, 0}, 0.05);

    assertThat(path.rejected()).containsExactly(false, false, false, true, false, false, true);
    assertThat(path.levels())
        .containsExactly(
            new double[] {
              0.25 * 0.025 * power(1),
              0.25 * 0.025 * power(1),
              0.25 * 0.025 * power(2),
              0.25 * 0.025 * power(2),
              0.25 * (0.025 * power(2) + 0.025 * power(1)),
              0.25 * (0.025 * power(2) + 0.025 * power(1)),
              0.25 * (0.025 * power(3) + 0.025 * power(2))
            },
            within(1e-16));
  }

  @Test
  void nothingIsTestedWithoutHypotheses() {
    assertThat(OnlineLevels.addis(new double[0], 0.05).levels()).isEmpty();
    assertThat(OnlineLevels.eLond(new double[0], 0.05).rejected()).isEmpty();
  }

  @Test
  void brokenInputsAreRefused() {
    assertThatThrownBy(() -> OnlineLevels.lond(new double[] {1.5}, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: 1.5 (must be in [0, 1])");
    assertThatThrownBy(() -> OnlineLevels.lordThree(new double[] {0.5}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> OnlineLevels.eLond(new double[] {Double.NaN}, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number)");
    assertThatThrownBy(() -> OnlineLevels.eLond(new double[] {1}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid false discovery rate: 1.0 (must be in (0, 1))");
  }
}
