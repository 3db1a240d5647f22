package io.plumbline.pipeline.tally;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.make_valid_utf8;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.gold.Tallies;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The SQL way of counting: every row becomes one row per measurement, labels side by side in shared
 * columns, and one aggregation counts them all. Texts are made after counting.
 */
final class SqlTally {

  /** Position of the measurement in the list. */
  private static final String WHICH = "which";

  /** The entries counted one by one; a single empty one where rows are counted. */
  private static final String ENTRIES = "entries";

  private final Dataset<Row> table;
  private final List<Measurement> measurements;
  private final int labels;
  private final int sums;
  private final boolean hasEntries;

  private SqlTally(Dataset<Row> table, List<Measurement> measurements) {
    this.table = table;
    this.measurements = measurements;
    this.labels = measurements.stream().mapToInt(m -> rowLabels(m).size()).max().orElse(0);
    this.sums = measurements.stream().mapToInt(m -> m.sums().size()).max().orElse(0);
    this.hasEntries = measurements.stream().anyMatch(m -> m.each().isPresent());
  }

  static Dataset<Row> rows(
      Dataset<Row> snapshot, List<Measurement> measurements, LocalDate from, LocalDate to) {
    return measurements.isEmpty()
        ? snapshot.sparkSession().createDataFrame(List.of(), schema())
        : new SqlTally(snapshot.where(nights(from, to)), measurements).rows();
  }

  /** The columns of {@code gold.tallies}. */
  static StructType schema() {
    StructType schema = new StructType();
    for (ColumnSpec column : Tallies.SPEC.columns()) {
      schema = schema.add(column.name(), DataType.fromDDL(column.sqlType()), column.nullable());
    }
    return schema;
  }

  static Column nights(LocalDate from, LocalDate to) {
    return col("night").between(lit(from), lit(to)).and(col("record_night").isNotNull());
  }

  private Dataset<Row> rows() {
    Dataset<Row> spread =
        table
            .select(
                col("night"),
                col("record_night"),
                inline(
                    array(
                        IntStream.range(0, measurements.size())
                            .mapToObj(this::counted)
                            .toArray(Column[]::new))))
            .where(col(WHICH).isNotNull());
    List<String> by = new ArrayList<>(List.of("night", "record_night", WHICH));
    IntStream.range(0, labels).forEach(i -> by.add(label(i)));
    if (hasEntries) {
      List<Column> kept = new ArrayList<>(by.stream().map(name -> col(name)).toList());
      IntStream.range(0, sums).forEach(i -> kept.add(col(sum(i))));
      kept.add(
          org.apache
              .spark
              .sql
              .functions
              .explode(col(ENTRIES))
              .as(new String[] {LabelObject.KEY, LabelObject.VALUE}));
      spread = spread.select(columns(kept));
      by.add(LabelObject.KEY);
      by.add(LabelObject.VALUE);
    }
    Column[] totals =
        IntStream.range(0, sums)
            .mapToObj(i -> functions.sum(col(sum(i))).as(sum(i)))
            .toArray(Column[]::new);
    return spread
        .groupBy(by.stream().map(name -> col(name)).toArray(Column[]::new))
        .agg(count(lit(1)).as("n"), totals)
        .select(
            columns(
                col("night"),
                each(measurement -> lit(measurement.id())).as("measurement"),
                each(this::scope).as("scope"),
                col("record_night"),
                each(this::stratum).as("stratum"),
                each(this::cell).as("cell"),
                col("n"),
                each(this::total).as("sums")));
  }

  /** One measurement's view of a row; null where the row does not count. */
  private Column counted(int which) {
    Measurement measurement = measurements.get(which);
    List<Expr> own = rowLabels(measurement);
    List<Column> fields = new ArrayList<>();
    fields.add(lit(which).as(WHICH));
    for (int i = 0; i < labels; i++) {
      Column text = i < own.size() ? text(own.get(i)) : lit(null).cast("string");
      fields.add(text.as(label(i)));
    }
    for (int i = 0; i < sums; i++) {
      Column addend = i < measurement.sums().size() ? addend(measurement.sums().get(i)) : lit(0L);
      fields.add(addend.as(sum(i)));
    }
    if (hasEntries) {
      Column one = map(lit(""), lit("")).cast("map<string,string>");
      fields.add(
          measurement
              .each()
              .map(name -> col(name).cast("map<string,string>"))
              .orElse(one)
              .as(ENTRIES));
    }
    return when(expr(measurement.where()), struct(fields.toArray(Column[]::new)));
  }

  private static List<Expr> rowLabels(Measurement measurement) {
    return Stream.of(measurement.scope(), measurement.stratum(), measurement.cell())
        .flatMap(List::stream)
        .toList();
  }

  /** Texts that differ only in malformed bytes would print the same, so they are made the same. */
  static Column text(Expr label) {
    return make_valid_utf8(expr(label.sql()).cast("string"));
  }

  private static Column addend(Expr addend) {
    return coalesce(expr(addend.sql()).cast("bigint"), lit(0L));
  }

  static void requireIntegers(Dataset<Row> snapshot, List<Measurement> measurements) {
    StructType types =
        snapshot
            .select(
                measurements.stream()
                    .flatMap(measurement -> measurement.sums().stream())
                    .map(sum -> expr(sum.sql()))
                    .toArray(Column[]::new))
            .schema();
    int next = 0;
    for (Measurement measurement : measurements) {
      for (Expr sum : measurement.sums()) {
        requireInteger(measurement.id(), sum, types.fields()[next++].dataType());
      }
    }
  }

  static void requireInteger(String id, Expr expression, DataType type) {
    if (!List.of(
            DataTypes.BooleanType,
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType)
        .contains(type)) {
      throw new IllegalArgumentException(
          "Invalid integer '%s' of '%s': %s (must be an integer or a boolean)"
              .formatted(expression.name(), id, type.sql()));
    }
  }

  private Column scope(Measurement measurement) {
    return object(LabelObject.scope(measurement), 0);
  }

  private Column stratum(Measurement measurement) {
    return object(LabelObject.stratum(measurement), measurement.scope().size());
  }

  private Column cell(Measurement measurement) {
    return object(
        LabelObject.cell(measurement), measurement.scope().size() + measurement.stratum().size());
  }

  private static Column object(LabelObject object, int first) {
    Column[] members =
        object.sorted().stream()
            .map(
                i -> {
                  String name = object.names().get(i);
                  boolean ofEntry = object.isOfEntry(i);
                  return (ofEntry ? col(name) : col(label(first + i))).as(name);
                })
            .toArray(Column[]::new);
    return members.length == 0
        ? lit("{}")
        : to_json(struct(members), Map.of("ignoreNullFields", "true"));
  }

  private Column total(Measurement measurement) {
    return array(
            IntStream.range(0, measurement.sums().size())
                .mapToObj(i -> col(sum(i)))
                .toArray(Column[]::new))
        .cast("array<bigint>");
  }

  private Column each(Function<Measurement, Column> value) {
    Column chosen = when(col(WHICH).equalTo(0), value.apply(measurements.get(0)));
    for (int i = 1; i < measurements.size(); i++) {
      chosen = chosen.when(col(WHICH).equalTo(i), value.apply(measurements.get(i)));
    }
    return chosen;
  }

  private static String label(int i) {
    return "label" + i;
  }

  private static String sum(int i) {
    return "sum" + i;
  }

  private static Column[] columns(Column... columns) {
    return columns;
  }

  private static Column[] columns(List<Column> columns) {
    return columns.toArray(Column[]::new);
  }
}
