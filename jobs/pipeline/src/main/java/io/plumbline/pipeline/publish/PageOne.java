package io.plumbline.pipeline.publish;

import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.reports.Coverage;
import io.plumbline.reports.Page;
import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What page 1 shows beyond the verdicts: coverage, who decided, and earlier nights. */
public final class PageOne {

  /** Earlier nights a report shows. */
  private static final int NIGHTS = 60;

  private PageOne() {}

  private static final List<Measurement> COVERAGE =
      Schema.of(Layer.BRONZE).stream()
          .filter(table -> table.columnNames().contains("record_night"))
          .map(
              table ->
                  new Measurement(
                      "coverage-" + table.name(),
                      table,
                      List.of(Expr.column("source")),
                      List.of(),
                      Optional.empty(),
                      List.of(Expr.column("late"), new Expr("usable", "reason IS NULL")),
                      List.of(),
                      "true"))
          .toList();

  private static final Measurement AUTHORITY =
      new Measurement(
          "authority-classes",
          Decisions.SPEC,
          List.of(Expr.column("domain"), Expr.column("required_class")),
          List.of(),
          Optional.empty(),
          List.of(Expr.column("approver_class")),
          List.of(),
          "counted");

  /** What has to be counted for page 1. */
  public static final List<Measurement> MEASUREMENTS =
      Stream.concat(COVERAGE.stream(), Stream.of(AUTHORITY)).toList();

  /** What each source delivered tonight; one that delivered before and not tonight is missing. */
  static List<Coverage> coverage(Map<String, List<Tally>> tallies, Optional<Report> previous) {
    SortedMap<String, long[]> counts = new TreeMap<>();
    previous.ifPresent(
        report -> report.coverage().forEach(earlier -> counts.put(earlier.source(), new long[3])));
    for (Measurement measurement : COVERAGE) {
      for (Tally tally : tallies.getOrDefault(measurement.id(), List.of())) {
        long[] count =
            counts.computeIfAbsent(tally.scope().value("source").orElseThrow(), key -> new long[3]);
        count[0] += tally.n();
        count[1] += tally.cell().value("late").equals(Optional.of("true")) ? tally.n() : 0;
        count[2] += tally.cell().value("usable").equals(Optional.of("false")) ? tally.n() : 0;
      }
    }
    List<Coverage> coverage = new ArrayList<>();
    counts.forEach(
        (source, count) ->
            coverage.add(
                new Coverage(
                    source, OptionalLong.empty(), count[0], count[1], count[2], status(count))));
    return coverage;
  }

  private static Coverage.Status status(long[] count) {
    if (count[0] == 0) {
      return Coverage.Status.MISSING;
    }
    return count[1] > 0 ? Coverage.Status.LATE : Coverage.Status.OK;
  }

  /** Decisions by domain and class of approver since the first night. */
  static List<Page.Authority> authority(
      Map<String, List<Tally>> tallies, Optional<Report> previous) {
    SortedMap<String, Page.Authority> domains = new TreeMap<>();
    previous.flatMap(Report::page).stream()
        .flatMap(page -> page.authority().stream())
        .forEach(authority -> domains.put(authority.domain(), authority));
    for (Tally tally : tallies.getOrDefault(AUTHORITY.id(), List.of())) {
      String domain = tally.scope().value("domain").orElseThrow();
      Page.Authority before =
          domains.getOrDefault(
              domain, new Page.Authority(domain, Optional.empty(), 0, 0, 0, 0, 0, 0));
      domains.put(
          domain,
          plus(
              before,
              tally.scope().value("required_class"),
              tally.cell().value("approver_class").orElseThrow(),
              tally.n()));
    }
    return List.copyOf(domains.values());
  }

  private static Page.Authority plus(
      Page.Authority sum, Optional<String> required, String approver, long n) {
    return new Page.Authority(
        sum.domain(),
        required,
        sum.humanWithSight() + (approver.equals("human_with_sight") ? n : 0),
        sum.humanNominal() + (approver.equals("human_nominal") ? n : 0),
        sum.aiReviewer() + (approver.equals("ai_reviewer") ? n : 0),
        sum.standingPolicy() + (approver.equals("standing_policy") ? n : 0),
        sum.none() + (approver.equals("none") ? n : 0),
        sum.unknown() + (approver.equals("unknown") ? n : 0));
  }

  /** Answers of the nights before, oldest first. */
  static List<Page.History> history(Optional<Report> previous) {
    if (previous.isEmpty()) {
      return List.of();
    }
    Report report = previous.get();
    List<Page.History> history = new ArrayList<>();
    for (QuestionAnswer answer : report.questions()) {
      List<Page.Point> points =
          new ArrayList<>(
              report.page().stream()
                  .flatMap(page -> page.history().stream())
                  .filter(earlier -> earlier.question() == answer.id())
                  .flatMap(earlier -> earlier.points().stream())
                  .toList());
      points.add(new Page.Point(report.night(), answer.verdict(), answer.logE()));
      history.add(
          new Page.History(
              answer.id(), points.subList(Math.max(0, points.size() - NIGHTS), points.size())));
    }
    return history;
  }
}
