package io.plumbline.pipeline.refine;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.ForeignType;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.datasets.silver.Traces;
import io.plumbline.pipeline.configuration.Boundary;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The silver tables that are made from events, commits and mapped rows, each with what it needs
 * from earlier nights. Empty: nothing of the kind counts in the period.
 */
final class EventRows {

  private final Bronze bronze;
  private final Earlier earlier;
  private final Period period;
  private final Kept kept;
  private final Dataset<Row> repetitions;

  EventRows(Bronze bronze, Earlier earlier, Period period, Kept kept, Dataset<Row> repetitions) {
    this.bronze = bronze;
    this.earlier = earlier;
    this.period = period;
    this.kept = kept;
    this.repetitions = repetitions;
  }

  private Optional<Dataset<Row>> events(EventType type) {
    return bronze.has(type) ? Optional.of(bronze.events(type, repetitions)) : Optional.empty();
  }

  private static Optional<Dataset<Row>> united(
      Optional<Dataset<Row>> some, Optional<Dataset<Row>> more) {
    return Stream.concat(some.stream(), more.stream())
        .reduce((one, other) -> one.unionByName(other, true));
  }

  Optional<Dataset<Row>> behaviours() {
    return united(
            events(EventType.BEHAVIOUR).map(BehavioursRefiner::samples),
            bronze.mapped(Behaviours.SPEC))
        .map(
            samples -> {
              if (!earlier.isAny(Behaviours.SPEC)) {
                Dataset<Row> none = earlier.none(Behaviours.SPEC);
                return BehavioursRefiner.refine(samples, none, none);
              }
              Dataset<Row> tonight = kept.keep(samples);
              List<Optional<Column>> ranges =
                  LookBack.all(tonight, List.of("sample_id", "cluster_id"));
              return BehavioursRefiner.refine(
                  tonight,
                  earlier.sharing(Behaviours.SPEC, ranges.get(0), tonight, "sample_id"),
                  earlier.sharing(Behaviours.SPEC, ranges.get(1), tonight, "cluster_id"));
            });
  }

  Optional<Dataset<Row>> candidates(Dataset<Row> names) {
    return united(
            events(EventType.SELECTION).map(CandidatesRefiner::offers),
            bronze.mapped(Candidates.SPEC))
        .map(
            offers -> {
              if (!earlier.isAny(Candidates.SPEC)) {
                Dataset<Row> none = earlier.none(Candidates.SPEC);
                return CandidatesRefiner.refine(offers, none, none, names);
              }
              Dataset<Row> tonight = kept.keep(offers);
              List<Optional<Column>> ranges =
                  LookBack.all(tonight, List.of("pool_id", "cluster_id"));
              return CandidatesRefiner.refine(
                  tonight,
                  earlier.sharing(Candidates.SPEC, ranges.get(0), tonight, "pool_id"),
                  earlier.sharing(Candidates.SPEC, ranges.get(1), tonight, "cluster_id"),
                  names);
            });
  }

  Optional<Dataset<Row>> decisions(Dataset<Row> names, Optional<Boundary> boundary) {
    Optional<Dataset<Row>> tonight =
        united(
                events(EventType.DECISION).map(DecisionsRefiner::events),
                bronze.has(DecisionSteps.TYPES)
                    ? Optional.of(
                        DecisionSteps.of(bronze.foreign(DecisionSteps.TYPES, repetitions)))
                    : Optional.empty())
            .map(kept::keep);
    Optional<Dataset<Row>> folded =
        tonight
            .map(events -> DecisionsRefiner.refine(withHistory(events), names, boundary))
            .map(versions -> versions.where(period.contains()));
    Optional<Dataset<Row>> commits =
        bronze.has(Git.SPEC)
            ? Optional.of(Reviews.apart(CommitDecisions.of(bronze.rows(Git.SPEC))))
            : Optional.empty();
    Optional<Dataset<Row>> whole =
        united(
                commits,
                bronze.mapped(Decisions.SPEC).map(DecisionsRefiner::mapped).map(Reviews::counted))
            .map(rows -> tonight.map(events -> DecisionsRefiner.unsaid(rows, events)).orElse(rows))
            .map(rows -> DecisionsRefiner.whole(rows, earlierOf(rows), names, boundary));
    return united(folded, whole);
  }

  /** Earlier versions of the decisions that some rows are of. */
  private Dataset<Row> earlierOf(Dataset<Row> rows) {
    return earlier.isAny(Decisions.SPEC)
        ? earlier.sharing(Decisions.SPEC, LookBack.within(rows, "decision_id"), rows, "decision_id")
        : earlier.none(Decisions.SPEC);
  }

  /** Decision events of the period and all earlier ones of the same decisions. */
  private Dataset<Row> withHistory(Dataset<Row> tonight) {
    if (!earlier.isAny(Decisions.SPEC)) {
      return tonight;
    }
    // A decision has a row on each night on which events of it came: those nights are read again.
    Dataset<Row> known =
        earlier
            .sharing(
                Decisions.SPEC, LookBack.within(tonight, "decision_id"), tonight, "decision_id")
            .select("decision_id", "night");
    List<LocalDate> nights = LookBack.nights(known, "night");
    if (nights.isEmpty()) {
      return tonight;
    }
    Dataset<Row> records =
        bronze.events(
            Stream.concat(
                    Stream.of(EventType.DECISION.type()),
                    DecisionSteps.TYPES.stream().map(ForeignType::type))
                .toList(),
            nights);
    Dataset<Row> events =
        DecisionsRefiner.events(
                records.where(functions.col("type").equalTo(EventType.DECISION.type())))
            .unionByName(DecisionSteps.of(records), true);
    return tonight.union(
        events
            .join(known.select("decision_id").distinct(), new String[] {"decision_id"}, "left_semi")
            .select(Stream.of(tonight.columns()).map(functions::col).toArray(Column[]::new)));
  }

  /** Trace events, kept: lineage reads them too. */
  Optional<Dataset<Row>> traceEvents() {
    return events(EventType.TRACE).map(TracesRefiner::traces).map(kept::keep);
  }

  Optional<Dataset<Row>> traces(Optional<Dataset<Row>> events) {
    return united(events, bronze.mapped(Traces.SPEC))
        .map(
            traces -> {
              if (!earlier.isAny(Traces.SPEC)) {
                return TracesRefiner.refine(traces, earlier.none(Traces.SPEC));
              }
              return TracesRefiner.refine(
                  traces,
                  earlier.sharing(
                      Traces.SPEC, LookBack.within(traces, "trace_id"), traces, "trace_id"));
            });
  }

  /** Cycle events, kept: models and claims read them too. */
  Optional<Dataset<Row>> cycleEvents() {
    return events(EventType.CYCLE).map(GenerationCyclesRefiner::steps).map(kept::keep);
  }

  Optional<Dataset<Row>> cycles(Optional<Dataset<Row>> steps) {
    return united(steps, bronze.mapped(GenerationCycles.SPEC))
        .map(rows -> GenerationCyclesRefiner.refine(rows, earlier.rows(GenerationCycles.SPEC)));
  }

  Optional<Dataset<Row>> claims(Optional<Dataset<Row>> steps) {
    return united(steps.map(ClaimsRefiner::claims), bronze.mapped(Claims.SPEC))
        .map(ClaimsRefiner::refine);
  }
}
