package io.plumbline.detect;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/**
 * A number as somebody stated it: it stands for all that round to it at its last digit.
 *
 * @param text the number as stated
 * @param value its value
 * @param least smallest number that rounds to it
 * @param most largest number that rounds to it
 */
record Rounded(String text, double value, double least, double most) {

  /** Empty where the text is no finite decimal number. */
  static Optional<Rounded> of(String text) {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      BigDecimal half = number.ulp().multiply(BigDecimal.valueOf(0.5));
      return Optional.of(
          new Rounded(
              text,
              number.doubleValue(),
              number.subtract(half).doubleValue(),
              number.add(half).doubleValue()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  Rounded plus(double more) {
    return new Rounded(text, value + more, least + more, most + more);
  }

  Rounded times(double factor) {
    double a = least * factor;
    double b = most * factor;
    return new Rounded(text, value * factor, Math.min(a, b), Math.max(a, b));
  }

  /** As in {@code 1.15 to 1.25}. */
  String range() {
    return String.format(Locale.ROOT, "%.4g to %.4g", least, most);
  }

  /** This number over another, in words, with what the rounding of both allows. */
  String over(Rounded other) {
    return other.least > 0
        ? String.format(
            Locale.ROOT,
            "%.4g (%.4g to %.4g by their rounding)",
            value / other.value,
            least / other.most,
            most / other.least)
        : String.format(Locale.ROOT, "%.4g (no upper end)", value / other.value);
  }
}
