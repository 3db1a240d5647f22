package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Records that are in bronze although {@code bronze.files} does not say so: a run ended between the
 * two commits, or the cache was dropped.
 */
final class Recovery {

  private static final String VERSION = "log_version";

  private final boolean needed;
  private final Map<Progress.Key, Beyond> beyond;
  private final Map<Progress.Key, Map<String, Long>> versions;

  private Recovery(
      boolean needed,
      Map<Progress.Key, Beyond> beyond,
      Map<Progress.Key, Map<String, Long>> versions) {
    this.needed = needed;
    this.beyond = beyond;
    this.versions = versions;
  }

  /** Records of a file beyond its last known read: how many, and where the last one ends. */
  record Beyond(long end, long records) {}

  /** Nothing to recover. */
  static Recovery none() {
    return new Recovery(false, Map.of(), Map.of());
  }

  /**
   * Looks for such records of these sources, which share a bronze table. It reads the table only
   * when its version is not the one that {@code bronze.files} speaks of.
   */
  static Recovery of(Tables tables, TableSpec table, List<String> sources, FileReads reads) {
    long written = sources.stream().mapToLong(reads::version).max().orElse(-1);
    if (FileReads.version(tables, table) <= written) {
      return none();
    }
    Dataset<Row> since =
        tables
            .read(table)
            .where(functions.col("source").isInCollection(sources))
            .where(functions.col("ingested_at").geq(functions.lit(reads.since(sources))));
    if (table.columnNames().contains("commit_id") || table.columnNames().contains("into_table")) {
      // Commits are looked up by their ids, mapped rows by their digests.
      return new Recovery(true, Map.of(), Map.of());
    }
    return table.columnNames().contains(VERSION)
        ? new Recovery(true, Map.of(), versions(since))
        : new Recovery(true, beyond(tables, since, sources, reads), Map.of());
  }

  private static Map<Progress.Key, Beyond> beyond(
      Tables tables, Dataset<Row> since, List<String> sources, FileReads reads) {
    List<Row> ends = new ArrayList<>();
    for (String source : sources) {
      reads.of(source).forEach(one -> ends.add(RowFactory.create(source, one.file(), one.end())));
    }
    StructType schema =
        new StructType()
            .add("source", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("known_end", DataTypes.LongType);
    Dataset<Row> known = tables.spark().createDataFrame(ends, schema);
    // Each record meets at most one known file.
    Dataset<Row> found =
        since
            .join(
                functions.broadcast(known),
                CollectionConverters.asScala(List.of("source", "file")).toSeq(),
                "left")
            .where("end > coalesce(known_end, -1)")
            .groupBy("source", "file")
            .agg(functions.max("end"), functions.count(functions.lit(1)));
    Map<Progress.Key, Beyond> beyond = new HashMap<>();
    for (Row row : found.limit(FileReads.MOST_FILES).collectAsList()) {
      beyond.put(
          new Progress.Key(row.getString(0), row.getString(1)),
          new Beyond(row.getLong(2), row.getLong(3)));
    }
    return beyond;
  }

  private static Map<Progress.Key, Map<String, Long>> versions(Dataset<Row> since) {
    Map<Progress.Key, Map<String, Long>> versions = new HashMap<>();
    for (Row row :
        since
            .groupBy("source", "file", VERSION)
            .count()
            .limit(FileReads.MOST_FILES)
            .collectAsList()) {
      versions
          .computeIfAbsent(
              new Progress.Key(row.getString(0), row.getString(1)), key -> new HashMap<>())
          .put(row.getString(2), row.getLong(3));
    }
    return versions;
  }

  /** Whether bronze holds more than {@code bronze.files} says. */
  boolean isNeeded() {
    return needed;
  }

  /** Records of this file beyond its last known read. */
  Optional<Beyond> beyond(String source, String file) {
    return Optional.ofNullable(beyond.get(new Progress.Key(source, file)));
  }

  /** Records of this version of a file, by its digest; empty when none is in bronze. */
  Optional<Long> version(String source, String file, String sha256) {
    return Optional.ofNullable(
        versions.getOrDefault(new Progress.Key(source, file), Map.of()).get(sha256));
  }

  /** Whether bronze may hold versions of this file that are not written down. */
  boolean hasVersions(String source, String file) {
    return versions.containsKey(new Progress.Key(source, file));
  }
}
