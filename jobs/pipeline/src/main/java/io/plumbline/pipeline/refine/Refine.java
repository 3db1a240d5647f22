package io.plumbline.pipeline.refine;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.ComputeLedger;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.datasets.silver.Traces;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
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
  }
}
