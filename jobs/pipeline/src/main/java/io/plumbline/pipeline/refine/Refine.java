package io.plumbline.pipeline.refine;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.ForeignType;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.ComputeLedger;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.datasets.silver.LineageEdges;
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.Reconciliations;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.datasets.silver.Traces;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
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
   * @return tables in which these nights are large
   * @throws IllegalArgumentException when {@code to} is before {@code from}
   */
  public static Set<TableSpec> run(
      Tables tables, Configuration configuration, LocalDate from, LocalDate to) {
    Period period = new Period(from, to);
    try (Kept kept = new Kept();
        Writers writers = new Writers(tables, period, WRITERS)) {
      Bronze bronze = Bronze.of(tables, period);
      Set<TableSpec> large = large(tables, bronze);
      write(tables, bronze, large, configuration, period, kept, writers);
      writers.await();
      return large;
    }
  }

  private static Set<TableSpec> large(Tables tables, Bronze bronze) {
    Map<TableSpec, Long> bytes = new LinkedHashMap<>();
    long foreign = bronze.bytes(EnumSet.allOf(ForeignType.class));
    bytes.put(Cloudevents.SPEC, foreign + bronze.bytes(List.of(EventType.values()), List.of()));
    for (TableSpec table : Bronze.RECORDS) {
      bytes.merge(table, bronze.bytes(List.of(), List.of(table)), Long::sum);
    }
    bytes.put(
        Behaviours.SPEC, bronze.bytes(List.of(EventType.BEHAVIOUR), List.of(Behaviours.SPEC)));
    bytes.put(
        Candidates.SPEC, bronze.bytes(List.of(EventType.SELECTION), List.of(Candidates.SPEC)));
    bytes.put(
        Decisions.SPEC,
        bronze.bytes(DecisionSteps.TYPES)
            + bronze.bytes(List.of(EventType.DECISION), List.of(Git.SPEC, Decisions.SPEC)));
    bytes.put(Traces.SPEC, bronze.bytes(List.of(EventType.TRACE), List.of(Traces.SPEC)));
    bytes.put(
        EvaluationResults.SPEC,
        bronze.bytes(ForeignEvaluations.TYPES)
            + bronze.bytes(
                List.of(), List.of(Inspect.SPEC, EvaluationRuns.SPEC, EvaluationResults.SPEC)));
    bytes.put(LineageEdges.SPEC, bronze.bytes(List.of(), List.of(Openlineage.SPEC)));
    bytes.put(RecordBreaks.SPEC, bronze.bytes());
    return bytes.keySet().stream()
        .filter(table -> tables.forBytes(bytes.get(table)) == tables)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** All tables; what others wait for comes first. */
  private static void write(
      Tables tables,
      Bronze bronze,
      Set<TableSpec> large,
      Configuration configuration,
      Period period,
      Kept kept,
      Writers writers) {
    Tables interpreting = tables.forSmall();
    Bronze light = bronze.through(interpreting);
    Earlier earlier = new Earlier(interpreting, period);
    Bronze lines = large.contains(RecordBreaks.SPEC) ? bronze : light;
    Dataset<Row> repetitions = kept.keep(lines.repetitions());
    EventRows small = new EventRows(light, earlier, period, kept, repetitions);
    EventRows big = new EventRows(bronze, new Earlier(tables, period), period, kept, repetitions);
    Function<TableSpec, EventRows> events = table -> large.contains(table) ? big : small;
    Optional<Dataset<Row>> traces = events.apply(Traces.SPEC).traceEvents();
    Optional<Dataset<Row>> steps = small.cycleEvents();
    boolean manyResults = large.contains(EvaluationResults.SPEC);
    Bronze logs = manyResults ? bronze : light;
    Optional<ForeignEvaluations> evaluations =
        logs.has(ForeignEvaluations.TYPES)
            ? Optional.of(ForeignEvaluations.of(logs.evaluations(repetitions), period, kept))
            : Optional.empty();
    writers.replace(
        RecordBreaks.SPEC, () -> Optional.of(breaks(lines, repetitions, evaluations, period)));
    writers.replace(Behaviours.SPEC, () -> events.apply(Behaviours.SPEC).behaviours());
    boolean wideLineage = large.contains(LineageEdges.SPEC);
    Dataset<Row> names =
        new LineageRows(
                wideLineage ? tables.spark() : interpreting.spark(),
                wideLineage ? bronze : light,
                wideLineage ? new Earlier(tables, period) : earlier,
                period,
                kept)
            .write(configuration.models(), traces, steps, writers);
    writers.replace(Candidates.SPEC, () -> events.apply(Candidates.SPEC).candidates(names));
    writers.replace(
        Decisions.SPEC,
        () -> events.apply(Decisions.SPEC).decisions(names, configuration.boundary()));
    new EvaluationRows(logs, manyResults ? new Earlier(tables, period) : earlier, kept, evaluations)
        .write(names, writers);
    writers.replace(Traces.SPEC, () -> events.apply(Traces.SPEC).traces(traces));
    writers.replace(GenerationCycles.SPEC, () -> small.cycles(steps));
    writers.replace(Claims.SPEC, () -> small.claims(steps));
    writers.replace(
        ComputeLedger.SPEC,
        () ->
            light
                .mapped(ComputeLedger.SPEC)
                .map(rows -> ComputeLedgerRefiner.refine(rows, earlier.rows(ComputeLedger.SPEC))));
    writers.replace(Reconciliations.SPEC, () -> Reconciler.of(lines, period, kept));
    writers.replace(
        Quarantine.SPEC,
        () ->
            Optional.of(
                QuarantineRefiner.refine(Bronze.RECORDS.stream().map(lines::rows).toList())));
  }

  private static Dataset<Row> breaks(
      Bronze bronze,
      Dataset<Row> repetitions,
      Optional<ForeignEvaluations> evaluations,
      Period period) {
    List<Dataset<Row>> breaks = new ArrayList<>();
    breaks.add(RecordBreaksRefiner.pasts(bronze.reads()));
    breaks.add(RecordBreaksRefiner.repeated(repetitions));
    breaks.add(BackDated.of(bronze.rows(Cloudevents.SPEC)));
    breaks.add(SequenceGaps.of(bronze.since(Cloudevents.SPEC, SequenceGaps.lookBack()), period));
    breaks.add(MissingNights.of(bronze.places(MissingNights.lookBack()), period));
    evaluations.ifPresent(runs -> breaks.add(runs.breaks()));
    return RecordBreaksRefiner.refine(breaks);
  }
}
