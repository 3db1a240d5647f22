package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The evidence of a question's answer over its nights, with the threshold at which it pages. */
final class EvidenceChart {

  private static final int WIDTH = 680;
  private static final int HEIGHT = 190;

  private EvidenceChart() {}

  /** The chart; empty where fewer than two nights had evidence to show. */
  static Optional<Chart> of(Report report, Question question) {
    List<Page.Point> points =
        Trend.points(report, question).stream().filter(p -> p.logE().isPresent()).toList();
    if (points.size() < 2) {
      return Optional.empty();
    }
    OptionalDouble threshold = threshold(report, question);
    Axis axis =
        Axis.over(
            DoubleStream.concat(
                DoubleStream.of(0, threshold.orElse(1)),
                points.stream().mapToDouble(point -> point.logE().orElseThrow())));
    LocalDate first = points.get(0).night();
    LocalDate last = points.get(points.size() - 1).night();
    List<Object> marks = marks(first, last);
    Panel panel =
        Panel.of(WIDTH, HEIGHT)
            .look("panel_grid_major_x", "blank", true)
            .scale(
                "x",
                "breaks",
                marks,
                "labels",
                marks.stream()
                    .map(
                        day ->
                            (Object)
                                Figures.dayAndMonth(
                                    LocalDate.ofEpochDay(((Double) day).longValue())))
                    .toList(),
                "limits",
                List.of((double) first.toEpochDay(), (double) last.toEpochDay()),
                "expand",
                List.of(0.03, 0))
            .scale(
                "y",
                "breaks",
                axis.marks(),
                "labels",
                axis.marks().stream().map(m -> (Object) Figures.plain((double) m)).toList(),
                "limits",
                List.of(axis.low(), axis.high()),
                "expand",
                List.of(0.06, 0));
    threshold.ifPresent(
        level ->
            panel.layer(
                "segment",
                Map.of(
                    "a",
                    List.of((double) first.toEpochDay()),
                    "b",
                    List.of((double) last.toEpochDay()),
                    "y",
                    List.of(level)),
                Map.of("x", "a", "xend", "b", "y", "y", "yend", "y"),
                "color",
                Ink.BREACH.hex(),
                "size",
                0.8,
                "linetype",
                "dashed"));
    panel.layer(
        "line", columns(points), Map.of("x", "x", "y", "y"), "color", Ink.INK.hex(), "size", 0.9);
    for (Verdict verdict : Verdict.values()) {
      List<Page.Point> of = points.stream().filter(p -> p.verdict() == verdict).toList();
      if (!of.isEmpty()) {
        panel.layer(
            "point",
            columns(of),
            Map.of("x", "x", "y", "y"),
            "color",
            EffectChart.ink(verdict).hex(),
            "size",
            2.6);
      }
    }
    return Optional.of(
        new Chart(
            "Evidence of an effect over nights, log e",
            "Dots in the colour of the night's verdict"
                + (threshold.isPresent()
                    ? "; dashes: log e of " + Figures.plain(threshold) + ", at which it pages."
                    : "."),
            panel.draw(),
            List.of("Night", "Verdict", "Log e"),
            points.stream()
                .map(
                    point ->
                        List.of(
                            point.night().toString(),
                            Words.verdict(point.verdict()),
                            Figures.logE(point.logE())))
                .toList()));
  }

  private static OptionalDouble threshold(Report report, Question question) {
    return report.findings(question).stream()
        .filter(finding -> finding.thresholdLogE().isPresent())
        .mapToDouble(finding -> finding.thresholdLogE().getAsDouble())
        .min();
  }

  private static Map<String, Object> columns(List<Page.Point> points) {
    return Map.of(
        "x", points.stream().map(p -> (Object) (double) p.night().toEpochDay()).toList(),
        "y", points.stream().map(p -> (Object) p.logE().orElseThrow()).toList());
  }

  /** At most six days with the same distance, the last one among them. */
  private static List<Object> marks(LocalDate first, LocalDate last) {
    long days = last.toEpochDay() - first.toEpochDay();
    long step = Math.max(1, (days + 4) / 5);
    List<Object> marks = new ArrayList<>();
    for (long day = last.toEpochDay(); day >= first.toEpochDay(); day -= step) {
      marks.add(0, (double) day);
    }
    return marks;
  }
}
