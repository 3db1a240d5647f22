package io.plumbline.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The largest distance between the distribution functions of two samples, and whether it is more
 * than chance.
 *
 * <p>Two samples in, {@code D = max |F - G|} in [0, 1] out. An empty sample: {@link
 * Status#NO_DATA}. The exact forms cost {@code O(n m)}; beyond 1e8 steps they have {@link
 * Status#NOT_APPLICABLE}.
 *
 * <p>Sources: Smirnov 1939; Hodges 1958 (Arkiv foer Matematik 3:469) for the count of paths;
 * Schroeer and Trenkler 1995 (Comput. Stat. Data Anal. 20:185) for ties.
 */
public final class KolmogorovSmirnov {

  private static final double MOST_STEPS = 1e8;

  private final double[] x;
  private final double[] y;
  private final double[] pooled;

  private KolmogorovSmirnov(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    this.pooled = Samples.sortedPool(x, y);
  }

  /**
   * The two samples.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static KolmogorovSmirnov of(double[] x, double[] y) {
    double[] first = Samples.copyOf(x);
    double[] second = Samples.copyOf(y);
    Arrays.sort(first);
    Arrays.sort(second);
    return new KolmogorovSmirnov(first, second);
  }

  /** D, with 0 for an empty sample. */
  public double distance() {
    return isEmpty() ? 0 : (double) steps() / x.length / y.length;
  }

  /**
   * The exact permutation test given the pooled values, ties as they are: only where the pooled
   * value changes can the two functions be seen apart.
   */
  public Significance exact() {
    boolean[] seen = new boolean[pooled.length + 1];
    seen[0] = true;
    for (int k = 1; k < pooled.length; k++) {
      seen[k] = pooled[k - 1] < pooled[k];
    }
    return exact(seen);
  }

  /** The exact test as if all values were different, which is conservative with ties. */
  public Significance exactIgnoringTies() {
    boolean[] seen = new boolean[pooled.length + 1];
    Arrays.fill(seen, true);
    return exact(seen);
  }

  /**
   * The test by the exact law of one sample of the effective size {@code n m / (n + m)}, rounded
   * half to even; ties make it conservative. An effective size below 1 has no law: {@link
   * Status#UNDEFINED}.
   */
  public Significance asymptotic() {
    long n = pooled.length;
    if (isEmpty()) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    int effective = (int) Math.rint((double) x.length * y.length / n);
    return effective < 1
        ? Significance.undefined(Status.UNDEFINED, n)
        : Significance.of(distance(), oneSample(distance(), effective), n, Status.OK);
  }

  /**
   * The upper tail of D for one sample of n against a known law. The library gives it for a sample,
   * so it gets one with this very D: its i-th value lies D below {@code i/n}.
   */
  private static double oneSample(double distance, int n) {
    if (distance <= 0.5 / n) {
      return 1;
    }
    if (n == 1) {
      return 2 * (1 - distance);
    }
    double[] order = new double[n];
    Arrays.setAll(order, i -> i + 1.0);
    return KolmogorovSmirnovTest.withDefaults()
        .with(PValueMethod.EXACT)
        .test(order, i -> Math.max(0, i / n - distance))
        .getPValue();
  }

  private boolean isEmpty() {
    return x.length == 0 || y.length == 0;
  }

  /** {@code n m D}, a whole number, so that comparisons with it are exact. */
  private long steps() {
    long most = 0;
    for (double value : pooled) {
      long first = (long) Samples.atMost(x, value) * y.length;
      long second = (long) Samples.atMost(y, value) * x.length;
      most = Math.max(most, Math.abs(first - second));
    }
    return most;
  }

  /**
   * The share of paths from (0, 0) to (n, m) that are ever at least as far from the diagonal as
   * observed at a step that is seen: the share of paths to every point that were, from the two
   * points before it.
   */
  private Significance exact(boolean[] seen) {
    long n = pooled.length;
    if (isEmpty()) {
      return Significance.undefined(Status.NO_DATA, n);
    }
    if ((double) x.length * y.length > MOST_STEPS) {
      return Significance.undefined(Status.NOT_APPLICABLE, n);
    }
    long limit = steps();
    double[] reached = new double[y.length + 1];
    for (int i = 0; i <= x.length; i++) {
      for (int j = 0; j <= y.length; j++) {
        long apart = Math.abs((long) i * y.length - (long) j * x.length);
        if (seen[i + j] && apart >= limit) {
          reached[j] = 1;
        } else if (i + j > 0) {
          double fromLeft = j == 0 ? 0 : reached[j - 1] * j;
          double fromBelow = i == 0 ? 0 : reached[j] * i;
          reached[j] = (fromLeft + fromBelow) / (i + j);
        }
      }
    }
    return Significance.of(distance(), Math.min(1, reached[y.length]), n, Status.OK);
  }
}
