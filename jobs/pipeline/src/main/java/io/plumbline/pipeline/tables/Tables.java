package io.plumbline.pipeline.tables;

import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Session;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The lake: where every table is made, read and written. */
public final class Tables {

  /** From here on compiling a plan pays. */
  private static final long LARGE = 8L << 20;

  private final SparkSession spark;
  private final String lake;
  private final Optional<Tables> small;

  public Tables(SparkSession spark, String lake) {
    this.spark = spark;
    this.lake = lake;
    this.small = Optional.of(new Tables(lake, Session.interpreting(spark)));
  }

  private Tables(String lake, SparkSession interpreting) {
    this.spark = interpreting;
    this.lake = lake;
    this.small = Optional.empty();
  }

  /** The same lake for work on little data: see {@link Session#interpreting}. */
  public Tables forSmall() {
    return small.orElse(this);
  }

  /** The lake for work on so many bytes of records. */
  public Tables forBytes(long bytes) {
    return bytes < LARGE ? forSmall() : this;
  }

  public SparkSession spark() {
    return spark;
  }

  /** Root of the lake. */
  public String lake() {
    return lake;
  }

  /** Path of a table. */
  public String path(TableSpec table) {
    return lake + "/" + table.path();
  }

  /**
   * Makes every table that does not exist yet, and refuses a lake whose tables are not the ones
   * this program knows.
   *
   * @throws PlumblineException {@link ErrorCode#LAKE} when the lake cannot be written or a table
   *     has another schema
   */
  public void create() {
    // Side by side: each is a few small files, and the file system takes its time for each.
    Schema.TABLES.parallelStream().forEach(this::create);
  }

