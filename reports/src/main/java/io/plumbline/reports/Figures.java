package io.plumbline.reports;

import io.plumbline.findings.Effect;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Numbers as a reader sees them: three significant digits, a true minus sign, a unit. A number that
 * does not exist is a dash; never NaN.
 */
public final class Figures {

  /** What stands where there is no number. */
  public static final String NONE = "–";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_MONTH =
      DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

  private Figures() {}

  /** A date in words. */
  public static String day(LocalDate date) {
    return DAY.format(date);
  }

  /** A date in words, without its year. */
  static String dayAndMonth(LocalDate date) {
    return DAY_AND_MONTH.format(date);
  }

  /** A range of dates in words, saying month and year once where they are the same. */
  public static String days(LocalDate from, LocalDate to) {
    if (from.equals(to)) {
      return day(to);
    }
    if (from.getYear() != to.getYear()) {
      return day(from) + " to " + day(to);
    }
    return (from.getMonth() == to.getMonth()
            ? String.valueOf(from.getDayOfMonth())
            : DAY_AND_MONTH.format(from))
        + " to "
        + day(to);
  }

  /** An instant in words, in UTC. */
  public static String moment(Instant instant) {
    return MOMENT.format(instant.atZone(ZoneOffset.UTC));
  }

  /** A count with thousands separated by commas. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count, or a dash. */
  public static String count(OptionalLong count) {
    return count.isPresent() ? count(count.getAsLong()) : NONE;
  }

