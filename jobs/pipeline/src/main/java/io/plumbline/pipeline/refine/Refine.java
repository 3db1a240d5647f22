package io.plumbline.pipeline.refine;

<<<<<<< HEAD
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
=======
import io.plumbline.datasets.bronze.Cloudevents;
>>>>>>> refine
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.ComputeLedger;
import io.plumbline.datasets.silver.Decisions;
<<<<<<< HEAD
import io.plumbline.datasets.silver.EvaluationCriteria;
import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.datasets.silver.LineageClosure;
import io.plumbline.datasets.silver.LineageEdges;
import io.plumbline.datasets.silver.Models;
import io.plumbline.datasets.silver.Performance;
=======
import io.plumbline.datasets.silver.GenerationCycles;
>>>>>>> refine
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.datasets.silver.Traces;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
<<<<<<< HEAD
import java.util.ArrayList;
import java.util.List;
=======
import java.util.List;
import java.util.Optional;
>>>>>>> refine
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
<<<<<<< HEAD
 * Bronze to silver: all rows that count on some nights, in one pass over them.
 *
 * <p>Rows are a function of the bronze rows counted up to their night: refining night by night, all
 * at once or again gives the same rows. Models and lineage come first, for everything that names a
 * model is resolved through them.
 */
public final class Refine {

  private static final String DECISION = "io.plumbline.decision.v1";
  private static final String SELECTION = "io.plumbline.selection.v1";
  private static final String TRACE = "io.plumbline.trace.v1";
  private static final String BEHAVIOUR = "io.plumbline.behaviour.v1";
  private static final String CYCLE = "io.plumbline.cycle.v1";

  private final Tables tables;
  private final Configuration configuration;
  private final Period period;
  private final Dataset<Row> lines;
  private final Dataset<Row> repetitions;

  private Refine(Tables tables, Configuration configuration, Period period) {
    this.tables = tables;
    this.configuration = configuration;
    this.period = period;
    this.lines = upToNow(Cloudevents.SPEC);
    // Of all nights: which copy of an event counts must not depend on the night that is refined.
    this.repetitions = RepeatedEvents.of(lines, new Period(LocalDate.EPOCH, period.to()));
  }

  /** Computes and writes every silver row that counts on these nights, both included. */
  public static void run(Tables tables, Configuration configuration, LocalDate from, LocalDate to) {
    new Refine(tables, configuration, new Period(from, to)).run();
  }

  private void run() {
    Dataset<Row> names = lineage();
    events(names);
    evaluations(names);
    record();
  }

  /** Models, edges and closure; returns what is known of every model name. */
  private Dataset<Row> lineage() {
    Dataset<Row> runs = OpenLineage.events(upToNow(Openlineage.SPEC));
    Dataset<Row> steps = GenerationCyclesRefiner.steps(usable(CYCLE));
    write(
        Models.SPEC,
        ModelsRefiner.refine(
            ModelsRefiner.configured(tables.spark(), configuration.models(), period),
            ModelsRefiner.inLineage(OpenLineage.datasets(runs))
                .where(period.contains())
                .unionByName(ModelsRefiner.inCycles(steps), true)
                .unionByName(mapped(Models.SPEC), true),
            earlier(Models.SPEC),
            period));
    Dataset<Row> models = tables.read(Models.SPEC).where(col("night").leq(period.to()));
    List<LineageReplay.Said> said = LineageClosureRefiner.said(models);
    Dataset<Row> before = earlier(LineageEdges.SPEC);
    Dataset<Row> aliases =
        LineageClosureRefiner.refine(tables.spark(), said, before.limit(0), period).names();
    Dataset<Row> edges =
        LineageEdgesRefiner.refine(
            LineageEdgesRefiner.ofRuns(runs)
                .unionByName(LineageEdgesRefiner.ofModels(models), true)
                .unionByName(
                    LineageEdgesRefiner.ofTraces(TracesRefiner.traces(usable(TRACE))), true)
                .unionByName(mapped(LineageEdges.SPEC), true),
            aliases,
            period);
    LineageClosureRefiner.Lineage lineage =
        LineageClosureRefiner.refine(tables.spark(), said, before.unionByName(edges), period);
    write(LineageEdges.SPEC, edges.unionByName(lineage.inferred()));
    write(LineageClosure.SPEC, lineage.closure());
    return lineage.names();
  }

