package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Calibrator;
import io.plumbline.stats.GeometricDecay;
import io.plumbline.stats.Interval;
import io.plumbline.stats.LogGain;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * Whether the gains of successive generations shrink, grow or stay the same (METHODS 8.G), from
 * four generations on, which is three gains.
 *
 * <p>Every generation is fitted as it comes, at a level that lets all intervals hold together.
 * Growing gains may page: the p-value against "the log gain grows by at most 5 % per generation",
 * corrected for every generation fitted so far, is turned into an e-value. Shrinking gains are
 * said, and are no alarm.
 */
final class GainShape {

  static final String KIND = "shape";

  private static final double ALPHA = 0.05;
  private static final int LEAST_GAINS = 3;
  private static final double LIMIT_RATIO = 1.05;

  private GainShape() {}

  /** A p-value that holds at every generation, and how many gains it was computed from. */
  private record Best(double p, int gains) {}

  /**
   * The shape of a series.
   *
   * @param hypothesis what is tested
   * @param series what gained, as in {@code cycle speed}
   * @param gains log gains in the order of generations
   * @param shelf holds what earlier generations came to
   * @param folds receives what the next night starts from
   */
  static Evidence of(
      Hypothesis hypothesis,
      String series,
      List<LogGain> gains,
      List<String> sources,
      String query,
      Shelf shelf,
      Map<String, Fold> folds) {
    double[] y = gains.stream().mapToDouble(LogGain::value).toArray();
    double[] error = gains.stream().mapToDouble(LogGain::error).toArray();
    int k = y.length;
    double level = GeometricDecay.levelAtGeneration(ALPHA, Math.max(1, k));
    if (k < LEAST_GAINS) {
      return evidence(
          hypothesis,
          Status.INSUFFICIENT,
          new Effect(
              name(series),
              OptionalDouble.empty(),
              Interval.unbounded(level, Interval.Kind.FIXED),
              Effect.Unit.RATIO),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          gains,
          "Gains in "
              + series
              + ": "
              + listed(y)
              + ". The shape of gains needs four generations in a row; there are "
              + (k + 1)
              + ".",
          sources,
          query);
    }
    GeometricDecay decay = GeometricDecay.atLevel(level);
    GeometricDecay.Fit fit = decay.fit(y, error);
    Best best = best(decay, y, error, shelf);
    folds.put(Shelf.key(KIND, Map.of("series", series)), Fold.of(best.p, best.gains));
    if (fit.ratio().value().isEmpty()) {
      return evidence(
          hypothesis,
          fit.ratio().status(),
          new Effect(
              name(series), OptionalDouble.empty(), fit.ratio().interval(), Effect.Unit.RATIO),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          gains,
          "Gains in " + series + ": " + listed(y) + ". No shape can be fitted to them.",
          sources,
          query);
    }
    double ratio = fit.ratio().value().getAsDouble();
    Effect effect =
        new Effect(
            name(series),
            OptionalDouble.of(ratio - 1),
            less(fit.ratio().interval()),
            Effect.Unit.RATIO);
    OptionalDouble detectable = detectable(fit.ratio().interval(), ratio);
    return evidence(
        hypothesis,
        // Nothing bounds the ratio from above: no change of any size could have been left out.
        detectable.isPresent() ? Status.OK : Status.UNDERPOWERED,
        effect,
        OptionalDouble.of(Calibrator.logE(Math.max(Double.MIN_NORMAL, best.p))),
        detectable,
        gains,
        sentence(series, y, error, fit, level),
        sources,
        query);
  }

  /** The last gains that follow each other without a gap. */
  static List<LogGain> inARow(SortedMap<Integer, LogGain> gains) {
    List<LogGain> row = new ArrayList<>();
    OptionalInt before = OptionalInt.empty();
    for (Map.Entry<Integer, LogGain> gain : gains.entrySet()) {
      if (before.isPresent() && gain.getKey() != before.getAsInt() + 1) {
        row.clear();
      }
      row.add(gain.getValue());
      before = OptionalInt.of(gain.getKey());
    }
    return row;
  }

  private static String name(String series) {
    return "relative change of the log gain in " + series + " from one generation to the next";
  }

