package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.tables.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code bronze.files}: what was read of each file. A cache of what bronze holds: rows that a crash
 * kept from being written are made up from the records themselves.
 */
final class FileReads {

  private static final int COMPACTED_AFTER = 50;

  /** Most files a lake may know: their last reads are held by the driver. */
  static final int MOST_FILES = 2_000_000;

  private final Map<Progress.Key, Known> known = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private long run;
  private Instant latest = Instant.EPOCH;

  private FileReads() {}

  /** One read to be written. */
  record Read(
      Known read,
      long begin,
      long records,
      Optional<Long> position,
      List<Changed> changes,
      long tableVersion) {}

  /** The last read of every file. */
  static FileReads load(Tables tables) {
    FileReads reads = new FileReads();
    if (version(tables, Files.SPEC) < 0) {
      return reads;
    }
    Dataset<Row> last =
        tables
            .read(Files.SPEC)
            .groupBy("source", "file")
            .agg(
                functions.max_by(
                    functions.struct("night", "end", "size_bytes", "chunk_digests", "past"),
                    functions.struct("run", "end")),
                functions.max("run"),
                functions.max("table_version"),
                functions.count_if(functions.col("past").isin(Known.REWRITTEN)),
                functions.max("ingested_at"));
    List<Row> rows = last.limit(MOST_FILES + 1).collectAsList();
    if (rows.size() > MOST_FILES) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot read bronze.files: it knows more than "
              + MOST_FILES
              + " files. Join small files into larger ones, or split the lake.");
    }
    for (Row row : rows) {
      Row state = row.getStruct(2);
      Known one =
          new Known(
              row.getString(0),
              row.getString(1),
              state.<java.sql.Date>getAs(0).toLocalDate(),
              state.getLong(1),
              state.getLong(2),
              List.copyOf(state.getList(3)),
              state.getString(4),
              row.getLong(5));
      reads.known.put(new Progress.Key(one.source(), one.file()), one);
      reads.run = Math.max(reads.run, row.getLong(3));
      reads.versions.merge(one.source(), row.getLong(4), Math::max);
      Instant at = row.getTimestamp(6).toInstant();
      reads.latest = at.isAfter(reads.latest) ? at : reads.latest;
    }
    return reads;
  }

  /** The last read of a file. */
  Optional<Known> last(String source, String file) {
    return Optional.ofNullable(known.get(new Progress.Key(source, file)));
  }

  /** The last read of every file of a source. */
  List<Known> of(String source) {
    return known.values().stream().filter(one -> one.source().equals(source)).toList();
  }

  /** Whether anything was ever read from a source. */
  boolean knows(String source) {
    return versions.containsKey(source);
  }

  /** Version of its bronze table up to which the reads of a source are written down; -1: none. */
  long version(String source) {
    return versions.getOrDefault(source, -1L);
  }

  /**
   * Records that are not written down here were read after this, unless nothing of a source is. An
   * hour is left for clocks that are set back.
   */
  Instant since(List<String> sources) {
    return sources.stream().allMatch(this::knows)
        ? latest.minus(Duration.ofHours(1))
        : Instant.EPOCH;
  }

  /** Adds reads in one commit. */
  void append(Tables tables, List<Read> reads, Instant ingestedAt) {
    if (reads.isEmpty()) {
      return;
    }
    run++;
    List<Row> rows = new ArrayList<>();
    for (Read one : reads) {
      Known read = one.read();
      rows.add(
          RowFactory.create(
              read.source(),
              read.file(),
              java.sql.Date.valueOf(read.night()),
              one.begin(),
              read.end(),
              read.size(),
              CollectionConverters.asScala(read.chunks()).toSeq(),
              one.records(),
              read.past(),
              one.position().orElse(null),
              one.changes().isEmpty()
                  ? null
                  : CollectionConverters.asScala(
                          one.changes().stream()
                              .map(
                                  change ->
                                      RowFactory.create(
                                          change.kind(), change.position(), change.records()))
                              .toList())
                      .toSeq(),
              run,
              one.tableVersion(),
              java.sql.Timestamp.from(ingestedAt)));
    }
    tables.append(
        Files.SPEC,
        tables.spark().createDataFrame(rows, RecordTable.schema(Files.SPEC)).coalesce(1));
    if (run % COMPACTED_AFTER == 0) {
      // One small file a night would make each night's start slower than the last.
      io.delta.tables.DeltaTable.forPath(tables.spark(), tables.path(Files.SPEC))
          .optimize()
          .executeCompaction();
    }
  }

  /** Version of a table of the lake; -1 where it does not exist. */
  static long version(Tables tables, TableSpec table) {
    return tables.versions().getOrDefault(table.qualifiedName(), -1L);
  }
}
