package io.plumbline.pipeline.ingest;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.KeepRaw;
import io.plumbline.pipeline.tables.Tables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a {@code table} source as rows of {@code bronze.mapped}.
 *
 * <p>Spark's readers do not tell where in a file a row stands, and may split a file anywhere. A
 * row's ordinal is therefore its rank among the rows of its file by digest, which does not depend
 * on how the file was split; rows with the same digest are alike in everything.
 */
final class MappedRecords {

  private static final String CORRUPT = "__corrupt";
  private static final String URI = "__uri";
  private static final String TEXT = "__text";
  private static final String MAPPING = "__mapping";

  private final Tables tables;
  private final SourceSettings source;
  private final NightRule rule;
  private final Mapping mapping;

  MappedRecords(Tables tables, SourceSettings source, Nights nights, Mapping mapping) {
    this.tables = tables;
    this.source = source;
    this.rule = NightRule.of(source, nights);
    this.mapping = mapping;
  }

  /** The rows of these files that are not in bronze yet. */
  Dataset<Row> of(List<TablePlanner.Input> inputs) {
    Dataset<Row> rows = read(inputs);
    List<String> own =
        Arrays.stream(rows.columns())
            .filter(name -> !name.equals(CORRUPT) && !name.equals(URI))
            .toList();
    Column whole =
        own.isEmpty()
            ? lit("{}")
            : to_json(
                org.apache.spark.sql.functions.struct(
                    own.stream().map(MappedRecords::quoted).toArray(Column[]::new)));
    Dataset<Row> texts = rows.withColumn(TEXT, coalesce(col(CORRUPT), whole));
    List<Dataset<Row>> mapped = new ArrayList<>();
    for (Dataset<Row> one : mapping.apply(texts)) {
      mapped.add(
          one.select(
              col(URI),
              col(TEXT),
              lit(mapped.size()).as(MAPPING),
              col(Mapping.AT),
              col(Mapping.DATA),
              when(col(CORRUPT).isNotNull(), lit("the reader cannot parse it"))
                  .otherwise(col(Mapping.FAULT))
                  .as(Mapping.FAULT)));
    }
    return placed(unread(mapped.stream().reduce(Dataset::union).orElseThrow(), inputs));
  }

