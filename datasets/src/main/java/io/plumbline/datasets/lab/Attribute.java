package io.plumbline.datasets.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * A named category whose shares wander from night to night and lean with the stratum.
 *
 * @param name name
 * @param values values
 * @param logits log share of each value, up to a constant
 * @param lean how much the first value gains per unit of merit
 * @param drifts one walk per value
 */
record Attribute(
    String name, List<String> values, double[] logits, double lean, List<Drift> drifts) {

  private static final double STEP = 0.06;

  /** An attribute with these long-run shares. */
  static Attribute of(
      LabSettings settings, String name, double lean, List<String> values, double... shares) {
    List<Drift> drifts = new ArrayList<>();
    double[] logits = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      logits[i] = StrictMath.log(shares[i]);
      drifts.add(Drift.of(settings.seed(), name + "/" + values.get(i), settings.nights(), STEP));
    }
    return new Attribute(name, List.copyOf(values), logits, lean, List.copyOf(drifts));
  }

  /** One value, given the night and the stratum's merit. */
  String draw(int night, double merit, Draws draws) {
    double[] weights = new double[logits.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          StrictMath.exp(logits[i] + drifts.get(i).at(night) + (i == 0 ? lean * merit : 0));
    }
    return values.get(draws.weighted(weights));
  }
}