  /** Fitted again only when a generation was added; the smallest p-value so far stays. */
  private static Best best(GeometricDecay decay, double[] y, double[] error, Shelf shelf) {
    int k = y.length;
    Best before = new Best(1, 0);
    for (Shelf.Item item : shelf.items(KIND)) {
      before = new Best(item.fold().numbers()[0], (int) item.fold().numbers()[1]);
    }
    if (k <= before.gains) {
      return before;
    }
    double corrected =
        decay.pAtMost(y, error, LIMIT_RATIO).orElse(1)
            * ALPHA
            / (1 - GeometricDecay.levelAtGeneration(ALPHA, k));
    return new Best(Math.min(1, Math.min(before.p, corrected)), k);
  }

  private static Interval less(Interval ratio) {
    return new Interval(
        ratio.lower().isPresent()
            ? OptionalDouble.of(ratio.lower().getAsDouble() - 1)
            : OptionalDouble.empty(),
        ratio.upper().isPresent()
            ? OptionalDouble.of(ratio.upper().getAsDouble() - 1)
            : OptionalDouble.empty(),
        ratio.level(),
        ratio.kind());
  }

  /** About the distance at which 80 of 100 intervals of this width leave no change out. */
  private static OptionalDouble detectable(Interval ratio, double at) {
    return ratio.upper().isPresent()
        ? OptionalDouble.of(1.3 * (ratio.upper().getAsDouble() - at))
        : OptionalDouble.empty();
  }

  private static String sentence(
      String series, double[] y, double[] error, GeometricDecay.Fit fit, double level) {
    String shape =
        switch (fit.verdict()) {
          case DIMINISHING -> "gains are diminishing";
          case ACCELERATING -> "gains are accelerating";
          case CONSTANT_NOT_EXCLUDED -> "not distinguishable from constant compounding";
        };
    String limit =
        fit.limit().value().isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "; the fitted gains add up to a factor of %.1f in all (%s)",
                Math.exp(fit.limit().value().getAsDouble()),
                fit.limit().interval().upper().isPresent()
                    ? String.format(
                        Locale.ROOT,
                        "%.1f to %.1f",
                        Math.exp(fit.limit().interval().lower().orElse(0)),
                        Math.exp(fit.limit().interval().upper().getAsDouble()))
                    : "no upper end");
    return "Gains in "
        + series
        + ": "
        + listed(y)
        + "; each log gain is "
        + Words.decimal(fit.ratio().value().getAsDouble())
        + " of the one before ("
        + Words.interval(fit.ratio().interval())
        + "): "
        + shape
        + limit
        + "."
        + (fit.dispersion() > 1
            ? " They scatter more than their errors allow; these were widened."
            : "")
        + (y.length > LEAST_GAINS ? lastThree(y, error, level) : "");
  }

  /** A change of regime would show in the last gains alone. */
  private static String lastThree(double[] y, double[] error, double level) {
    int from = y.length - LEAST_GAINS;
    GeometricDecay.Fit last =
        GeometricDecay.atLevel(level)
            .fit(
                java.util.Arrays.copyOfRange(y, from, y.length),
                java.util.Arrays.copyOfRange(error, from, y.length));
    return last.ratio().value().isEmpty()
        ? ""
        : " The last three gains alone: "
            + Words.decimal(last.ratio().value().getAsDouble())
            + " ("
            + Words.interval(last.ratio().interval())
            + ").";
  }

  private static String listed(double[] y) {
    if (y.length == 0) {
      return "none yet";
    }
    StringBuilder text = new StringBuilder();
    for (double one : y) {
      text.append(text.length() == 0 ? "" : ", ")
          .append(String.format(Locale.ROOT, "%.2f", Math.exp(one)));
    }
    return text.toString();
  }

  private static Evidence evidence(
      Hypothesis hypothesis,
      Status status,
      Effect effect,
      OptionalDouble logE,
      OptionalDouble detectable,
      List<LogGain> gains,
      String sentence,
      List<String> sources,
      String query) {
    return new Evidence.Measured(
        hypothesis,
        Labels.NONE,
        status,
        effect,
        logE,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(LIMIT_RATIO - 1),
        detectable,
        gains.stream().mapToLong(LogGain::n).sum(),
        gains.size() + 1L,
        sentence,
        sources,
        query,
        List.of(),
        false);
  }
}
