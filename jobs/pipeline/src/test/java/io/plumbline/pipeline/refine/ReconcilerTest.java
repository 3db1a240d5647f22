package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.pipeline.SparkExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class ReconcilerTest {

  private static final int LAST = 20;

  private final Given events = Given.table(Cloudevents.SPEC);
  private final Given lineage = Given.table(Openlineage.SPEC);
  private final Given commits = Given.table(Git.SPEC);
  private final Given logs = Given.table(Inspect.SPEC);
  private final Given mapped = Given.table(Mapped.SPEC);

  private static Instant at(int day, int hour) {
    return night(day).atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private void executed(String decision, String artifact, String digest, Instant at) {
    executed(decision, artifact, digest, at, date(at));
  }

  private void executed(
      String decision, String artifact, String digest, Instant at, LocalDate counted) {
    step("executed", decision, artifact, digest, at, counted);
  }

  private void proposed(
      String decision, String artifact, String digest, Instant at, LocalDate counted) {
    step("proposed", decision, artifact, digest, at, counted);
  }

  private void step(
      String action,
      String decision,
      String artifact,
      String digest,
      Instant at,
      LocalDate counted) {
    String json =
        """
        {"decision_id":"%s","action":"%s","actor":{"kind":"service"},"artifact":"%s"%s}"""
            .formatted(
                decision,
                action,
                artifact,
                digest.isEmpty() ? "" : ",\"artifact_digest\":\"" + digest + "\"");
    events.row(
        "night",
        counted,
        "record_night",
        date(at),
        "record_at",
        at,
        "type",
        EventType.DECISION.type(),
        "data",
        json);
  }

  private void output(String name, String version, Instant at) {
    lineage.row(
        "night",
        date(at),
        "record_at",
        at,
        "event_type",
        "COMPLETE",
        "run_id",
        name + version,
        "data",
        """
        {"outputs":[{"namespace":"lab","name":"%s","facets":{"version":{"datasetVersion":"%s"}}}]}"""
            .formatted(name, version));
  }

  private void commit(String id, Instant at, String path, String... parents) {
    commits.row(
        "night",
        date(at),
        "record_at",
        at,
        "committed_at",
        at,
        "commit_id",
        id,
        "parents",
        parents,
        "paths",
        new String[] {path},
        "message",
        "m");
  }

  private void run(String evalId, Instant at) {
    lineage.row(
        "night",
        date(at),
        "record_at",
        at,
        "event_type",
        "START",
        "run_id",
        evalId,
        "job_name",
        "evals/math",
        "data",
        """
        {"run":{"facets":{"tags":{"tags":[{"key":"inspect_eval_id","value":"%s"}]}}}}"""
            .formatted(evalId));
  }

  /** A log of decisions that began before anything is compared. */
  private void begun() {
    for (int day = 1; day <= LAST; day++) {
      executed("spoken-" + day, "note/" + day, "", at(day, 1));
    }
  }

  /** What is settled, and when. */
  private List<String> states(SparkSession spark) {
    return settled(all(spark));
  }

  private List<String> all(SparkSession spark) {
    return all(spark, new Period(night(1), night(LAST)));
  }

  private static List<String> settled(List<String> rows) {
    return rows.stream().filter(row -> !row.contains(" awaited ")).toList();
  }

  private List<String> all(SparkSession spark, Period period) {
    try (Kept kept = new Kept()) {
      return rows(
          Reconciler.of(
              new Reconciler.Sides(
                  lineage.in(spark),
                  commits.in(spark),
                  logs.in(spark),
                  events.in(spark),
                  mapped.in(spark)),
              period,
              kept));
    }
  }

  private static List<String> rows(Dataset<Row> reconciled) {
    return reconciled
        .selectExpr(
            "concat_ws(' ', system, kind, subject, state, decision_id, datediff(night,"
                + " date'2026-01-01') + 1)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .filter(row -> !row.contains("note/"))
        .sorted()
        .toList();
  }

  @Test
  void whatBearsADecisionIsMatchedAndWhatDoesNotIsUnlogged(SparkSession spark) {
    begun();
    executed("d1", "training/a", "v1", at(5, 8));
    output("training/a", "v1", at(5, 9));
    output("training/b", "v1", at(5, 9));
    executed("d2", "data/loader.py", "c1", at(6, 8));
    commit("c1", at(6, 9), "data/loader.py");
    commit("c2", at(6, 9), "data/loader.py", "c1");
    commit("c3", at(6, 10), "model/attention.py", "c2");
    commit("merge", at(6, 11), "data/loader.py", "c2", "c3");
    assertThat(states(spark))
        .containsExactly(
            "git architecture c3 unlogged 9",
            "git commit c1 matched d2 6",
            "git commit c2 unlogged 9",
            "lineage training training/a matched d1 5",
            "lineage training training/b unlogged 8");
  }

  @Test
  void aContentDigestIsEnoughWhateverTheName(SparkSession spark) {
    begun();
    executed("d1", "the training mix", "sha256:" + "ab".repeat(32), at(5, 8));
    output("training/a", "sha256:" + "ab".repeat(32), at(5, 9));
    assertThat(states(spark)).containsExactly("lineage training training/a matched d1 5");
  }

  @Test
  void aDecisionExecutedTenTimesAndEventsThatCameTwiceCountOnce(SparkSession spark) {
    begun();
    for (int i = 0; i < 10; i++) {
      executed("d1", "training/a", "v1", at(5, 6).plusSeconds(i));
    }
    output("training/a", "v1", at(5, 9));
    output("training/a", "v1", at(5, 9));
    assertThat(states(spark)).containsExactly("lineage training training/a matched d1 5");
  }

  @Test
  void clocksHoursApartAndAnotherDigestMeetLooselyAndOnlyOnce(SparkSession spark) {
    begun();
    executed("late clock", "training/a", "v1", at(6, 11));
    output("training/a", "v1", at(5, 9));
    executed("other", "training/b", "v1", at(5, 8));
    output("training/b", "v2", at(5, 9));
    output("training/b", "v3", at(5, 12));
    assertThat(states(spark))
        .containsExactly(
            "lineage training training/a matched_loosely late clock 8",
            "lineage training training/b matched_loosely other 8",
            "lineage training training/b unlogged 8");
  }

  @Test
  void aDecisionThatLeavesNoTraceIsUnmatchedWhereItsKindShows(SparkSession spark) {
    begun();
    executed("d0", "training/z", "v1", at(4, 8));
    output("training/z", "v1", at(4, 9));
    executed("d1", "training/a", "v1", at(6, 8));
    executed("d2", "ticket/1", "", at(6, 8));
    assertThat(states(spark))
        .containsExactly(
            "lineage training training/a unmatched d1 10",
            "lineage training training/z matched d0 4");
  }

  @Test
  void withoutALogOfDecisionsNothingIsSaidToLackOne(SparkSession spark) {
    output("training/b", "v1", at(5, 9));
    commit("c1", at(6, 9), "data/loader.py");
    executed("first", "other/x", "v1", at(10, 8));
    output("training/y", "v1", at(11, 9));
    assertThat(states(spark)).isEmpty();
  }

  @Test
  void runsWithoutALogAreUnlogged(SparkSession spark) {
    run("e1", at(5, 9));
    run("e2", at(5, 10));
    run("e2", at(5, 11));
    logs.row("night", night(5), "eval_id", "e1", "log_version", "x", "superseded", false);
    assertThat(states(spark))
        .containsExactly(
            "evaluation evals/math e1 matched 5", "evaluation evals/math e2 unlogged 8");
  }

  @Test
  void whatMeetsNothingYetWaitsNightByNightUntilItIsSettled(SparkSession spark) {
    begun();
    executed("d1", "training/late", "v1", at(5, 8), night(7));
    output("training/late", "v1", at(5, 9));
    output("training/never", "v1", at(5, 9));
    run("e1", at(5, 10));
    logs.row("night", night(6), "eval_id", "e1", "log_version", "x", "superseded", false);
    assertThat(all(spark))
        .containsExactly(
            "evaluation evals/math e1 awaited 5",
            "evaluation evals/math e1 matched 6",
            "lineage training training/late awaited 5",
            "lineage training training/late awaited 6",
            "lineage training training/late matched d1 7",
            "lineage training training/never awaited 5",
            "lineage training training/never awaited 6",
            "lineage training training/never awaited 7",
            "lineage training training/never unlogged 8");
  }

  @Test
  void inSeveralPassesIsTheSameAsInOne(SparkSession spark) {
    begun();
    for (int day = 2; day < 10; day++) {
      executed("d" + day, "training/" + day, "v", at(day, 8), night(day + day % 4));
      output("training/" + day, "v", at(day, 9));
      output("training/free-" + day, "v", at(day, 9));
      run("e" + day, at(day, 3));
      if (day % 3 > 0) {
        logs.row(
            "night", night(day), "eval_id", "e" + day, "log_version", "x", "superseded", false);
      }
    }
    List<String> nightly = new ArrayList<>();
    for (int day = 1; day <= LAST; day += 4) {
      nightly.addAll(all(spark, new Period(night(day), night(day + 3))));
    }
    List<String> whole = all(spark);
    assertThat(whole).hasSizeGreaterThan(15);
    assertThat(new TreeSet<>(nightly)).isEqualTo(new TreeSet<>(whole));
    assertThat(nightly).hasSameSizeAs(whole);
  }

  @Test
  void aNightSaysTheSameWhateverComesLater(SparkSession spark) {
    begun();
    for (int day = 3; day < 6; day++) {
      executed("d" + day, "training/" + day, "", at(day, 8), night(day + day % 4));
      proposed("d" + day, "training/" + day, "v", at(day, 7), night(day + day % 3));
      output("training/" + day, day % 2 == 0 ? "v" : "w", at(day, 9));
    }
    List<String> whole = all(spark);
    List<String> nightly = new ArrayList<>();
    for (int day = 3; day <= 9; day++) {
      try (Kept kept = new Kept()) {
        String until = "night <= date'" + night(day) + "'";
        nightly.addAll(
            rows(
                Reconciler.of(
                    new Reconciler.Sides(
                        lineage.in(spark).where(until),
                        commits.in(spark).where(until),
                        logs.in(spark).where(until),
                        events.in(spark).where(until),
                        mapped.in(spark).where(until)),
                    new Period(night(day), night(day)),
                    kept)));
      }
    }
    assertThat(nightly).anyMatch(row -> row.contains("awaited"));
    assertThat(nightly).containsExactlyInAnyOrderElementsOf(whole);
  }
}
