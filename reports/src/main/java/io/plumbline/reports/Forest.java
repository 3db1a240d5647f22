package io.plumbline.reports;

import io.plumbline.findings.Effect;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Effect intervals of one unit drawn above each other on one axis, with the margin as a band.
 * Positions are in units of a strip {@value #WIDTH} wide.
 *
 * @param unit unit of the axis
 * @param zero where "no effect" lies
 * @param strips one per result
 * @param ticks marks of the axis
 */
public record Forest(Effect.Unit unit, String zero, List<Strip> strips, List<Tick> ticks) {

  /** Width of a strip. */
  public static final int WIDTH = 400;

  private static final int INSET = 14;

  /**
   * One result.
   *
   * @param finding the result
   * @param left where its interval begins
   * @param width how wide its interval is
   * @param point where its estimate lies
   * @param openLeft whether its interval is unbounded below
   * @param openRight whether its interval is unbounded above
   * @param bandLeft where its margin begins
   * @param bandWidth how wide its margin is, 0 without one
   */
  public record Strip(
      ReportFinding finding,
      ReportEffect effect,
      String left,
      String width,
      String point,
      boolean openLeft,
      boolean openRight,
      String bandLeft,
      String bandWidth) {}

  /**
   * A mark of the axis.
   *
   * @param at where
   * @param label what it says
   */
  public record Tick(String at, String label) {}

  /** One chart per unit for the results that have an estimate, at most twelve results in each. */
  public static List<Forest> of(List<ReportFinding> findings) {
    List<Forest> charts = new ArrayList<>();
    for (Effect.Unit unit : Effect.Unit.values()) {
      List<ReportFinding> drawn =
          findings.stream()
              .filter(finding -> finding.effect().filter(e -> draws(e, unit)).isPresent())
              .limit(12)
              .toList();
      if (!drawn.isEmpty()) {
        charts.add(of(unit, drawn));
      }
    }
    return List.copyOf(charts);
  }

  private static boolean draws(ReportEffect effect, Effect.Unit unit) {
    return effect.unit() == unit
        && effect.value().isPresent()
        && (effect.lower().isPresent() || effect.upper().isPresent())
        && Figures.isInterval(effect);
  }

  private static Forest of(Effect.Unit unit, List<ReportFinding> drawn) {
    double none = unit == Effect.Unit.RATIO ? 1 : 0;
    double low =
        Math.min(none, drawn.stream().flatMapToDouble(f -> extent(f, none)).min().orElse(-1));
    double high =
        Math.max(none, drawn.stream().flatMapToDouble(f -> extent(f, none)).max().orElse(1));
    if (high - low < 1e-9) {
      low -= 1;
      high += 1;
    }
    Axis axis = new Axis(low, high);
    List<Strip> strips = new ArrayList<>();
    for (ReportFinding finding : drawn) {
      ReportEffect effect = finding.effect().orElseThrow();
      double left = axis.at(effect.lower().orElse(low), effect.lower().isEmpty() ? -INSET : 0);
      double right = axis.at(effect.upper().orElse(high), effect.upper().isEmpty() ? INSET : 0);
      double margin = finding.margin().orElse(0);
      double bandLeft = axis.at(Math.max(low, none - margin), 0);
      double bandRight = axis.at(Math.min(high, none + margin), 0);
      strips.add(
          new Strip(
              finding,
              effect,
              tenths(left),
              tenths(Math.max(1, right - left)),
              tenths(axis.at(effect.value().orElseThrow(), 0)),
              effect.lower().isEmpty(),
              effect.upper().isEmpty(),
              tenths(bandLeft),
              finding.margin().isEmpty() ? "0" : tenths(bandRight - bandLeft)));
    }
    return new Forest(unit, tenths(axis.at(none, 0)), List.copyOf(strips), ticks(axis, unit));
  }

  private static DoubleStream extent(ReportFinding finding, double none) {
    ReportEffect effect = finding.effect().orElseThrow();
    DoubleStream ends =
        DoubleStream.of(
            effect.value().orElseThrow(),
            effect.lower().orElse(effect.value().getAsDouble()),
            effect.upper().orElse(effect.value().getAsDouble()));
    OptionalDouble margin = finding.margin();
    // A rate or a count cannot lie below nothing, so only the upper margin is part of its axis.
    boolean oneSided = effect.unit() == Effect.Unit.RATE || effect.unit() == Effect.Unit.COUNT;
    return margin.isEmpty()
        ? ends
        : DoubleStream.concat(
            ends,
            oneSided
                ? DoubleStream.of(margin.getAsDouble())
                : DoubleStream.of(none - margin.getAsDouble(), none + margin.getAsDouble()));
  }

  private static List<Tick> ticks(Axis axis, Effect.Unit unit) {
    double step = step((axis.high - axis.low) / 4);
    List<Tick> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(axis.low / step - 1e-9); i * step <= axis.high + 1e-9; i++) {
      ticks.add(new Tick(tenths(axis.at(i * step, 0)), Figures.value(i * step, unit)));
    }
    return List.copyOf(ticks);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not far below the wish. */
  private static double step(double wish) {
    double power = Math.pow(10, Math.floor(Math.log10(wish)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(m -> m * power)
        .filter(s -> s >= wish * 0.8)
        .findFirst()
        .orElse(10 * power);
  }

  private static String tenths(double position) {
    return new BigDecimal(position).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** A linear axis from one number to another. */
  private record Axis(double low, double high) {
    double at(double value, double beyond) {
      double within = (value - low) / (high - low);
      return INSET + within * (WIDTH - 2 * INSET) + beyond;
    }
  }
}
