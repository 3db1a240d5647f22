package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Finds the records that are no longer what they were, in a file whose past differs. */
final class Edits {

  /** More records than a chunk of 8 MiB can hold are not looked at. */
  private static final int MOST = 1_000_000;

  private final Tables tables;
  private final TableSpec table;

  Edits(Tables tables, TableSpec table) {
    this.tables = tables;
    this.table = table;
  }

  /**
   * What became of the records that were read of a file.
   *
   * @param now the records that are there now
   * @return nothing where they are more than are looked at, or where no record differs, as after an
   *     edit of a blank line
   */
  List<Changed> changes(String source, String file, Records now) throws IOException {
    List<Changed.Place> before =
        tables
            .read(table)
            .where(functions.col("source").equalTo(source).and(functions.col("file").equalTo(file)))
            .select("begin", "sha256")
            .orderBy("begin", "ordinal")
            .limit(MOST)
            .collectAsList()
            .stream()
            .map(row -> new Changed.Place(row.getLong(0), row.getString(1)))
            .toList();
    List<Changed.Place> found = new ArrayList<>();
    while (now.next() && found.size() < MOST) {
      found.add(new Changed.Place(now.current().begin(), now.current().sha256()));
    }
    return before.size() == MOST || found.size() == MOST
        ? List.of()
        : Changed.between(before, found);
  }

  /**
   * Offset of the first record of a chunk whose bytes are not those that were read.
   *
   * @param chunk where the chunk begins
   * @return {@code chunk} itself when every record in it is still the same, as after an edit of a
   *     blank line, or when its records have no offsets
   */
  long first(String source, String file, FileSystem system, Path path, long chunk, long size)
      throws IOException {
    if (Packed.isPacked(file)) {
      return chunk;
    }
    List<Row> records =
        tables
            .read(table)
            .where(functions.col("source").equalTo(source).and(functions.col("file").equalTo(file)))
            .where(
                functions
                    .col("end")
                    .gt(chunk)
                    .and(functions.col("begin").lt(chunk + Digests.CHUNK)))
            .select("begin", "end", "sha256")
            .orderBy("begin", "end")
            .limit(MOST)
            .collectAsList();
    try (FSDataInputStream in = system.open(path)) {
      for (Row record : records) {
        long begin = record.getLong(0);
        int length = (int) Math.min(Integer.MAX_VALUE - 8, record.getLong(1) - begin);
        if (begin + length > size) {
          return begin;
        }
        if (length > Lines.LIMIT) {
          // Such a record is known by its digest only; it is taken for the same.
          continue;
        }
        byte[] bytes = new byte[length];
        in.readFully(begin, bytes, 0, length);
        if (!Digests.of(bytes, 0, length).equals(record.getString(2))) {
          return begin;
        }
      }
    }
    return chunk;
  }
}