  /** A share in percent; a dash when there is nothing to take a share of. */
  public static String share(long part, long whole) {
    if (whole == 0) {
      return NONE;
    }
    if (part == whole) {
      return "100 %";
    }
    BigDecimal percent =
        BigDecimal.valueOf(part)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_EVEN);
    if (part > 0 && percent.signum() == 0) {
      return "under 0.1 %";
    }
    return percent.compareTo(BigDecimal.valueOf(100)) == 0
        ? "over 99.9 %"
        : percent.toPlainString() + " %";
  }

  /** The estimate in its unit. */
  public static String estimate(ReportEffect effect) {
    return effect.value().isPresent() ? value(effect.value().getAsDouble(), effect.unit()) : NONE;
  }

  /** The interval in its unit. */
  public static String interval(ReportEffect effect) {
    OptionalDouble lower = effect.lower();
    OptionalDouble upper = effect.upper();
    if (lower.isPresent() && upper.isPresent()) {
      String from = value(lower.getAsDouble(), effect.unit());
      String to = value(upper.getAsDouble(), effect.unit());
      String suffix = suffix(effect.unit());
      return (from.endsWith(suffix) ? from.substring(0, from.length() - suffix.length()) : from)
          + " to "
          + to;
    }
    if (lower.isPresent()) {
      return "at least " + value(lower.getAsDouble(), effect.unit());
    }
    return upper.isPresent()
        ? "at most " + value(upper.getAsDouble(), effect.unit())
        : "no bound yet";
  }

  /** Whether the interval says more than the estimate: an exact count has none to speak of. */
  public static boolean isInterval(ReportEffect effect) {
    return effect.lower().isEmpty()
        || effect.upper().isEmpty()
        || effect.lower().getAsDouble() < effect.upper().getAsDouble();
  }

  private static String suffix(Effect.Unit unit) {
    return switch (unit) {
      case SHARE_DIFFERENCE -> " pp";
      case RATE -> " %";
      case LOG_ODDS, LOG_GAIN, SCORE_DIFFERENCE, COUNT, RATIO, DELTA_MH, KAPPA_DIFFERENCE -> "";
    };
  }

  /** The coverage of an interval, such as "95 %". */
  public static String level(ReportEffect effect) {
    return percent(effect.level());
  }

  /** A margin around "no effect". */
  public static String margin(OptionalDouble margin, Optional<ReportEffect> effect) {
    if (margin.isEmpty()) {
      return NONE;
    }
    double m = margin.getAsDouble();
    if (effect.isEmpty()) {
      return "±" + digits(m);
    }
    Effect.Unit unit = effect.get().unit();
    return switch (unit) {
      case LOG_ODDS, LOG_GAIN -> value(-m, unit) + " to " + value(m, unit);
      case RATE -> "at most " + value(m, unit);
      case COUNT -> "at most " + value(m, unit);
      case RATIO -> value(Math.max(0, 1 - m), unit) + " to " + value(1 + m, unit);
      case SHARE_DIFFERENCE, SCORE_DIFFERENCE, DELTA_MH, KAPPA_DIFFERENCE ->
          "±" + value(m, unit).substring(1);
    };
  }

  /** The smallest effect that would have been caught. */
  public static String detectable(OptionalDouble mde, Optional<ReportEffect> effect) {
    if (mde.isEmpty()) {
      return NONE;
    }
    double m = mde.getAsDouble();
    if (effect.isEmpty()) {
      return digits(m);
    }
    Effect.Unit unit = effect.get().unit();
    return switch (unit) {
      case LOG_ODDS, LOG_GAIN -> value(m, unit);
      case SHARE_DIFFERENCE, SCORE_DIFFERENCE, DELTA_MH, KAPPA_DIFFERENCE ->
          value(m, unit).substring(1);
      case RATE, COUNT, RATIO -> value(m, unit);
    };
  }

  /** Evidence in a word: what a bet against "no effect" would have returned. */
  public static String strength(OptionalDouble logE) {
    return logE.isEmpty() ? NONE : logE.getAsDouble() < 0 ? "none" : strength(logE.getAsDouble());
  }

  /** Evidence as betting odds, such as "134 : 1"; empty where there is none. */
  public static String odds(OptionalDouble logE) {
    return logE.isEmpty() || logE.getAsDouble() < 0 ? "" : odds(logE.getAsDouble());
  }

  /** Evidence in a word and as betting odds. */
  public static String evidence(OptionalDouble logE) {
    String odds = odds(logE);
    return odds.isEmpty() ? strength(logE) : strength(logE) + ", " + odds;
  }

  /** Evidence as a number, for those who want it. */
  public static String logE(OptionalDouble logE) {
    return logE.isPresent() ? signed(logE.getAsDouble()) : NONE;
  }

  /** A number without unit, or a dash. */
  public static String plain(OptionalDouble number) {
    return number.isPresent() ? signed(number.getAsDouble()) : NONE;
  }

  /** A number without unit. */
  public static String plain(double number) {
    return signed(number);
  }

  /** A value in the words of its unit. */
  static String value(double value, Effect.Unit unit) {
    return switch (unit) {
      case LOG_ODDS, LOG_GAIN -> times(StrictMath.exp(Math.min(700, Math.max(-700, value))));
      case SHARE_DIFFERENCE -> plus(hundredfold(value)) + " pp";
      case SCORE_DIFFERENCE, DELTA_MH, KAPPA_DIFFERENCE -> plus(value);
      case RATE -> percent(value);
      case COUNT -> signed(value);
      case RATIO -> times(value);
    };
  }

  /** What the unit's numbers mean, for a column of them. */
  public static String unit(Effect.Unit unit) {
    return switch (unit) {
      case LOG_ODDS -> "odds ratio";
      case SHARE_DIFFERENCE -> "difference in percentage points";
      case SCORE_DIFFERENCE -> "difference of means, in units of what is measured";
      case RATE -> "rate";
      case COUNT -> "count";
      case RATIO -> "ratio";
      case DELTA_MH -> "D-DIF (Mantel-Haenszel delta)";
      case KAPPA_DIFFERENCE -> "difference in kappa";
      case LOG_GAIN -> "gain per generation";
    };
  }

  /** The five grades in which evidence is read aloud. */
  public static List<String> grades() {
    return List.of(
        "weak: under 3 : 1",
        "some: 3 : 1 to 10 : 1",
        "strong: 10 : 1 to 100 : 1",
        "very strong: 100 : 1 to 10,000 : 1",
        "overwhelming: beyond");
  }

  private static String strength(double logE) {
    if (logE < Math.log(3)) {
      return "weak";
    }
    if (logE < Math.log(10)) {
      return "some";
    }
    if (logE < Math.log(100)) {
      return "strong";
    }
    return logE < Math.log(10_000) ? "very strong" : "overwhelming";
  }

  private static String odds(double logE) {
    if (logE > Math.log(1e6)) {
      return "over 1,000,000 : 1";
    }
    BigDecimal odds = rounded(StrictMath.exp(logE), logE < Math.log(10) ? 2 : 3);
    return odds.compareTo(BigDecimal.valueOf(1000)) >= 0
        ? count(odds.longValue()) + " : 1"
        : odds.toPlainString() + " : 1";
  }

  private static String times(double value) {
    if (value >= 10_000) {
      return "×" + count(rounded(Math.min(value, 1e15), 3).longValue());
    }
    return "×" + (value < 0.01 ? digits(value) : scaled(value));
  }

  private static String scaled(double value) {
    int scale = value < 10 ? 2 : value < 100 ? 1 : 0;
    return new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String percent(double value) {
    return signed(hundredfold(value)) + " %";
  }

  private static double hundredfold(double value) {
    return new BigDecimal(value)
        .round(new MathContext(9, RoundingMode.HALF_EVEN))
        .movePointRight(2)
        .doubleValue();
  }

  private static String plus(double value) {
    return value > 0 ? "+" + digits(value) : value == 0 ? "±0" : signed(value);
  }

  private static String signed(double value) {
    return value < 0 ? "−" + digits(-value) : digits(value);
  }

  /** Three significant digits, without an exponent where that can be read. */
  private static String digits(double value) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e15 || magnitude < 1e-6) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    if (magnitude >= 1000) {
      return count(new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).longValue());
    }
    BigDecimal rounded = rounded(value, 3).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0).toPlainString() : rounded.toPlainString();
  }

  private static BigDecimal rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
