package io.plumbline.datasets.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random numbers of one purpose on one night: what one part of the lab draws never shifts what
 * another part draws.
 */
final class Draws {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Draws(long key) {
    this.random = new SplittableRandom(key);
  }

  /** The stream of a purpose and a night; the same three values give the same numbers. */
  static Draws of(long seed, String purpose, int night) {
    return new Draws(mix(mix(seed + GOLDEN * (night + 1L)) ^ hash(purpose)));
  }

  /** A number in [0, 1) that depends on nothing but the seed and the text. */
  static double fraction(long seed, String text) {
    return (mix(seed ^ hash(text)) >>> 11) * 0x1.0p-53;
  }

  /** A 64-bit hash of the text: FNV-1a (Fowler, Noll, Vo 1991), finished with {@link #mix}. */
  static long hash(String text) {
    long h = 0xCBF29CE484222325L;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return mix(h);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  double uniform() {
    return random.nextDouble();
  }

  double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** A whole number from {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** A standard normal number (Box and Muller 1958). */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** An index drawn with these weights. */
  int weighted(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double at = random.nextDouble() * total;
    for (int i = 0; i < weights.length - 1; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** A whole number around {@code mean}: its floor or the next, so that the mean is kept. */
  int around(double mean) {
    int floor = (int) mean;
    return floor + (chance(mean - floor) ? 1 : 0);
  }

  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }
}
