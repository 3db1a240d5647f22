package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question over the last nights up to this one: a bar per night, taller where the verdict is more
 * serious.
 *
 * @param bars one per night, oldest first
 * @param described the verdicts in words
 */
public record Trend(List<Bar> bars, String described) {

  /** Nights drawn. */
  public static final int NIGHTS = 30;

  /** Width per night. */
  public static final int STEP = 8;

  /**
   * One night.
   *
   * @param night the night
   * @param verdict its verdict
   * @param x where the bar stands
   * @param height how tall it is, of 16
   */
  public record Bar(LocalDate night, Verdict verdict, int x, int height) {

    /** Where the bar begins, from above. */
    public int top() {
      return 16 - height;
    }
  }

  /** Width of the drawing. */
  public int width() {
    return bars.size() * STEP;
  }

  /** The trend of a question; empty when there is no earlier night to compare with. */
  public static Optional<Trend> of(Report report, Question question) {
    List<Page.Point> points = points(report, question);
    return points.size() < 2 ? Optional.empty() : Optional.of(over(points));
  }

  /** The trend of a question over the last of these nights, whatever their order. */
  public static Trend of(List<NightEntry> nights, Question question) {
    List<Page.Point> points =
        nights.stream()
            .sorted(Comparator.comparing(NightEntry::night))
            .map(
                night ->
                    new Page.Point(
                        night.night(), night.answers().get(question), OptionalDouble.empty()))
            .toList();
    return over(points.subList(Math.max(0, points.size() - 2 * NIGHTS), points.size()));
  }

  private static Trend over(List<Page.Point> points) {
    List<Bar> bars = new ArrayList<>();
    for (Page.Point point : points) {
      bars.add(
          new Bar(point.night(), point.verdict(), bars.size() * STEP, height(point.verdict())));
    }
    return new Trend(List.copyOf(bars), described(points));
  }

  /** Its nights up to this one, oldest first. */
  static List<Page.Point> points(Report report, Question question) {
    List<Page.Point> points = new ArrayList<>();
    report.page().orElse(Page.EMPTY).history().stream()
        .filter(history -> history.question() == question)
        .flatMap(history -> history.points().stream())
        .filter(point -> point.night().isBefore(report.night()))
        .forEach(points::add);
    QuestionAnswer answer = report.questions().get(question.ordinal());
    points.add(new Page.Point(report.night(), answer.verdict(), answer.logE()));
    return points.subList(Math.max(0, points.size() - NIGHTS), points.size());
  }

  private static int height(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> 16;
      case ATTENTION -> 11;
      case INSUFFICIENT_DATA -> 7;
      case PASS -> 4;
      case NOT_APPLICABLE -> 1;
    };
  }

  private static String described(List<Page.Point> points) {
    return "last "
        + points.size()
        + (points.size() == 1 ? " night: " : " nights: ")
        + Stream.of(Verdict.values())
            .map(
                verdict ->
                    points.stream().filter(point -> point.verdict() == verdict).count()
                        + " "
                        + Words.verdict(verdict).toLowerCase(Locale.ROOT))
            .filter(words -> !words.startsWith("0 "))
            .collect(Collectors.joining(", "));
  }
}