  private void events(Dataset<Row> names) {
    write(
        Candidates.SPEC,
        CandidatesRefiner.refine(
            CandidatesRefiner.offers(usable(SELECTION)).unionByName(mapped(Candidates.SPEC), true),
            earlier(Candidates.SPEC),
            earlier(Candidates.SPEC),
            names));
    write(
        Behaviours.SPEC,
        BehavioursRefiner.refine(
            BehavioursRefiner.samples(usable(BEHAVIOUR)).unionByName(mapped(Behaviours.SPEC), true),
            earlier(Behaviours.SPEC),
            earlier(Behaviours.SPEC)));
    write(
        Traces.SPEC,
        TracesRefiner.refine(
            TracesRefiner.traces(usable(TRACE)).unionByName(mapped(Traces.SPEC), true),
            earlier(Traces.SPEC)));
    Dataset<Row> steps = GenerationCyclesRefiner.steps(usable(CYCLE));
    write(
        GenerationCycles.SPEC,
        GenerationCyclesRefiner.refine(
            steps.unionByName(mapped(GenerationCycles.SPEC), true),
            earlier(GenerationCycles.SPEC)));
    write(
        Claims.SPEC,
        ClaimsRefiner.refine(ClaimsRefiner.claims(steps).unionByName(mapped(Claims.SPEC), true)));
    write(
        ComputeLedger.SPEC,
        ComputeLedgerRefiner.refine(mapped(ComputeLedger.SPEC), earlier(ComputeLedger.SPEC)));
    decisions(names);
  }

  private void decisions(Dataset<Row> names) {
    Dataset<Row> all =
        DecisionsRefiner.events(RepeatedEvents.without(lines, repetitions, DECISION));
    // Only decisions with an event in the period can have a new version in it.
    Dataset<Row> touched = all.where(period.contains()).select("decision_id").distinct();
    Dataset<Row> versions =
        DecisionsRefiner.refine(
                all.join(touched, new String[] {"decision_id"}, "left_semi"),
                names,
                configuration.boundary())
            .where(period.contains());
    Dataset<Row> commits =
        Authority.measured(CommitDecisions.of(inPeriod(Git.SPEC)), configuration.boundary());
    write(
        Decisions.SPEC,
        versions.unionByName(Payload.as(Decisions.SPEC, padded(Decisions.SPEC, commits))));
  }

  /** Rows with every column of a table; what they do not say, as of commits, is null. */
  private static Dataset<Row> padded(TableSpec table, Dataset<Row> rows) {
    List<String> said = List.of(rows.columns());
    Dataset<Row> padded = rows;
    for (ColumnSpec column : table.columns()) {
      if (!said.contains(column.name())) {
        padded = padded.withColumn(column.name(), lit(null).cast(column.sqlType()));
      }
    }
    return padded;
  }

  private void evaluations(Dataset<Row> names) {
    Dataset<Row> members = inPeriod(Inspect.SPEC);
    Dataset<Row> samples = InspectLogs.samples(members);
    Dataset<Row> scores = InspectLogs.scores(samples);
    Dataset<Row> states = EvaluationRunsRefiner.states(InspectLogs.logs(members), names);
    Dataset<Row> versions =
        EvaluationRunsRefiner.versions(
            EvaluationRunsRefiner.scored(states, scores)
                .unionByName(
                    EvaluationRunsRefiner.withGeneration(mapped(EvaluationRuns.SPEC), names), true),
            earlier(EvaluationRuns.SPEC));
    write(EvaluationRuns.SPEC, EvaluationRunsRefiner.refine(versions));
    write(
        EvaluationResults.SPEC,
        EvaluationResultsRefiner.refine(
            EvaluationResultsRefiner.observations(scores, states)
                .unionByName(
                    EvaluationRunsRefiner.withGeneration(mapped(EvaluationResults.SPEC), names),
                    true),
            earlier(EvaluationResults.SPEC)));
    write(
        EvaluationCriteria.SPEC,
        EvaluationCriteriaRefiner.refine(versions, earlier(EvaluationCriteria.SPEC)));
    write(
        Performance.SPEC,
        PerformanceRefiner.refine(
            PerformanceRefiner.measured(versions, samples)
                .unionByName(mapped(Performance.SPEC), true),
            earlier(Performance.SPEC)));
  }

  private void record() {
    List<TableSpec> bronze =
        List.of(Cloudevents.SPEC, Git.SPEC, Inspect.SPEC, Openlineage.SPEC, Mapped.SPEC);
    write(Quarantine.SPEC, QuarantineRefiner.refine(bronze.stream().map(this::inPeriod).toList()));
    List<Dataset<Row>> heard = new ArrayList<>();
    for (TableSpec table : List.of(Cloudevents.SPEC, Openlineage.SPEC)) {
      heard.add(
          since(table, MissingNights.lookBack())
              .selectExpr("night", "source", "file", "begin + ordinal as position"));
    }
    write(
        RecordBreaks.SPEC,
        RecordBreaksRefiner.refine(
            List.of(
                RecordBreaksRefiner.pasts(inPeriod(Files.SPEC)),
                RecordBreaksRefiner.repeated(repetitions.where(period.contains())),
                SequenceGaps.of(since(Cloudevents.SPEC, SequenceGaps.lookBack()), period),
                MissingNights.of(heard.stream().reduce(Dataset::union).orElseThrow(), period))));
  }

