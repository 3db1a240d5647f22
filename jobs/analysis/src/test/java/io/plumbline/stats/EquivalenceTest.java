package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EquivalenceTest {

  /** Extra sleep under two drugs (R's sleep, Student 1908). */
  private static final double[] SLEEP = {
    0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6,
    4.6, 3.4
  };

  private static final double[] FIRST = Arrays.copyOf(SLEEP, 10);
  private static final double[] SECOND = Arrays.copyOfRange(SLEEP, 10, 20);

  @Test
  void welchMatchesR() {
    Equivalence.Outcome outcome = Equivalence.within(-4, 1).welch(FIRST, SECOND);
    // R 4.2.2: t.test(x, y, mu = -4, alternative = "greater"), mu = 1 and "less", and t.test(x, y)
    assertThat(outcome.aboveLow().statistic()).hasValueCloseTo(2.850106703365939, within(1e-12));
    assertThat(outcome.aboveLow().p()).hasValueCloseTo(0.005361624103159, within(1e-13));
    assertThat(outcome.belowHigh().statistic()).hasValueCloseTo(-3.038543510200051, within(1e-12));
    assertThat(outcome.belowHigh().p()).hasValueCloseTo(0.003570669173663, within(1e-13));
    assertThat(outcome.p()).hasValueCloseTo(0.005361624103159, within(1e-13));
    assertThat(outcome.degreesOfFreedom()).hasValueCloseTo(17.77647351617850, within(1e-10));
    assertThat(outcome.noDifference().statistic())
        .hasValueCloseTo(-1.86081346748685, within(1e-12));
    assertThat(outcome.noDifference().p()).hasValueCloseTo(0.07939414018736, within(1e-12));
    assertThat(outcome.difference().value()).hasValueCloseTo(-1.58, within(1e-14));
    assertThat(outcome.difference().n()).isEqualTo(20);
    assertThat(outcome.isEquivalentAt(0.01)).isTrue();
    assertThat(outcome.isEquivalentAt(0.005)).isFalse();
  }

  @Test
  void pairsMatchR() {
    Equivalence.Outcome outcome = Equivalence.within(-4, -1).paired(FIRST, SECOND);
    // R 4.2.2: t.test(x, y, mu = -4, alternative = "greater", paired = TRUE), mu = -1 and "less"
    assertThat(outcome.aboveLow().statistic()).hasValueCloseTo(6.221739869484, within(1e-10));
    assertThat(outcome.aboveLow().p()).hasValueCloseTo(7.738898503215e-05, within(1e-15));
    assertThat(outcome.belowHigh().statistic()).hasValueCloseTo(-1.491160795166, within(1e-11));
    assertThat(outcome.belowHigh().p()).hasValueCloseTo(0.08505588544871, within(1e-12));
    assertThat(outcome.degreesOfFreedom()).hasValue(9);
    assertThat(outcome.difference().n()).isEqualTo(10);
    assertThat(outcome.isEquivalentAt(0.05)).isFalse();
  }

  @Test
  void equivalenceAtFivePercentIsTheInterval() {
    for (double high : new double[] {-0.2, -0.1, 0, 0.1, 0.5}) {
      Equivalence.Outcome outcome = Equivalence.within(-4, high).welch(FIRST, SECOND);
      boolean inside =
          outcome.difference().interval().upper().orElseThrow() < high
              && outcome.difference().interval().lower().orElseThrow() > -4;
      assertThat(outcome.isEquivalentAt(0.05)).isEqualTo(inside);
    }
  }

  @Test
  void tooFewOrConstantValuesHaveNoTest() {
    Equivalence family = Equivalence.within(-1, 1);
    Equivalence.Outcome few = family.welch(new double[] {1}, SECOND);
    assertThat(few.difference().status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(few.p()).isEmpty();
    assertThat(few.degreesOfFreedom()).isEmpty();
    assertThat(few.isEquivalentAt(0.9)).isFalse();
    assertThat(few.difference().n()).isEqualTo(11);
    assertThat(family.welch(FIRST, new double[] {1}).aboveLow().status())
        .isEqualTo(Status.INSUFFICIENT);
    assertThat(family.paired(new double[] {1}, new double[] {2}).belowHigh().status())
        .isEqualTo(Status.INSUFFICIENT);
    double[] constant = {0.1, 0.1, 0.1};
    assertThat(family.welch(constant, constant).noDifference().status())
        .isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(family.paired(FIRST, FIRST).difference().status())
        .isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(family.welch(new double[] {1, 2}, new double[] {1, 2}).p()).isPresent();
    assertThat(family.paired(new double[] {1, 2}, new double[] {1, 1}).p()).isPresent();
  }

  @Test
  void marginsAndValuesAreChecked() {
    for (double[] margin : new double[][] {{1, 1}, {2, 1}, {Double.NaN, 1}}) {
      assertThatThrownBy(() -> Equivalence.within(margin[0], margin[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid margin: [%s, %s] (must be finite and in order)", margin[0], margin[1]);
    }
    assertThatThrownBy(() -> Equivalence.within(Double.NEGATIVE_INFINITY, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid margin: [-Infinity, 0.0] (must be finite and in order)");
    assertThatThrownBy(() -> Equivalence.within(0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid margin: [0.0, Infinity] (must be finite and in order)");
    Equivalence family = Equivalence.within(-1, 1);
    assertThatThrownBy(() -> family.paired(FIRST, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pairs: 10 and 1 (must be equally many)");
    double[] nan = {1, Double.NaN};
    assertThatThrownBy(() -> family.welch(nan, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> family.welch(FIRST, nan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> family.paired(nan, new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
  }
}
