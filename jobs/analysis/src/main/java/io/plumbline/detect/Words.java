package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.stats.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as sentences print them. */
final class Words {

  private Words() {}

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  static String count(long n, String one, String many) {
    return count(n) + " " + (n == 1 ? one : many);
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value);
  }

  static String tenths(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** The effect with its interval, as in {@code log odds +0.210 (95 % ... 0.020 to 0.400)}. */
  static String effect(Effect effect) {
    return effect.name()
        + " "
        + (effect.value().isPresent() ? signed(effect.value().getAsDouble()) : "undefined")
        + " ("
        + interval(effect.interval())
        + ")";
  }

  static String interval(Interval interval) {
    if (interval.lower().isEmpty() && interval.upper().isEmpty()) {
      return "no interval yet";
    }
    String level = String.format(Locale.ROOT, "%.4g", 100 * interval.level());
    String name =
        interval.kind() == Interval.Kind.ANYTIME
            ? level + " % confidence sequence "
            : level + " % interval ";
    return name + bound(interval.lower(), "-inf") + " to " + bound(interval.upper(), "inf");
  }

  private static String bound(OptionalDouble bound, String none) {
    return bound.isPresent() ? signed(bound.getAsDouble()) : none;
  }
}
