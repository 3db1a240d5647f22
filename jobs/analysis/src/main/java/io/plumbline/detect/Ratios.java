package io.plumbline.detect;

import io.plumbline.stats.Interval;
import io.plumbline.stats.LogGain;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** Log ratios as sentences print them: as factors. */
final class Ratios {

  private Ratios() {}

  static String factor(double log) {
    return String.format(Locale.ROOT, "%.2f", Math.exp(log));
  }

  /** As in {@code 1.20 (95 % interval 1.10 to 1.31)}. */
  static String text(LogGain gain, double level) {
    Interval interval = gain.interval(level);
    return factor(gain.value())
        + " ("
        + percent(level)
        + " % interval "
        + factor(interval.lower().orElse(Double.NEGATIVE_INFINITY))
        + " to "
        + factor(interval.upper().orElse(Double.POSITIVE_INFINITY))
        + ")";
  }

  /** A level in per cent, with as many nines as it has. */
  private static String percent(double level) {
    int digits = Math.max(2, 1 - (int) Math.floor(Math.log10(1 - level)));
    return new BigDecimal(100 * level)
        .round(new MathContext(digits + 1, RoundingMode.DOWN))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** For an effect of which only an increase matters: what is lower counts as the margin. */
  static Interval noLower(Interval interval, double margin) {
    return new Interval(
        OptionalDouble.of(Math.max(-margin, interval.lower().orElse(-margin))),
        interval.upper().isPresent()
            ? OptionalDouble.of(Math.max(-margin, interval.upper().getAsDouble()))
            : OptionalDouble.empty(),
        interval.level(),
        interval.kind());
  }

  /** For an effect of which only a decrease matters: what is higher counts as the margin. */
  static Interval noUpper(Interval interval, double margin) {
    return new Interval(
        interval.lower().isPresent()
            ? OptionalDouble.of(Math.min(margin, interval.lower().getAsDouble()))
            : OptionalDouble.empty(),
        OptionalDouble.of(Math.min(margin, interval.upper().orElse(margin))),
        interval.level(),
        interval.kind());
  }
}
