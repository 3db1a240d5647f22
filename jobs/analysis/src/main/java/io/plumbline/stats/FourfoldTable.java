package io.plumbline.stats;

import java.util.OptionalDouble;

/**
 * A 2x2 table of counts {@code [[a, b], [c, d]]}: two groups in the rows, yes and no in the
 * columns.
 *
 * @param a first group, yes
 * @param b first group, no
 * @param c second group, yes
 * @param d second group, no
 */
public record FourfoldTable(long a, long b, long c, long d) {

  /**
   * @throws IllegalArgumentException if a count is negative
   * @throws ArithmeticException if the total exceeds a {@code long}
   */
  public FourfoldTable {
    if (a < 0 || b < 0 || c < 0 || d < 0) {
      throw new IllegalArgumentException(
          "Invalid table: [["
              + a
              + ", "
              + b
              + "], ["
              + c
              + ", "
              + d
              + "]] (must have no negative count)");
    }
    Math.addExact(Math.addExact(a, b), Math.addExact(c, d));
  }

  /** Everything counted. */
  public long n() {
    return a + b + c + d;
  }

  /** Size of the first group. */
  public long row1() {
    return a + b;
  }

  /** Size of the second group. */
  public long row2() {
    return c + d;
  }

  /** All yes. */
  public long column1() {
    return a + c;
  }

  /** All no. */
  public long column2() {
    return b + d;
  }

  /** Whether a group or an answer is absent, so that the table cannot show an association. */
  public boolean hasEmptyMargin() {
    return row1() == 0 || row2() == 0 || column1() == 0 || column2() == 0;
  }

  /**
   * The sample odds ratio {@code ad/(bc)}, a number without unit: infinite when only {@code bc} is
   * 0, empty when a margin is empty.
   */
  public OptionalDouble oddsRatio() {
    return hasEmptyMargin()
        ? OptionalDouble.empty()
        : OptionalDouble.of(((double) a * d) / ((double) b * c));
  }

  /** Both tables counted together. */
  FourfoldTable plus(FourfoldTable other) {
    return new FourfoldTable(
        Math.addExact(a, other.a),
        Math.addExact(b, other.b),
        Math.addExact(c, other.c),
        Math.addExact(d, other.d));
  }

  /** Expectation of {@code a} given the margins when there is no association. */
  double expected() {
    return n() == 0 ? 0 : (double) row1() * column1() / n();
  }

  /** Variance of {@code a} given the margins when there is no association; 0 below two rows. */
  double variance() {
    double n = n();
    return n < 2 ? 0 : (double) row1() / n * row2() / n * column1() * column2() / (n - 1);
  }
}
