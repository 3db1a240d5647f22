package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.ForeignType;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What a period reads of the bronze tables: its own nights and bounded look-backs. */
final class Bronze {

  /** Tables whose rows are records. */
  static final List<TableSpec> RECORDS =
      List.of(Cloudevents.SPEC, Git.SPEC, Inspect.SPEC, Openlineage.SPEC, Mapped.SPEC);

  private static final int MOST_KINDS = 1_000;

  /** What a record weighs at least, in bytes. */
  private static final int LEAST = 256;

  private final Tables tables;
  private final Period period;
  private final Map<String, Long> present;

  /**
   * What a period reads.
   *
   * @param present what there is in the period, in bytes: by table name, with what kind of row
   *     where it matters
   */
  private Bronze(Tables tables, Period period, Map<String, Long> present) {
    this.tables = tables;
    this.period = period;
    this.present = present;
  }

  /** The same, read through other tables. */
  Bronze through(Tables others) {
    return new Bronze(others, period, present);
  }

  /** Looks once which tables have rows in the period. */
  static Bronze of(Tables tables, Period period) {
    Dataset<Row> names =
        RECORDS.stream()
            .map(
                table ->
                    tables
                        .read(table, period.from(), period.to())
                        .select(
                            functions.concat_ws(":", lit(table.name()), kind(table)).as("name"),
                            functions.expr("greatest(end - begin, " + LEAST + "L)").as("bytes")))
            .reduce(Dataset::union)
            .orElseThrow();
    Map<String, Long> present = new HashMap<>();
    // Bounded: one row a kind of record.
    for (Row kind :
        names.groupBy("name").agg(functions.sum("bytes")).limit(MOST_KINDS).collectAsList()) {
      present.put(kind.getString(0), kind.getLong(1));
    }
    return new Bronze(tables, period, present);
  }

  /** Bytes of the period's records of some kinds: events, tables, rows mapped to silver tables. */
  long bytes(List<EventType> types, List<TableSpec> of) {
    Set<String> kinds = new HashSet<>();
    types.forEach(type -> kinds.add(Cloudevents.SPEC.name() + ":" + type.type()));
    for (TableSpec table : of) {
      kinds.add(table.name());
      kinds.add(Mapped.SPEC.name() + ":" + table.name());
      kinds.add(Mapped.SPEC.name() + ":" + table.qualifiedName());
    }
    return kinds.stream().mapToLong(kind -> present.getOrDefault(kind, 0L)).sum();
  }

  /** Bytes of the period's records of other systems. */
  long bytes(Collection<ForeignType> types) {
    return types.stream()
        .mapToLong(type -> present.getOrDefault(Cloudevents.SPEC.name() + ":" + type.type(), 0L))
        .sum();
  }

