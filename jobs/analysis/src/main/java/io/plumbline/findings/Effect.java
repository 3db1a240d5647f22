package io.plumbline.findings;

import io.plumbline.stats.Interval;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An effect with its interval and unit.
 *
 * @param name what it is, for a reader
 * @param value the estimate, empty when undefined
 * @param interval its interval
 * @param unit its unit
 */
public record Effect(String name, OptionalDouble value, Interval interval, Unit unit) {

  /** Units an effect may have. */
  public enum Unit {
    LOG_ODDS,
    SHARE_DIFFERENCE,
    SCORE_DIFFERENCE,
    RATE,
    COUNT,
    RATIO,
    DELTA_MH,
    KAPPA_DIFFERENCE,
    LOG_GAIN;

    /** Name in tables and {@code report.json}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The unit in a sentence. */
    public String words() {
      return id().replace('_', ' ');
    }
  }
}
