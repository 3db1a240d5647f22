package io.plumbline.datasets.lab;

/** A quantity that wanders from night to night: a random walk with a pull back to its start. */
final class Drift {

  private static final double PULL = 0.03;

  private final double[] path;

  private Drift(double[] path) {
    this.path = path;
  }

  /** A walk that starts at 0 before the first night with this step per night. */
  static Drift of(long seed, String purpose, int nights, double step) {
    double[] path = new double[nights];
    double at = 0;
    for (int i = 0; i < nights; i++) {
      at = (1 - PULL) * at + step * Draws.of(seed, "drift/" + purpose, i + 1).normal();
      path[i] = at;
    }
    return new Drift(path);
  }

  /** Where the walk is on a night, counted from 1. */
  double at(int night) {
    return path[night - 1];
  }
}
