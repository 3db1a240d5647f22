package io.plumbline.detect;

import io.plumbline.stats.Interval;
import io.plumbline.stats.LogGain;
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
        + String.format(Locale.ROOT, " (%.4g %% interval ", 100 * level)
        + factor(interval.lower().orElse(Double.NEGATIVE_INFINITY))
        + " to "
        + factor(interval.upper().orElse(Double.POSITIVE_INFINITY))
        + ")";
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