  /** Usable events of a type that count in the period. */
  private Dataset<Row> usable(String type) {
    return RepeatedEvents.without(lines.where(period.contains()), repetitions, type);
  }

  private Dataset<Row> mapped(TableSpec table) {
    return MappedRows.of(inPeriod(Mapped.SPEC), table);
  }

  private Dataset<Row> upToNow(TableSpec table) {
    return tables.read(table).where(col("night").leq(period.to()));
  }

  private Dataset<Row> since(TableSpec table, int nightsBefore) {
    return tables.read(table, period.from().minusDays(nightsBefore), period.to());
  }

  private Dataset<Row> inPeriod(TableSpec table) {
    return tables.read(table, period.from(), period.to());
  }

  private Dataset<Row> earlier(TableSpec table) {
    return tables.read(table).where(period.follows());
  }

  private void write(TableSpec table, Dataset<Row> rows) {
    tables.replaceNights(table, rows, period.from(), period.to());
=======
 * Bronze to silver: every silver row that counts on some nights, in one pass.
 *
 * <p>A row is a function of the bronze rows that count up to its night, so running again, and night
 * by night instead of in one pass, gives the same rows. What is read is the bronze rows of the
 * nights, bounded look-backs into earlier ones, and of the silver tables what shares a key with a
 * new row.
 */
public final class Refine {

  private static final int WRITERS = 3;

  private Refine() {}

  /**
   * Replaces the silver rows that count on these nights, both included.
   *
   * @throws IllegalArgumentException when {@code to} is before {@code from}
   */
  public static void run(Tables tables, Configuration configuration, LocalDate from, LocalDate to) {
    Period period = new Period(from, to);
    try (Kept kept = new Kept();
        Writers writers = new Writers(tables, period, WRITERS)) {
      write(tables, configuration, period, kept, writers);
      writers.await();
    }
  }

  /** All tables; what others wait for comes first. */
  private static void write(
      Tables tables, Configuration configuration, Period period, Kept kept, Writers writers) {
    Bronze bronze = Bronze.of(tables, period);
    Earlier earlier = new Earlier(tables, period);
    Dataset<Row> repetitions = kept.keep(bronze.repetitions());
    EventRows events = new EventRows(bronze, earlier, period, kept, repetitions);
    Optional<Dataset<Row>> traces = events.traceEvents();
    Optional<Dataset<Row>> steps = events.cycleEvents();
    writers.replace(RecordBreaks.SPEC, () -> Optional.of(breaks(bronze, repetitions, period)));
    writers.replace(Behaviours.SPEC, events::behaviours);
    Dataset<Row> names =
        new LineageRows(tables.spark(), bronze, earlier, period, kept)
            .write(configuration.models(), traces, steps, writers);
    writers.replace(Candidates.SPEC, () -> events.candidates(names));
    writers.replace(Decisions.SPEC, () -> events.decisions(names, configuration.boundary()));
    new EvaluationRows(bronze, earlier, kept).write(names, writers);
    writers.replace(Traces.SPEC, () -> events.traces(traces));
    writers.replace(GenerationCycles.SPEC, () -> events.cycles(steps));
    writers.replace(Claims.SPEC, () -> events.claims(steps));
    writers.replace(
        ComputeLedger.SPEC,
        () ->
            bronze
                .mapped(ComputeLedger.SPEC)
                .map(rows -> ComputeLedgerRefiner.refine(rows, earlier.rows(ComputeLedger.SPEC))));
    writers.replace(
        Quarantine.SPEC,
        () ->
            Optional.of(
                QuarantineRefiner.refine(Bronze.RECORDS.stream().map(bronze::rows).toList())));
  }

  private static Dataset<Row> breaks(Bronze bronze, Dataset<Row> repetitions, Period period) {
    return RecordBreaksRefiner.refine(
        List.of(
            RecordBreaksRefiner.pasts(bronze.reads()),
            RecordBreaksRefiner.repeated(repetitions),
            SequenceGaps.of(bronze.since(Cloudevents.SPEC, SequenceGaps.lookBack()), period),
            MissingNights.of(bronze.places(MissingNights.lookBack()), period)));
>>>>>>> refine
  }
}
