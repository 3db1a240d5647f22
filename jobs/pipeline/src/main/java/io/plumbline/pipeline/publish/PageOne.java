package io.plumbline.pipeline.publish;

import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.Traces;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Gates;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What page 1 shows beyond the verdicts: coverage, who decided, and earlier nights. */
public final class PageOne {

  /** Earlier nights a report shows. */
  private static final int NIGHTS = 60;

  private PageOne() {}

  /** Rows of every source. */
  static final List<Measurement> COVERAGE =
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

  /**
   * What full provenance asks of each kind of record: who approved a decision is known; of a score
   * the model, the criteria and the commit of the task code; of a trace kept for training all from
   * its run to the digest in training.
   */
  private static final SortedMap<String, Measurement> PROVENANCE =
      new TreeMap<>(
          Map.of(
              "decisions",
              provenance(Decisions.SPEC, "approver_class <> 'unknown'", "counted"),
              "scores",
              provenance(
                  EvaluationRuns.SPEC,
                  "model is not null and criteria_id is not null and revision is not null",
                  "version = 1"),
              "traces",
              provenance(
                  Traces.SPEC,
                  "generator_run is not null and problem_id is not null and verifier is not null"
                      + " and selector_id is not null and training_set is not null"
                      + " and digest_in_training is not null",
                  "kept_now")));

  private static Measurement provenance(TableSpec table, String complete, String filter) {
    return new Measurement(
        "provenance-" + table.name(),
        table,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(new Expr("complete", complete)),
        List.of(),
        filter);
  }

  /** What has to be counted for page 1. */
  public static final List<Measurement> MEASUREMENTS =
      Stream.of(COVERAGE.stream(), Stream.of(AUTHORITY), PROVENANCE.values().stream())
          .flatMap(all -> all)
          .toList();

  /**
   * What each source delivered tonight; one that delivered before and not tonight is missing when
   * the record says so, because it came every night, and else not due.
   */
  static List<Coverage> coverage(
      Map<String, List<Tally>> tallies, List<Evidence> evidence, Optional<Report> previous) {
    Set<String> missing =
        evidence.stream()
            .flatMap(one -> one.rule().stream())
            .filter(rule -> rule.hypothesis().name().equals(Gates.MISSING))
            .filter(rule -> rule.violations() > 0)
            .flatMap(rule -> rule.scope().value(Gates.SOURCE).stream())
            .collect(Collectors.toSet());
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
                    source,
                    OptionalLong.empty(),
                    count[0],
                    count[1],
                    count[2],
                    status(
                        count,
                        missing.contains(source)
                            ? Coverage.Status.MISSING
                            : Coverage.Status.NOT_DUE))));
    return coverage;
  }

  private static Coverage.Status status(long[] count, Coverage.Status silent) {
    if (count[0] == 0) {
      return silent;
    }
    return count[1] > 0 ? Coverage.Status.LATE : Coverage.Status.OK;
  }

  /** Records whose provenance is complete, by kind, since the first night. */
  static List<Page.Provenance> provenance(
      Map<String, List<Tally>> tallies, Optional<Report> previous) {
    List<Page.Provenance> kinds = new ArrayList<>();
    PROVENANCE.forEach(
        (what, measurement) -> {
          List<Tally> tonight = tallies.getOrDefault(measurement.id(), List.of());
          Page.Provenance before =
              previous.flatMap(Report::page).stream()
                  .flatMap(page -> page.provenance().stream())
                  .filter(one -> one.what().equals(what))
                  .findFirst()
                  .orElseGet(() -> new Page.Provenance(what, 0, 0));
          long complete =
              tonight.stream()
                  .filter(tally -> tally.cell().value("complete").equals(Optional.of("true")))
                  .mapToLong(Tally::n)
                  .sum();
          long total = tonight.stream().mapToLong(Tally::n).sum();
          kinds.add(
              new Page.Provenance(
                  what,
                  Math.addExact(before.complete(), complete),
                  Math.addExact(before.total(), total)));
        });
    return kinds;
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
