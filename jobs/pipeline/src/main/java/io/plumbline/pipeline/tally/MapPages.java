package io.plumbline.pipeline.tally;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * The entries of a map column in one split of a file, row after row, taken straight from the pages:
 * dictionary ids become codes without a level or a text being looked at one by one.
 *
 * <p>The rows are those of the row groups whose middle lies in the split, as for Spark's reader.
 */
final class MapPages implements AutoCloseable {

  private final ParquetFileReader file;
  private final PageColumn keys;
  private final PageColumn values;

  /** Rows of the split that were not read yet, and those of them that are in the open group. */
  private long rowsLeft;

  private long groupLeft;

  /** Next place in the current page of the keys, of the values, and next row start. */
  private int keyAt;

  private int valueAt;
  private int startAt;

  private MapPages(ParquetFileReader file, PageColumn keys, PageColumn values) {
    this.file = file;
    this.keys = keys;
    this.values = values;
    this.rowsLeft = file.getRecordCount();
  }

  /** Opens a split; empty where the column is not there, or not laid out as Spark does it. */
  static Optional<MapPages> open(
      Configuration hadoop, Split split, String column, ColumnCodes keys, ColumnCodes values) {
    try {
      Path path = new Path(URI.create(split.path()));
      ParquetFileReader file =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(path, hadoop),
              HadoopReadOptions.builder(hadoop, path)
                  .withRange(split.start(), split.start() + split.length())
                  .build());
      MessageType schema = file.getFileMetaData().getSchema();
      if (!schema.containsField(column) || !isMapOfTexts(schema.getType(column))) {
        file.close();
        return Optional.empty();
      }
      MessageType only = new MessageType(schema.getName(), schema.getType(column));
      file.setRequestedSchema(only);
      List<ColumnDescriptor> both = only.getColumns();
      return Optional.of(
          new MapPages(
              file, new PageColumn(both.get(0), keys), new PageColumn(both.get(1), values)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMapOfTexts(Type type) {
    if (type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    List<Type> entries = type.asGroupType().getFields();
    if (entries.size() != 1
        || entries.get(0).isPrimitive()
        || !entries.get(0).isRepetition(Type.Repetition.REPEATED)) {
      return false;
    }
    List<Type> both = entries.get(0).asGroupType().getFields();
    return both.size() == 2
        && both.get(0).isRepetition(Type.Repetition.REQUIRED)
        && both.stream()
            .allMatch(
                text ->
                    text.isPrimitive()
                        && !text.isRepetition(Type.Repetition.REPEATED)
                        && text.asPrimitiveType().getPrimitiveTypeName()
                            == PrimitiveType.PrimitiveTypeName.BINARY);
  }

  /** Rows of the split that were not read yet. */
  long rowsLeft() {
    return rowsLeft;
  }

  /** Reads the next rows; there must be that many left. */
  void read(int rows, Entries into) {
    rowsLeft -= rows;
    int read = 0;
    while (read < rows) {
      if (groupLeft == 0) {
        open();
      }
      int wanted = (int) Math.min(rows - read, groupLeft);
      read += rows(wanted, read, into);
    }
  }

  private void open() {
    try {
      PageReadStore group = file.readNextRowGroup();
      groupLeft = group.getRowCount();
      keys.open(group);
      values.open(group);
      keyAt = 0;
      valueAt = 0;
      startAt = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads rows from one page of keys, as many as begin there but not more than wanted. */
  private int rows(int wanted, int first, Entries into) {
    if (keyAt == keys.size()) {
      nextKeys();
    }
    int begun = Math.min(wanted, keys.startCount() - startAt);
    int end = startAt + begun < keys.startCount() ? keys.starts()[startAt + begun] : keys.size();
    int base = into.places() - keyAt;
    for (int i = 0; i < begun; i++) {
      into.begin(first + i, base + keys.starts()[startAt + i]);
    }
    take(end, into);
    startAt += begun;
    groupLeft -= begun;
    // The last row may go on in the pages that follow.
    while (keyAt == keys.size() && keys.hasPage()) {
      nextKeys();
      if (keys.startCount() > 0 && keys.starts()[0] == 0) {
        break;
      }
      take(keys.startCount() > 0 ? keys.starts()[0] : keys.size(), into);
    }
    return begun;
  }

  private void nextKeys() {
    keys.next();
    keyAt = 0;
    startAt = 0;
  }

  private void take(int end, Entries into) {
    while (keyAt < end) {
      if (valueAt == values.size()) {
        values.next();
        valueAt = 0;
      }
      int n = Math.min(end - keyAt, values.size() - valueAt);
      into.append(keys, keyAt, values, valueAt, n);
      keyAt += n;
      valueAt += n;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A stretch of a file that one reader reads.
   *
   * @param path as a URI, escaped
   */
  record Split(String path, long start, long length) {}
}