  private static Column quoted(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** The input rows, with the file each is from and its text where the reader cannot parse it. */
  private Dataset<Row> read(List<TablePlanner.Input> inputs) {
    String[] paths = inputs.stream().map(TablePlanner.Input::path).toArray(String[]::new);
    String format = source.reader().orElseThrow();
    if (format.equals("delta")) {
      return Arrays.stream(paths)
          .map(
              path ->
                  reader(format)
                      .load(path)
                      .withColumn(URI, lit(path))
                      .withColumn(CORRUPT, lit(null).cast("string")))
          .reduce(Dataset::unionByName)
          .orElseThrow();
    }
    boolean isText = format.equals("csv") || format.equals("json");
    if (!isText) {
      return reader(format)
          .load(paths)
          .withColumn(URI, col("_metadata.file_path"))
          .withColumn(CORRUPT, lit(null).cast("string"));
    }
    DataFrameReader reader = reader(format).option("columnNameOfCorruptRecord", CORRUPT);
    StructType schema = reader.load(paths).schema();
    if (!Arrays.asList(schema.fieldNames()).contains(CORRUPT)) {
      schema = schema.add(CORRUPT, DataTypes.StringType);
    }
    return reader.schema(schema).load(paths).withColumn(URI, col("_metadata.file_path"));
  }

  private DataFrameReader reader(String format) {
    Map<String, String> options = new HashMap<>();
    if (format.equals("csv")) {
      // A file with another header is an error, never a column taken for another one.
      options.put("enforceSchema", "false");
    }
    options.putAll(source.readerOptions());
    return tables.spark().read().format(format).options(options);
  }

  /** Gives each row its file, its rank and its ordinal; drops what bronze holds already. */
  private Dataset<Row> unread(Dataset<Row> rows, List<TablePlanner.Input> inputs) {
    Dataset<Row> files = files(inputs);
    Dataset<Row> ranked =
        // Each row meets the one file it is from.
        rows.join(broadcast(files), URI)
            .withColumn("sha256", sha2(col(TEXT), 256))
            .withColumn(
                "copy",
                row_number().over(Window.partitionBy("file", "sha256", MAPPING).orderBy("sha256")))
            .withColumn(
                "rank",
                row_number()
                    .over(Window.partitionBy("file", "sha256").orderBy(col("copy"), col(MAPPING))));
    Column before = lit(0);
    Column first = lit(0);
    if (inputs.stream().anyMatch(TablePlanner.Input::isKnown)) {
      Dataset<Row> mine =
          tables
              .read(Mapped.SPEC)
              .where(col("source").equalTo(source.name()))
              .join(broadcast(files.select("file")), "file");
      Dataset<Row> copies = mine.groupBy("file", "sha256").agg(count(lit(1)).as("known_copies"));
      Dataset<Row> ends = mine.groupBy("file").agg(max("ordinal").as("last_ordinal"));
      // Each row meets at most one count of its own digest and one end of its file.
      ranked =
          ranked
              .join(copies, columns("file", "sha256"), "left")
              .join(ends, columns("file"), "left");
      before = coalesce(col("known_copies"), lit(0));
      first = coalesce(col("last_ordinal").plus(1), lit(0));
    }
    return ranked
        .where(col("rank").gt(before))
        .withColumn(
            "ordinal",
            first
                .plus(
                    row_number()
                        .over(Window.partitionBy("file").orderBy(col("sha256"), col("rank"))))
                .minus(1)
                .cast("int"));
  }

  private static scala.collection.immutable.Seq<String> columns(String... names) {
    return scala.jdk.javaapi.CollectionConverters.asScala(List.of(names)).toSeq();
  }

  private Dataset<Row> files(List<TablePlanner.Input> inputs) {
    boolean isDelta = source.reader().equals(Optional.of("delta"));
    List<Row> rows = new ArrayList<>();
    for (TablePlanner.Input input : inputs) {
      String uri = isDelta ? input.path() : new Path(input.path()).toUri().toString();
      Optional<Date> day = NightRule.dayIn(input.file()).map(Date::valueOf);
      rows.add(RowFactory.create(uri, input.file(), day.orElse(null)));
    }
    StructType schema =
        new StructType()
            .add(URI, DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("day", DataTypes.DateType);
    return tables.spark().createDataFrame(rows, schema);
  }

  /** Puts every row on its night: {@link NightRule} in SQL. */
  private Dataset<Row> placed(Dataset<Row> rows) {
    Column floor = date(rule.floor().equals(LocalDate.MIN) ? LocalDate.of(1, 1, 1) : rule.floor());
    Column open = date(rule.open());
    Column arrival = rule.byFileDate() ? col("day") : lit(null).cast("date");
    Instant end = rule.through().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant last = rule.readAt().isAfter(end) ? rule.readAt() : end;
    Column limit =
        coalesce(
            expr(rule.byFileDate() ? "timestamp(date_add(day, 1))" : "cast(null as timestamp)"),
            lit(Timestamp.from(last)));
    Column at = col(Mapping.AT);
    Column ahead = at.isNotNull().and(at.gt(limit.plus(expr("interval 48 hours"))));
    Column own = at.cast("date");
    Column plausible = rule.bounded() ? lit(true) : own.geq(date(NightRule.EARLIEST));
    Column stated = rule.statesNight() ? date(rule.stated()) : lit(null).cast("date");
    Column late = greatest(floor, coalesce(arrival, floor));
    Column unclear = greatest(coalesce(col("day"), open), floor);
    Column aheadNight = greatest(coalesce(arrival, open), floor);
    Column reason =
        coalesce(
            col(Mapping.FAULT),
            when(ahead, lit(NightRule.CLOCK_AHEAD)),
            rule.statesNight()
                ? lit(null).cast("string")
                : when(at.isNull(), lit("it has no time stamp")));
    Column recordNight =
        when(ahead, aheadNight).when(at.isNotNull(), own).otherwise(coalesce(stated, unclear));
    Column night =
        when(ahead, aheadNight)
            .when(at.isNotNull(), greatest(when(plausible, own).otherwise(open), late))
            .otherwise(coalesce(greatest(stated, when(stated.isNotNull(), late)), unclear));
    return rows.withColumn("record_night", recordNight)
        .withColumn("night", night)
        .withColumn("late", col("night").gt(col("record_night")))
        .withColumn("reason", reason)
        .withColumn("source", lit(source.name()))
        .withColumn("member", lit(null).cast("string"))
        .withColumn("begin", lit(0L))
        .withColumn("end", lit(0L))
        .withColumn("record_at", at)
        .withColumn("raw", source.keepRaw() == KeepRaw.FULL ? col(TEXT) : lit(null).cast("string"))
        .withColumn("ingested_at", lit(Timestamp.from(rule.readAt())))
        .withColumn("into_table", lit(mapping.into().name()))
        .withColumn("data", col(Mapping.DATA))
        .select(Mapped.SPEC.columnNames().stream().map(name -> col(name)).toArray(Column[]::new));
  }

  private static Column date(LocalDate day) {
    return lit(Date.valueOf(day));
  }
}
