package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.PagerBudget.Entry;
import io.plumbline.stats.PagerBudget.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The worklist, the pager's budget and instances that come and go. */
class MultiplicityTest {

  private static double[] logs(double... values) {
    return Arrays.stream(values).map(Math::log).toArray();
  }

  @Test
  void listsTheLargestThatTogetherReachTheirShare() {
    // K / q = 60: 1 x 40 no, 2 x 31 yes, 3 x 20 yes (equal), 4 x 14 no, 5 x 1 no, 6 x 0 no.
    assertThat(EBenjaminiHochberg.listed(logs(20, 0, 31, 14, 40, 1), 0.1))
        .containsExactly(true, false, true, false, true, false);
  }

  @Test
  void listAgreesWithTheDefinitionOnRandomValues() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      double[] e = random.doubles(12).map(u -> 1 / (u * u + 0.003)).toArray();
      double[] sorted = e.clone();
      Arrays.sort(sorted);
      int most = 0;
      for (int k = 1; k <= 12; k++) {
        most = k * sorted[12 - k] >= 12 / 0.1 ? k : most;
      }
      int listed = 0;
      for (boolean one : EBenjaminiHochberg.listed(logs(e), 0.1)) {
        listed += one ? 1 : 0;
      }
      assertThat(listed).as("round %d", round).isEqualTo(most);
    }
  }

  @Test
  void equalValuesAreListedTogether() {
    assertThat(EBenjaminiHochberg.listed(logs(20, 20, 20), 0.1)).containsExactly(true, true, true);
    assertThat(EBenjaminiHochberg.listed(logs(9.99, 9.99, 9.99), 0.1))
        .containsExactly(false, false, false);
  }

  @Test
  void listHandlesInfinitiesAndNothing() {
    double[] extremes = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};

    assertThat(EBenjaminiHochberg.listed(extremes, 0.1)).containsExactly(true, false);
    assertThat(EBenjaminiHochberg.listed(new double[0], 0.1)).isEmpty();
  }

  @Test
  void listRefusesWhatIsNoEvidence() {
    assertThatThrownBy(() -> EBenjaminiHochberg.listed(new double[] {Double.NaN}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number)");
    assertThatThrownBy(() -> EBenjaminiHochberg.listed(new double[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid false discovery rate: 0.0 (must be in (0, 1))");
  }

  @Test
  void weightsMultiplyTheEvidenceAndAreRescaled() {
    double[] e = logs(25, 8, 4);

    assertThat(EBenjaminiHochberg.listed(e, new double[] {7, 7, 7}, 0.1))
        .isEqualTo(EBenjaminiHochberg.listed(e, 0.1));
    assertThat(EBenjaminiHochberg.listed(e, 0.1)).containsExactly(false, false, false);
    assertThat(EBenjaminiHochberg.listed(e, new double[] {5, 2, 2}, 0.1))
        .containsExactly(true, false, false);
    assertThat(
            EBenjaminiHochberg.listed(
                new double[] {Double.POSITIVE_INFINITY, 9}, new double[] {0, 1}, 0.1))
        .containsExactly(false, true);
  }

  @Test
  void weightsMustBeGivenToAllAndBePossible() {
    assertThatThrownBy(() -> EBenjaminiHochberg.listed(logs(1, 2), new double[] {1}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weights: 1 (must be 2)");
    assertThatThrownBy(() -> EBenjaminiHochberg.listed(logs(1), new double[] {-1}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weight: -1.0 (must be finite and at least 0)");
    assertThatThrownBy(() -> EBenjaminiHochberg.listed(logs(1), new double[] {0}, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid weights: all 0 (must not be)");
    assertThat(EBenjaminiHochberg.listed(new double[0], new double[0], 0.1)).isEmpty();
  }

  private static Hypothesis initial(String id, Family family, Direction direction) {
    return new Hypothesis(id, family, direction, Entry.INITIAL);
  }

  @Test
  void familyBudgetsAddUpToTheYear() {
    double total = 0;
    for (Family family : Family.values()) {
      total += family.share();
    }

    assertThat(total).isEqualTo(1, within(1e-15));
  }

  @Test
  void directedHypothesesShareHalfOfFourFifths() {
    Map<String, Double> budgets =
        PagerBudget.divide(
            0.05,
            List.of(
                initial("up", Family.SELECTION, Direction.UP),
                initial("down", Family.SELECTION, Direction.DOWN),
                initial("a", Family.SELECTION, Direction.EITHER),
                initial("b", Family.SELECTION, Direction.EITHER),
                initial("c", Family.SELECTION, Direction.EITHER),
                initial("gap", Family.BEHAVIOUR, Direction.UP)));

    assertThat(budgets.keySet()).containsExactly("up", "down", "a", "b", "c", "gap");
    assertThat(budgets.get("up")).isEqualTo(0.05 * 0.25 * 0.8 / 2 / 2, within(1e-15));
    assertThat(budgets.get("down")).isEqualTo(budgets.get("up"));
    assertThat(budgets.get("c")).isEqualTo(0.05 * 0.25 * 0.8 / 2 / 3, within(1e-15));
    assertThat(budgets.get("gap")).isEqualTo(0.05 * 0.20 * 0.8, within(1e-15));
  }

  @Test
  void undirectedHypothesesAloneGetAllOfFourFifths() {
    assertThat(
            PagerBudget.divide(0.05, List.of(initial("a", Family.LOOP, Direction.EITHER))).get("a"))
        .isEqualTo(0.05 * 0.03 * 0.8, within(1e-15));
  }

  @Test
  void newcomersTakeFromTheReserveAndNobodyElse() {
    List<Hypothesis> hypotheses = new ArrayList<>();
    hypotheses.add(initial("first", Family.CRITERIA, Direction.UP));
    double before = PagerBudget.divide(0.05, hypotheses).get("first");
    for (int k = 1; k <= 200; k++) {
      hypotheses.add(new Hypothesis("new" + k, Family.CRITERIA, Direction.UP, Entry.NEWCOMER));
    }
    Map<String, Double> budgets = PagerBudget.divide(0.05, hypotheses);
    double total = budgets.values().stream().mapToDouble(Double::doubleValue).sum();

    assertThat(budgets.get("first")).isEqualTo(before);
    assertThat(budgets.get("new1")).isEqualTo(0.05 * 0.20 * 0.2 / 2, within(1e-15));
    assertThat(budgets.get("new3")).isEqualTo(0.05 * 0.20 * 0.2 / 12, within(1e-15));
    assertThat(total).isLessThan(0.05 * 0.20).isGreaterThan(0.05 * 0.20 * 0.998);
  }

  @Test
  void pagesWhenTheEvidenceReachesItsBudget() {
    assertThat(PagerBudget.isPaged(Math.log(1_000), 0.001)).isTrue();
    assertThat(PagerBudget.isPaged(Math.log(999), 0.001)).isFalse();
    assertThat(PagerBudget.rearmed(0.004, 0)).isEqualTo(0.004);
    assertThat(PagerBudget.rearmed(0.004, 3)).isEqualTo(0.0005);
  }

  @Test
  void brokenRegistriesAreRefused() {
    Hypothesis one = initial("a", Family.LOOP, Direction.EITHER);

    assertThatThrownBy(() -> PagerBudget.divide(0.05, List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid hypotheses: an id twice (must be unique)");
    assertThatThrownBy(() -> PagerBudget.divide(1, List.of(one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid yearly budget: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> PagerBudget.rearmed(0.1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pages: -1 (must be at least 0)");
  }

  @Test
  void instanceWeightsAddUpToOne() {
    double total = 0;
    for (int k = 1; k <= 2_000; k++) {
      total += InstanceWealth.weight(k);
      assertThat(InstanceWealth.cash(k)).as("order %d", k).isEqualTo(1 - total, within(1e-12));
    }
    assertThat(InstanceWealth.weight(8)).isEqualTo(0.1);
    assertThat(InstanceWealth.weight(9)).isEqualTo(1.6 / 72, within(1e-15));
    assertThat(InstanceWealth.cash(0)).isEqualTo(1);
  }

  @Test
  void instancesYetUnbornAreHeldInCash() {
    assertThat(InstanceWealth.logE()).isZero();
    assertThat(InstanceWealth.logE(Math.log(31))).isEqualTo(Math.log(4), within(1e-14));
    assertThat(InstanceWealth.logE(Math.log(31), 0))
        .isEqualTo(InstanceWealth.logE(Math.log(31)), within(1e-14));
    assertThat(InstanceWealth.logE(Double.NEGATIVE_INFINITY))
        .isEqualTo(Math.log(0.9), within(1e-14));
  }

  @Test
  void instancesAreCountedFromOne() {
    assertThatThrownBy(() -> InstanceWealth.weight(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid order: 0 (must be at least 1)");
  }

  @Test
  void calibratedPValuesAreEValues() {
    assertThat(Calibrator.logE(0.0025)).isEqualTo(Math.log(10), within(1e-14));
    assertThat(Calibrator.logE(1)).isEqualTo(-Math.log(2), within(1e-15));
    assertThat(Calibrator.logE(0)).isEqualTo(Double.POSITIVE_INFINITY);
    double mean = 0;
    int steps = 1_000_000;
    for (int i = 0; i < steps; i++) {
      mean += Math.exp(Calibrator.logE((i + 0.5) / steps)) / steps;
    }
    assertThat(mean).isEqualTo(1, within(1e-3));
  }

  @Test
  void anytimePIsOneOverTheHighestEvidence() {
    assertThat(Calibrator.anytimeP(Math.log(50))).isEqualTo(0.02, within(1e-15));
    assertThat(Calibrator.anytimeP(-3)).isEqualTo(1);
    assertThat(Calibrator.anytimeP(Double.POSITIVE_INFINITY)).isZero();
    assertThatThrownBy(() -> Calibrator.logE(1.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid p-value: 1.1 (must be in [0, 1])");
  }
}
