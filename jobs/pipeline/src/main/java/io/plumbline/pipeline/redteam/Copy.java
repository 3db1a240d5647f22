package io.plumbline.pipeline.redteam;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Counting;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A lake beside the lake, of shallow clones: a clone's log names the original's files and nothing
 * that is written to it touches them. Removed when closed.
 */
final class Copy implements AutoCloseable {

  static final String FOLDER = "_redteam";

  /** Version of a clone: the first one makes the table, the next one clones. */
  private static final int CLONED = 1;

  private static final String UDF = "plumbline_injection";

  /** Columns that patterns may set, by table, with their types. */
  private static final Map<TableSpec, Map<String, String>> SETTABLE =
      Map.of(
          Candidates.SPEC,
          Map.of("selected", "boolean"),
          Behaviours.SPEC,
          Map.of("score_micro", "bigint", "shown", "boolean"));

  private final Tables original;
  private final Tables copy;
  private final LocalDate from;
  private final LocalDate to;

  private Copy(Tables original, Tables copy, LocalDate from, LocalDate to) {
    this.original = original;
    this.copy = copy;
    this.from = from;
    this.to = to;
  }

  /** A copy of nothing yet; replaces what a killed run left. */
  static Copy of(Tables original, LocalDate from, LocalDate to) {
    Tables copy = new Tables(original.spark(), original.lake() + "/" + FOLDER);
    Copy made = new Copy(original, copy, from, to);
    made.close();
    copy.create();
    return made;
  }

  /** Clones a table, once. */
  private Dataset<Row> cloned(TableSpec table) {
    if (copy.isNew(table)) {
      // Paths come from the configuration; a backquote in one is doubled, as SQL wants it.
      copy.spark()
          .sql(
              "CREATE OR REPLACE TABLE delta.`"
                  + quoted(copy.path(table))
                  + "` SHALLOW CLONE delta.`"
                  + quoted(original.path(table))
                  + "`");
    }
    return copy.spark()
        .read()
        .format("delta")
        .option("versionAsOf", CLONED)
        .load(copy.path(table))
        .where(col("night").between(lit(from), lit(to)));
  }

  private static String quoted(String path) {
    return path.replace("`", "``");
  }

  /** Puts patterns into a cloned table, instead of what was put into it before. */
  void inject(TableSpec table, List<Injection.Dose> doses, long seed) {
    copy.spark()
        .udf()
        .register(
            UDF,
            functions
                .udf(
                    new Injection(doses, seed),
                    DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
                // Called once a row, not once for every column it may set.
                .asNondeterministic());
    Dataset<Row> rows = cloned(table);
    Column[] seen =
        Stream.concat(
                Stream.of(rows.columns()).map(functions::col),
                Stream.of(
                    expr(table.key().stream()
                            .filter(name -> !name.equals("version"))
                            .map(name -> "coalesce(cast(" + name + " as string), '')")
                            .reduce((a, b) -> a + ", '|', " + b)
                            .map(parts -> "concat(" + parts + ")")
                            .orElseThrow())
                        .as(Injection.KEY)))
            .toArray(Column[]::new);
    Dataset<Row> changed = rows.withColumn("change", call_udf(UDF, struct(seen)));
    for (Map.Entry<String, String> column : SETTABLE.get(table).entrySet()) {
      changed =
          changed.withColumn(
              column.getKey(),
              expr(
                  "coalesce(cast(change['"
                      + column.getKey()
                      + "'] as "
                      + column.getValue()
                      + "), "
                      + column.getKey()
                      + ")"));
    }
    write(table, changed.where("change['" + Injection.REMOVED + "'] is null").drop("change"));
  }

  /** Writes rows into a cloned table, instead of those it has. */
  void write(TableSpec table, Dataset<Row> rows) {
    copy.replaceNights(
        table,
        rows.select(table.columnNames().stream().map(name -> col(name)).toArray(Column[]::new)),
        from,
        to);
  }

  /** The rows of a cloned table as they were when it was cloned. */
  Dataset<Row> read(TableSpec table) {
    return cloned(table);
  }

  /** Counts cloned tables as a night would, by night and measurement. */
  Map<LocalDate, Map<String, List<Tally>>> counted(List<Measurement> measurements) {
    Counting counting = new Counting(copy);
    counting.count(measurements, from, to);
    return counting.read(from, to);
  }

  /** Removes the copy; the original's files are not in it. */
  @Override
  public void close() {
    Path folder = new Path(copy.lake());
    try {
      folder.getFileSystem(copy.spark().sessionState().newHadoopConf()).delete(folder, true);
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot remove the copy "
              + folder
              + ": "
              + e.getMessage()
              + ". Remove the folder by hand; nothing of the lake is in it",
          e);
    }
  }
}
