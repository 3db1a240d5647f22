package io.plumbline.reports;

import io.plumbline.findings.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * A waterfall per task: the mean score before, what goes with the criteria, with the model, after.
 */
final class ChangeChart {

  private static final int WIDTH = 680;
  private static final int HEIGHT = 200;
  private static final List<String> STEPS = List.of("before", "criteria", "model", "after");
  private static final double HALF = 0.36;

  private ChangeChart() {}

  /** One chart per task, at most four. */
  static List<Chart> of(Report report) {
    return report.page().flatMap(Page::pictures).map(Pictures::changes).orElse(List.of()).stream()
        .limit(4)
        .map(ChangeChart::of)
        .toList();
  }

  private static Chart of(Pictures.Change change) {
    double between = change.before() + change.criteria();
    Axis seen = Axis.over(DoubleStream.of(change.before(), between, change.after()));
    // The means stand on the floor of the drawing, not on zero: the note says so.
    double room = 0.35 * seen.length();
    Axis axis = new Axis(seen.low() - room, seen.high() + room);
    Panel panel =
        Panel.of(WIDTH, HEIGHT)
            .look("panel_grid_major_x", "blank", true)
            .scale(
                "x",
                "breaks",
                List.of(0.0, 1.0, 2.0, 3.0),
                "labels",
                List.copyOf(STEPS),
                "limits",
                List.of(-0.6, 3.6),
                "expand",
                List.of(0, 0))
            .scale(
                "y",
                "breaks",
                axis.marks(),
                "labels",
                axis.marks().stream().map(mark -> (Object) Figures.plain((double) mark)).toList(),
                "limits",
                List.of(axis.low(), axis.high()),
                "expand",
                List.of(0, 0));
    bar(panel, 0, axis.low(), change.before(), Ink.QUIET);
    bar(panel, 1, change.before(), between, change.criteria() < 0 ? Ink.REVIEWER : Ink.SIGHT);
    bar(panel, 2, between, change.after(), change.model() < 0 ? Ink.REVIEWER : Ink.SIGHT);
    bar(panel, 3, axis.low(), change.after(), Ink.QUIET);
    List<String> words =
        List.of(
            Figures.plain(change.before()),
            Figures.value(change.criteria(), Effect.Unit.SCORE_DIFFERENCE),
            Figures.value(change.model(), Effect.Unit.SCORE_DIFFERENCE),
            Figures.plain(change.after()));
    List<Object> tops = new ArrayList<>();
    DoubleStream.of(
            change.before(),
            Math.max(change.before(), between),
            Math.max(between, change.after()),
            change.after())
        .forEach(top -> tops.add(top + 0.12 * seen.length()));
    panel.layer(
        "text",
        Map.of("x", List.of(0.0, 1.0, 2.0, 3.0), "y", tops, "words", List.copyOf(words)),
        Map.of("x", "x", "y", "y", "label", "words"),
        "size",
        Panel.TEXT,
        "color",
        Ink.INK.hex());
    return new Chart(
        "What the change of mean scores goes with, task " + Shown.brief(change.task(), 40),
        "Blue: up, ochre: down. The axis does not begin at zero.",
        panel.draw(),
        List.of("Step", "Score"),
        List.of(
            List.of(STEPS.get(0), words.get(0)),
            List.of(STEPS.get(1), words.get(1)),
            List.of(STEPS.get(2), words.get(2)),
            List.of(STEPS.get(3), words.get(3))));
  }

  private static void bar(Panel panel, int step, double from, double to, Ink ink) {
    panel.layer(
        "rect",
        Map.of(
            "a", List.of(step - HALF),
            "b", List.of(step + HALF),
            "c", List.of(Math.min(from, to)),
            "d", List.of(Math.max(from, to))),
        Map.of("xmin", "a", "xmax", "b", "ymin", "c", "ymax", "d"),
        "fill",
        ink.hex(),
        "color",
        ink.hex(),
        "size",
        0);
  }
}
