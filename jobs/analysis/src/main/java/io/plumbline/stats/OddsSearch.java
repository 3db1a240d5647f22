package io.plumbline.stats;

import java.util.function.DoubleUnaryOperator;

/**
 * The odds ratio at which an increasing function of it passes zero: searched on (0, 1) for the
 * ratio or, above 1, for its inverse, by Brent's method (1973, Algorithms for Minimization without
 * Derivatives, ch. 4) from fixed ends, so that the steps, and with a coarse tolerance the result,
 * are those of R's {@code uniroot}.
 */
final class OddsSearch {

  /** Ratios beyond the inverse of this are taken as infinite. */
  private static final double LEAST_INVERSE = Math.ulp(1.0);

  private static final int MOST_STEPS = 1000;

  private final double tolerance;

  OddsSearch(double tolerance) {
    this.tolerance = tolerance;
  }

  double root(DoubleUnaryOperator increasing) {
    double atOne = increasing.applyAsDouble(1);
    if (atOne == 0) {
      return 1;
    }
    if (atOne > 0) {
      return root(increasing, 0, atOne);
    }
    return 1 / root(inverse -> increasing.applyAsDouble(1 / inverse), LEAST_INVERSE, atOne);
  }

  /** The root between {@code low} and 1; 0 when there is none. */
  private double root(DoubleUnaryOperator f, double low, double atOne) {
    double a = low;
    double fa = f.applyAsDouble(a);
    double b = 1;
    double fb = atOne;
    double c = a;
    double fc = fa;
    if (fa > 0 == fb > 0 || fa == 0) {
      return 0;
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      double previous = b - a;
      if (Math.abs(fc) < Math.abs(fb)) {
        // b is kept the best approximation, c the end on the other side of the root.
        a = b;
        b = c;
        c = a;
        fa = fb;
        fb = fc;
        fc = fa;
      }
      double smallest = 2 * Math.ulp(1.0) * Math.abs(b) + tolerance / 2;
      double next = (c - b) / 2;
      if (Math.abs(next) <= smallest || fb == 0) {
        return b;
      }
      if (Math.abs(previous) >= smallest && Math.abs(fa) > Math.abs(fb)) {
        next = interpolated(a, b, c, fa, fb, fc, next, smallest);
      }
      if (Math.abs(next) < smallest) {
        next = Math.copySign(smallest, next);
      }
      a = b;
      fa = fb;
      b += next;
      fb = f.applyAsDouble(b);
      if (fb > 0 == fc > 0) {
        c = a;
        fc = fa;
      }
    }
    return b;
  }

  /** The secant or inverse quadratic step where it is safe, else the halving given. */
  private static double interpolated(
      double a,
      double b,
      double c,
      double fa,
      double fb,
      double fc,
      double halving,
      double smallest) {
    double width = c - b;
    double p;
    double q;
    if (a == c) {
      double ratio = fb / fa;
      p = width * ratio;
      q = 1 - ratio;
    } else {
      double ac = fa / fc;
      double bc = fb / fc;
      double ba = fb / fa;
      p = ba * (width * ac * (ac - bc) - (b - a) * (bc - 1));
      q = (ac - 1) * (bc - 1) * (ba - 1);
    }
    q = p > 0 ? -q : q;
    p = Math.abs(p);
    boolean safe =
        p < 0.75 * width * q - Math.abs(smallest * q) / 2 && p < Math.abs((b - a) * q / 2);
    return safe ? p / q : halving;
  }
}
