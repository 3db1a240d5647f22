package io.plumbline.stats.simulated;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Random numbers from one seed. */
public final class Draws {

  private record Key(double a, double b, double c, double d) {}

  private final SplittableRandom random;
  private final Map<Key, double[]> cumulative = new HashMap<>();

  public Draws(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Uniform in [0, 1). */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform in 0..bound-1. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Whether something of that probability happens. */
  public boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Standard normal. */
  public double normal() {
    return random.nextGaussian();
  }

  /** Successes in n independent trials. */
  public long binomial(int n, double p) {
    if (n > 64) {
      double[] sums = cumulative.computeIfAbsent(new Key(n, p, 0, 0), key -> binomialSums(n, p));
      return find(sums);
    }
    long hits = 0;
    for (int i = 0; i < n; i++) {
      hits += happens(p) ? 1 : 0;
    }
    return hits;
  }

  private static double[] binomialSums(int n, double p) {
    double[] terms = new double[n + 1];
    int mode = (int) Math.min(n, Math.floor((n + 1) * p));
    terms[mode] = 1;
    for (int k = mode; k < n; k++) {
      terms[k + 1] = terms[k] * (n - k) / (k + 1) * p / (1 - p);
    }
    for (int k = mode; k > 0; k--) {
      terms[k - 1] = terms[k] * k / (n - k + 1) * (1 - p) / p;
    }
    return sums(terms);
  }

  /** Marked units among n drawn without replacement, marked ones at odds psi. */
  public long drawn(int pool, int marked, int n, double psi) {
    int low = Math.max(0, n + marked - pool);
    double[] sums =
        cumulative.computeIfAbsent(
            new Key(pool, marked, n, psi), key -> drawnSums(pool, marked, n, psi));
    return (long) low + find(sums);
  }

  private static double[] drawnSums(int pool, int marked, int n, double psi) {
    int low = Math.max(0, n + marked - pool);
    double[] logs = new double[Math.min(marked, n) - low + 1];
    double high = 0;
    for (int v = 1; v < logs.length; v++) {
      double u = low + v;
      logs[v] =
          logs[v - 1]
              + Math.log(psi * (marked - u + 1) * (n - u + 1) / (u * (pool - marked - n + u)));
      high = Math.max(high, logs[v]);
    }
    for (int v = 0; v < logs.length; v++) {
      logs[v] = Math.exp(logs[v] - high);
    }
    return sums(logs);
  }

  private static double[] sums(double[] terms) {
    double total = 0;
    for (int i = 0; i < terms.length; i++) {
      total += terms[i];
      terms[i] = total;
    }
    return terms;
  }

  private int find(double[] sums) {
    double at = random.nextDouble() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, at);
    return Math.min(sums.length - 1, found >= 0 ? found + 1 : -found - 1);
  }

  /** Counts of n units over categories. */
  public long[] multinomial(int n, double[] shares) {
    double[] sums = shares.clone();
    sums(sums);
    long[] counts = new long[shares.length];
    for (int i = 0; i < n; i++) {
      counts[find(sums)]++;
    }
    return counts;
  }

  /** A Poisson count; the mean well below 700. */
  public long poisson(double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      count++;
      product *= random.nextDouble();
    }
    return count;
  }
}
