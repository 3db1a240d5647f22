package io.plumbline.reports;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A forest plot: effect intervals of one unit above each other on one axis, the margin of each as a
 * band around "no effect".
 */
final class EffectChart {

  /** Results that one chart shows at most. */
  static final int SHOWN = 12;

  private static final int WIDTH = 680;
  private static final int ROW = 26;
  private static final int FRAME = 46;

  /** Room for words before and numbers behind the intervals, as shares of the axis. */
  private static final double WORDS = 0.98;

  private static final double NUMBERS = 0.62;

  private EffectChart() {}

  /** One chart per unit for the results that have an estimate with an interval. */
  static List<Chart> of(List<ReportFinding> findings) {
    List<Chart> charts = new ArrayList<>();
    for (Effect.Unit unit : Effect.Unit.values()) {
      List<ReportFinding> all =
          findings.stream()
              .filter(finding -> finding.effect().filter(e -> draws(e, unit)).isPresent())
              .toList();
      if (!all.isEmpty()) {
        charts.add(of(unit, all.stream().limit(SHOWN).toList(), all.size()));
      }
    }
    return charts;
  }

  private static boolean draws(ReportEffect effect, Effect.Unit unit) {
    return effect.unit() == unit
        && effect.value().isPresent()
        && (effect.lower().isPresent() || effect.upper().isPresent())
        && Figures.isInterval(effect);
  }

  private static Chart of(Effect.Unit unit, List<ReportFinding> drawn, int all) {
    double none = unit == Effect.Unit.RATIO ? 1 : 0;
    Axis axis =
        Axis.over(
            DoubleStream.concat(
                DoubleStream.of(none), drawn.stream().flatMapToDouble(f -> extent(f, none))));
    Panel panel =
        Panel.of(WIDTH, FRAME + ROW * drawn.size())
            .look("panel_grid_major_y", "blank", true)
            .scale(
                "x",
                "breaks",
                axis.marks(),
                "labels",
                axis.labels(unit),
                "limits",
                List.of(axis.low() - WORDS * axis.length(), axis.high() + NUMBERS * axis.length()),
                "expand",
                List.of(0.02, 0))
            .scale(
                "y",
                "breaks",
                rows(drawn.size()),
                "limits",
                List.of(-0.5, drawn.size() - 0.5),
                "expand",
                List.of(0, 0))
            .look("axis_text_y", "blank", true);
    bands(panel, drawn, axis, none);
    panel.layer(
        "segment",
        Map.of("x", List.of(none), "y", List.of(-0.5), "e", List.of(drawn.size() - 0.5)),
        Map.of("x", "x", "y", "y", "xend", "x", "yend", "e"),
        "color",
        Ink.QUIET.hex(),
        "size",
        0.6);
    for (Verdict verdict : Verdict.values()) {
      results(panel, drawn, axis, verdict);
    }
    numbers(panel, drawn, axis);
    return new Chart(
        "Effects with their intervals, " + Figures.unit(unit),
        "Band: margin; upright line: no effect."
            + (all > drawn.size()
                ? " The first " + drawn.size() + " of " + Figures.count(all) + "."
                : ""),
        panel.draw(),
        List.of("Effect", "Of", "Verdict", "Estimate", "Interval", "Margin"),
        drawn.stream().map(EffectChart::row).toList());
  }

  private static List<String> row(ReportFinding finding) {
    ReportEffect effect = finding.effect().orElseThrow();
    return List.of(
        effect.name(),
        Words.scope(finding.scope()),
        Words.verdict(finding.verdict()),
        Figures.estimate(effect),
        Figures.interval(effect) + " (" + Figures.level(effect) + ")",
        Figures.margin(finding.margin(), finding.effect()));
  }

