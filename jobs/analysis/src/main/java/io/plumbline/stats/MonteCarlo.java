package io.plumbline.stats;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Seeded resampling: the caller owns the generator, so the same seed gives the same p-value. */
final class MonteCarlo {

  /** Enough for a p-value of 0.0001, with a standard error of 0.002 at 0.05. */
  static final int REPLICATES = 9_999;

  /** Statistics that are equal in exact arithmetic may differ in their last bits. */
  private static final double SLACK = 1e-9;

  private MonteCarlo() {}

  static void requireReplicates(int replicates) {
    if (replicates < 1) {
      throw new IllegalArgumentException(
          "Invalid replicates: " + replicates + " (must be at least 1)");
    }
  }

  /** How many replicates reach the observed statistic. */
  static long reached(double observed, int replicates, DoubleSupplier replicate) {
    double limit = observed - SLACK * Math.max(1, Math.abs(observed));
    long reached = 0;
    for (int i = 0; i < replicates; i++) {
      reached += replicate.getAsDouble() >= limit ? 1 : 0;
    }
    return reached;
  }

  /** Fisher and Yates' shuffle. */
  static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = values[i];
      values[i] = values[j];
      values[j] = held;
    }
  }
}