  private void create(TableSpec table) {
    Path first = new Path(path(table), "_delta_log/00000000000000000000.json");
    try {
      if (version(table) < 0) {
        Path log = first.getParent();
        FileSystem files = first.getFileSystem(spark.sessionState().newHadoopConf());
        write(files, new Path(log, "00000000000000000000.crc"), TableLog.firstChecksum(table));
        write(files, first, TableLog.firstCommit(table));
      }
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot create table "
              + table.qualifiedName()
              + " at "
              + path(table)
              + ": "
              + e.getMessage()
              + ". Make the lake's folder writable, or set another 'lake' in the configuration",
          e);
    }
  }

  /** Renamed into place: half a commit would make the table unreadable for ever. */
  private static void write(FileSystem files, Path file, byte[] content) throws IOException {
    Path unfinished = new Path(file.getParent(), "." + file.getName() + ".unfinished");
    try (FSDataOutputStream out = files.create(unfinished, true)) {
      out.write(content);
    }
    // What a killed run left of a table without a first commit is replaced.
    files.delete(file, false);
    if (!files.rename(unfinished, file)) {
      throw new IOException("rename of " + unfinished + " refused");
    }
  }

  /** All rows of a table as of now; refuses a table whose schema is not the expected one. */
  public Dataset<Row> read(TableSpec table) {
    if (isNew(table)) {
      // Plans over a table that was never written to fold away instead of reading its log.
      return spark.createDataFrame(List.of(), TableLog.readSchema(table));
    }
    Optional<ShortLog> log = shortLog(table);
    if (log.isPresent()) {
      requireSchema(table, log.get().schema());
      return rows(table, log.get());
    }
    Dataset<Row> rows = spark.read().format("delta").load(path(table));
    requireSchema(table, rows.schema());
    return rows;
  }

  private Dataset<Row> rows(TableSpec table, ShortLog log) {
    StructType schema = TableLog.readSchema(table);
    return log.files().isEmpty()
        ? spark.createDataFrame(List.of(), schema)
        : spark.read().schema(schema).parquet(log.files().toArray(String[]::new));
  }

  private Optional<ShortLog> shortLog(TableSpec table) {
    Path folder = new Path(path(table));
    try {
      return ShortLog.of(folder, folder.getFileSystem(spark.sessionState().newHadoopConf()));
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot read the log of table "
              + table.qualifiedName()
              + " at "
              + folder
              + ": "
              + e.getMessage()
              + ". Check access to the lake",
          e);
    }
  }

  private void requireSchema(TableSpec table, StructType found) {
    String wanted = TableLog.shape(TableLog.schema(table));
    String seen = TableLog.shape(found);
    if (!seen.equals(wanted)) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot use table "
              + table.qualifiedName()
              + " at "
              + path(table)
              + ": its columns are\n"
              + seen
              + "but this version needs\n"
              + wanted
              + "Use the version that made the lake, or a new lake");
    }
  }

  /** What a table lacks of its specification: columns or properties; empty when it has all. */
  public Optional<String> missingProperties(TableSpec table) {
    requireSchema(table, spark.read().format("delta").load(path(table)).schema());
    Row detail = spark.sql("DESCRIBE DETAIL delta.`" + path(table) + "`").head();
    Map<String, String> found = detail.getJavaMap(detail.fieldIndex("properties"));
    return TableLog.properties(table).entrySet().stream()
        .filter(wanted -> !wanted.getValue().equals(found.get(wanted.getKey())))
        .map(
            wanted ->
                table.qualifiedName()
                    + " has "
                    + wanted.getKey()
                    + " = "
                    + found.get(wanted.getKey())
                    + " instead of "
                    + wanted.getValue())
        .findFirst();
  }

  /** The rows of a table that count on these nights, both included. */
  public Dataset<Row> read(TableSpec table, LocalDate from, LocalDate to) {
    return read(table).where(nights(from, to));
  }

  /** Adds rows; columns are matched by name and must be exactly the table's. */
  public void append(TableSpec table, Dataset<Row> rows) {
    shaped(table, rows).write().format("delta").mode("append").save(path(table));
  }

  /** Whether nothing was ever written to a table: it has its first commit alone. */
  public boolean isNew(TableSpec table) {
    return version(table) == 0;
  }

  /** Replaces the rows that count on these nights, both included, in one commit. */
  public void replaceNights(TableSpec table, Dataset<Row> rows, LocalDate from, LocalDate to) {
    if (isNew(table)) {
      // Nothing to replace: an append spares the search for it. Rows of other nights are refused.
      append(
          table,
          rows.where(
              "if("
                  + nights(from, to)
                  + ", true, raise_error('a row of "
                  + table.qualifiedName()
                  + " is of another night'))"));
      return;
    }
    shaped(table, rows)
        .write()
        .format("delta")
        .mode("overwrite")
        .option("replaceWhere", nights(from, to))
        .save(path(table));
  }

  /** Rows made on the driver, in the table's own schema. */
  public Dataset<Row> rows(TableSpec table, List<Row> rows) {
    return spark.createDataFrame(rows, TableLog.schema(table));
  }

  private static Dataset<Row> shaped(TableSpec table, Dataset<Row> rows) {
    return rows.select(table.columnNames().stream().map(functions::col).toArray(Column[]::new));
  }

  private static String nights(LocalDate from, LocalDate to) {
    return "night >= DATE'" + from + "' AND night <= DATE'" + to + "'";
  }

  /** Newest Delta version of every table: what a run is pinned to. */
  public Map<String, Long> versions() {
    Map<String, Long> versions = new TreeMap<>();
    for (TableSpec table : Schema.TABLES) {
      versions.put(table.qualifiedName(), version(table));
    }
    return versions;
  }

  private long version(TableSpec table) {
    Path log = new Path(path(table), "_delta_log");
    long newest = -1;
    try {
      for (FileStatus entry :
          log.getFileSystem(spark.sessionState().newHadoopConf()).listStatus(log)) {
        String name = entry.getPath().getName();
        if (name.matches("[0-9]{20}\\.json")) {
          newest = Math.max(newest, Long.parseLong(name.substring(0, 20)));
        }
      }
      return newest;
    } catch (FileNotFoundException e) {
      return -1;
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot list the log of table "
              + table.qualifiedName()
              + " at "
              + log
              + ": "
              + e.getMessage()
              + ". Check access to the lake",
          e);
    }
  }
}