  /** Bytes of all records of the period. */
  long bytes() {
    return present.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Column kind(TableSpec table) {
    return table.equals(Mapped.SPEC)
        ? col("into_table")
        : table.equals(Cloudevents.SPEC) ? col("type") : lit(null).cast("string");
  }

  /** Whether there are events of a type in the period. */
  boolean has(EventType type) {
    return present.containsKey(Cloudevents.SPEC.name() + ":" + type.type());
  }

  /** Whether there are records of other systems, of one of these types, in the period. */
  boolean has(Collection<ForeignType> types) {
    return types.stream()
        .anyMatch(type -> present.containsKey(Cloudevents.SPEC.name() + ":" + type.type()));
  }

  /** Whether a bronze table has rows in the period. */
  boolean has(TableSpec table) {
    return present.keySet().stream()
        .anyMatch(name -> name.equals(table.name()) || name.startsWith(table.name() + ":"));
  }

  /** Rows of the period. */
  Dataset<Row> rows(TableSpec table) {
    return tables.read(table, period.from(), period.to());
  }

  /** Rows of the period mapped to a silver table; empty when there is none. */
  Optional<Dataset<Row>> mapped(TableSpec table) {
    String prefix = Mapped.SPEC.name() + ":";
    return present.containsKey(prefix + table.name())
            || present.containsKey(prefix + table.qualifiedName())
        ? Optional.of(MappedRows.of(rows(Mapped.SPEC), table))
        : Optional.empty();
  }

  Dataset<Row> reads() {
    return rows(Files.SPEC);
  }

  /** Rows of the period and of some nights before it. */
  Dataset<Row> since(TableSpec table, int nights) {
    return tables.read(table, period.from().minusDays(nights), period.to());
  }

  /** Where every record of the period, and of some nights before it, stands. */
  Dataset<Row> places(int nights) {
    return RECORDS.stream()
        .filter(this::has)
        .map(
            table ->
                since(table, nights)
                    .select(
                        col("night"),
                        col("source"),
                        col("file"),
                        col("begin").plus(col("ordinal")).as("position")))
        .reduce(Dataset::union)
        .orElseGet(
            () ->
                tables
                    .spark()
                    .sql(
                        "select date'1970-01-01' as night, '' as source, '' as file,"
                            + " 0L as position where false"));
  }

  /** Repeated events of the period: see {@link RepeatedEvents}. */
  Dataset<Row> repetitions() {
    LocalDate first = period.from().minusDays(RepeatedEvents.NIGHTS);
    List<LocalDate> before =
        LookBack.nights(
            rows(Cloudevents.SPEC).where(col("record_night").lt(lit(first))), "record_night");
    Dataset<Row> lines = since(Cloudevents.SPEC, RepeatedEvents.NIGHTS);
    if (!before.isEmpty()) {
      lines = lines.union(tables.read(Cloudevents.SPEC).where(col("night").isin(before.toArray())));
    }
    return RepeatedEvents.of(lines, period);
  }

  /** Usable events of a type of the period. */
  Dataset<Row> events(EventType type, Dataset<Row> repetitions) {
    return RepeatedEvents.without(rows(Cloudevents.SPEC), repetitions, List.of(type.type()));
  }

  /** Usable records of other systems, of these types, of the period. */
  Dataset<Row> foreign(Collection<ForeignType> types, Dataset<Row> repetitions) {
    return RepeatedEvents.without(
        rows(Cloudevents.SPEC), repetitions, types.stream().map(ForeignType::type).toList());
  }

  /**
   * Evaluations of other harnesses of the period, and the earlier ones of nights of which something
   * comes late: a run's parts have one clock.
   */
  Dataset<Row> evaluations(Dataset<Row> repetitions) {
    Dataset<Row> tonight = foreign(ForeignEvaluations.TYPES, repetitions);
    List<LocalDate> nights = LookBack.nights(tonight.where("late"), "record_night");
    if (nights.isEmpty()) {
      return tonight;
    }
    List<LocalDate> before =
        LookBack.nights(
            tables
                .read(Cloudevents.SPEC)
                .where(period.follows())
                .where(col("record_night").isin(nights.toArray())),
            "night");
    return before.isEmpty()
        ? tonight
        : tonight.unionByName(
            events(ForeignEvaluations.TYPES.stream().map(ForeignType::type).toList(), before)
                .where(col("record_night").isin(nights.toArray()))
                .drop("position"));
  }

  /** Usable events and records of these types of earlier nights. */
  Dataset<Row> events(Collection<String> types, List<LocalDate> nights) {
    Dataset<Row> repeated =
        tables
            .read(RecordBreaks.SPEC)
            .where(col("night").isin(nights.toArray()))
            .where("kind in ('duplicate', 'id_conflict')")
            .select("source", "file", "position");
    // Each line meets at most one break of these kinds.
    return tables
        .read(Cloudevents.SPEC)
        .where(col("night").isin(nights.toArray()))
        .where(col("type").isin(types.toArray()))
        .where("reason is null and data is not null")
        .withColumn("position", col("begin").plus(col("ordinal")))
        .join(repeated, new String[] {"source", "file", "position"}, "left_anti");
  }

  /** OpenLineage events of the period, and the earlier ones of runs that began before it. */
  Dataset<Row> lineage() {
    Dataset<Row> tonight = rows(Openlineage.SPEC);
    if (tables.read(Openlineage.SPEC).where(period.follows()).select("night").isEmpty()) {
      return tonight;
    }
    // A start in time has nothing before it; one that is late may.
    Dataset<Row> began =
        tonight.where("event_type = 'START' and run_id is not null and not late").select("run_id");
    Dataset<Row> resumed =
        tonight
            .where("run_id is not null")
            .select("run_id")
            .distinct()
            .join(began, new String[] {"run_id"}, "left_anti");
    return LookBack.within(resumed, "run_id")
        .map(
            range ->
                tonight.union(
                    tables
                        .read(Openlineage.SPEC)
                        .where(period.follows())
                        .where(range)
                        .join(resumed, new String[] {"run_id"}, "left_semi")
                        .select(
                            Arrays.stream(tonight.columns())
                                .map(functions::col)
                                .toArray(Column[]::new))))
        .orElse(tonight);
  }
}
