package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShapleyDecompositionTest {

  @Test
  void sharesAverageOverAllOrders() {
    SplittableRandom random = new SplittableRandom(4);
    for (int factors = 1; factors <= 4; factors++) {
      double[] scores = random.doubles(1L << factors).toArray();
      double[] steps = new double[factors];
      int orders = walk(scores, steps, 0);
      List<Double> shares = ShapleyDecomposition.shares(scores);
      for (int f = 0; f < factors; f++) {
        assertThat(shares.get(f)).isEqualTo(steps[f] / orders, within(1e-13));
      }
    }
  }

  /** Walks every order from a set to the full one and adds up every factor's steps. */
  private static int walk(double[] scores, double[] steps, int set) {
    if (set == scores.length - 1) {
      return 1;
    }
    int orders = 0;
    for (int f = 0; f < steps.length; f++) {
      if ((set >> f & 1) == 0) {
        int further = walk(scores, steps, set | 1 << f);
        steps[f] += further * (scores[set | 1 << f] - scores[set]);
        orders += further;
      }
    }
    return orders;
  }

  @Test
  void sharesAddUpToTheWholeChange() {
    double[] scores = new SplittableRandom(9).doubles(32).toArray();
    double sum = ShapleyDecomposition.shares(scores).stream().mapToDouble(s -> s).sum();
    assertThat(sum).isEqualTo(scores[31] - scores[0], within(1e-12));
    assertThat(ShapleyDecomposition.shares(new double[] {3})).isEmpty();
  }

  @Test
  void factorsThatAddKeepTheirOwnPart() {
    // v = 2 [0] + 5 [1] + 7 [0 and 2]
    double[] scores = {0, 2, 5, 7, 0, 9, 5, 14};
    assertThat(ShapleyDecomposition.shares(scores).get(0)).isEqualTo(5.5, within(1e-14));
    assertThat(ShapleyDecomposition.shares(scores).get(1)).isEqualTo(5, within(1e-14));
    assertThat(ShapleyDecomposition.shares(scores).get(2)).isEqualTo(3.5, within(1e-14));
  }

  @Test
  void twoFactorsAreKitagawa() {
    double[] w0 = {0.2, 0.8};
    double[] r0 = {0.5, 0.9};
    double[] w1 = {0.6, 0.4};
    double[] r1 = {0.7, 0.8};
    KitagawaDecomposition parts = KitagawaDecomposition.of(w0, r0, w1, r1);
    double[] scores = {mean(w0, r0), mean(w1, r0), mean(w0, r1), mean(w1, r1)};
    List<Double> shares = ShapleyDecomposition.shares(scores);
    assertThat(parts.composition()).isEqualTo(shares.get(0), within(1e-15));
    assertThat(parts.rate()).isEqualTo(shares.get(1), within(1e-15));
    assertThat(parts.total()).isEqualTo(-0.08, within(1e-15));
    assertThat(parts.rate() + parts.composition()).isEqualTo(parts.total(), within(1e-15));
    // sum (r1-r0)(w1+w0)/2 = 0.2 * 0.4 - 0.1 * 0.6
    assertThat(parts.rate()).isEqualTo(0.02, within(1e-15));
  }

  private static double mean(double[] weights, double[] rates) {
    return weights[0] * rates[0] + weights[1] * rates[1];
  }

  @Test
  void knownScoresNeedNoBounds() {
    Map<Integer, Double> scores = Map.of(0, 0.0, 1, 2.0, 2, 5.0, 3, 8.0);
    List<ShapleyDecomposition.Bounds> bounds = ShapleyDecomposition.bounds(2, scores, 0, 10);
    assertThat(bounds.get(0).lower()).isEqualTo(2.5);
    assertThat(bounds.get(0).upper()).isEqualTo(2.5);
    assertThat(bounds.get(0).status()).isEqualTo(Status.OK);
    assertThat(bounds.get(1).lower()).isEqualTo(5.5);
  }

  @Test
  void missingScoresMayBeAnything() {
    Map<Integer, Double> scores = new HashMap<>(Map.of(0, 0.0, 1, 2.0, 3, 8.0));
    List<ShapleyDecomposition.Bounds> bounds = ShapleyDecomposition.bounds(2, scores, 1, 7);
    // Factor 0: (2 - 0 + 8 - v)/2; factor 1: (v - 0 + 8 - 2)/2; v in [1, 7].
    assertThat(bounds.get(0).lower()).isEqualTo(1.5);
    assertThat(bounds.get(0).upper()).isEqualTo(4.5);
    assertThat(bounds.get(1).lower()).isEqualTo(3.5);
    assertThat(bounds.get(1).upper()).isEqualTo(6.5);
    assertThat(bounds.get(1).status()).isEqualTo(Status.PARTIAL);
  }

  @Test
  void scoresAreChecked() {
    assertThatThrownBy(() -> ShapleyDecomposition.shares(new double[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid scores: 6 (must be a power of two up to 2^20)");
    assertThatThrownBy(() -> ShapleyDecomposition.shares(new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid scores: 0 (must be a power of two up to 2^20)");
    assertThatThrownBy(() -> ShapleyDecomposition.shares(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 1 (must be finite)");
    assertThatThrownBy(() -> ShapleyDecomposition.bounds(0, Map.of(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid factors: 0 (must be between 1 and 20)");
    assertThatThrownBy(() -> ShapleyDecomposition.bounds(21, Map.of(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid factors: 21 (must be between 1 and 20)");
    assertThatThrownBy(() -> ShapleyDecomposition.bounds(1, Map.of(), 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid range: [2.0, 1.0] (must be in order)");
    assertThatThrownBy(() -> ShapleyDecomposition.bounds(1, Map.of(), Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    for (int set : new int[] {-1, 2}) {
      assertThatThrownBy(() -> ShapleyDecomposition.bounds(1, Map.of(set, 1.0), 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid score: 1.0 of combination %d (must be finite, of one of 2 combinations)",
              set);
    }
    assertThatThrownBy(() -> ShapleyDecomposition.bounds(1, Map.of(1, Double.NaN), 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid score: NaN of combination 1 (must be finite, of one of 2 combinations)");
    double[] two = {1, 2};
    double[] one = {1};
    assertThatThrownBy(() -> KitagawaDecomposition.of(two, one, two, two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid old weights and rates: 2 and 1 (must be equally many)");
    assertThatThrownBy(() -> KitagawaDecomposition.of(two, two, two, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid new weights and rates: 2 and 1 (must be equally many)");
    assertThatThrownBy(() -> KitagawaDecomposition.of(two, two, one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid old and new groups: 2 and 1 (must be equally many)");
    assertThatThrownBy(() -> KitagawaDecomposition.of(one, one, one, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
  }
}