  /** Positions from above. */
  private static List<Object> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> (Object) (double) (count - 1 - i)).toList();
  }

  /** The detector, where there are several, and whom the result is about. */
  private static String label(ReportFinding finding, List<ReportFinding> drawn) {
    List<String> words = new ArrayList<>();
    finding
        .scope()
        .forEach(
            (key, value) -> {
              if (!key.equals("hypothesis")) {
                words.add(Shown.brief(value, 26));
              }
            });
    String whom = words.isEmpty() ? "everything" : String.join(", ", words);
    boolean isOneDetector = drawn.stream().map(ReportFinding::detector).distinct().count() == 1;
    return Shown.brief(
        isOneDetector ? whom : finding.detector().replaceFirst("/.*", "") + ": " + whom, 42);
  }

  private static void bands(Panel panel, List<ReportFinding> drawn, Axis axis, double none) {
    List<Object> left = new ArrayList<>();
    List<Object> right = new ArrayList<>();
    List<Object> low = new ArrayList<>();
    List<Object> high = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      if (drawn.get(i).margin().isPresent()) {
        double margin = drawn.get(i).margin().getAsDouble();
        left.add(Math.max(axis.low(), none - margin));
        right.add(Math.min(axis.high(), none + margin));
        low.add(drawn.size() - 1.5 - i);
        high.add(drawn.size() - 0.5 - i);
      }
    }
    if (!left.isEmpty()) {
      panel.layer(
          "rect",
          Map.of("a", left, "b", right, "c", low, "d", high),
          Map.of("xmin", "a", "xmax", "b", "ymin", "c", "ymax", "d"),
          "fill",
          Ink.BAND.hex(),
          "color",
          Ink.BAND.hex(),
          "size",
          0);
    }
  }

  private static void results(Panel panel, List<ReportFinding> drawn, Axis axis, Verdict verdict) {
    List<Object> from = new ArrayList<>();
    List<Object> to = new ArrayList<>();
    List<Object> at = new ArrayList<>();
    List<Object> y = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      if (drawn.get(i).verdict() == verdict) {
        ReportEffect effect = drawn.get(i).effect().orElseThrow();
        from.add(effect.lower().orElse(axis.low()));
        to.add(effect.upper().orElse(axis.high()));
        at.add(effect.value().orElseThrow());
        y.add((double) (drawn.size() - 1 - i));
      }
    }
    if (!at.isEmpty()) {
      String ink = ink(verdict).hex();
      panel.layer(
          "segment",
          Map.of("a", from, "b", to, "y", y),
          Map.of("x", "a", "xend", "b", "y", "y", "yend", "y"),
          "color",
          ink,
          "size",
          1.2);
      panel.layer(
          "point",
          Map.of("x", at, "y", y),
          Map.of("x", "x", "y", "y"),
          "color",
          ink,
          "fill",
          ink,
          "size",
          3.2);
    }
  }

  private static void numbers(Panel panel, List<ReportFinding> drawn, Axis axis) {
    List<Object> numbers = new ArrayList<>();
    for (ReportFinding finding : drawn) {
      ReportEffect effect = finding.effect().orElseThrow();
      numbers.add(Figures.estimate(effect) + " (" + Figures.interval(effect) + ")");
    }
    column(panel, axis.high() + 0.04 * axis.length(), numbers, "left", Ink.INK);
    List<Object> words = drawn.stream().map(f -> (Object) label(f, drawn)).toList();
    column(panel, axis.low() - WORDS * axis.length(), words, "left", Ink.QUIET);
  }

  private static void column(Panel panel, double at, List<Object> words, String side, Ink ink) {
    panel.layer(
        "text",
        Map.of(
            "x", words.stream().map(word -> (Object) at).toList(),
            "y", rows(words.size()),
            "words", words),
        Map.of("x", "x", "y", "y", "label", "words"),
        "hjust",
        side,
        "size",
        Panel.TEXT,
        "color",
        ink.hex());
  }

  /** Colour of a verdict. */
  static Ink ink(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> Ink.BREACH;
      case ATTENTION -> Ink.ATTENTION;
      case INSUFFICIENT_DATA -> Ink.INSUFFICIENT;
      case PASS -> Ink.PASS;
      case NOT_APPLICABLE -> Ink.NA;
    };
  }

  private static DoubleStream extent(ReportFinding finding, double none) {
    ReportEffect effect = finding.effect().orElseThrow();
    double value = effect.value().orElseThrow();
    DoubleStream ends =
        DoubleStream.of(value, effect.lower().orElse(value), effect.upper().orElse(value));
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
}
