package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Opens the slices of a task one after the other. */
final class RecordReaders implements PartitionReaderFactory {

  private static final long serialVersionUID = 1L;

  private final SerializableConfiguration hadoop;
  private final StructType schema;
  private final Progress progress;

  RecordReaders(SerializableConfiguration hadoop, StructType schema, Progress progress) {
    this.hadoop = hadoop;
    this.schema = schema;
    this.progress = progress;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    RecordTable.Portion portion = (RecordTable.Portion) partition;
    return new Reader(
        portion.slices().iterator(), hadoop.value(), new BronzeRows(schema), progress);
  }

  private static final class Reader implements PartitionReader<InternalRow> {
    private final Iterator<Slice> slices;
    private final Configuration hadoop;
    private final BronzeRows rows;
    private final Progress progress;
    private Optional<Slice> slice = Optional.empty();
    private Optional<Records> records = Optional.empty();
    private Optional<InternalRow> row = Optional.empty();
    private long count;
    private long quarantined;

    Reader(Iterator<Slice> slices, Configuration hadoop, BronzeRows rows, Progress progress) {
      this.slices = slices;
      this.hadoop = hadoop;
      this.rows = rows;
      this.progress = progress;
    }

    @Override
    public boolean next() throws IOException {
      while (true) {
        if (records.isEmpty()) {
          if (!slices.hasNext()) {
            return false;
          }
          open(slices.next());
        }
        if (advance()) {
          return true;
        }
        finish();
      }
    }

    private void open(Slice next) {
      slice = Optional.of(next);
      count = 0;
      quarantined = 0;
      try {
        records =
            Optional.of(
                Formats.named(next.source().name(), next.source().format()).open(next, hadoop));
      } catch (IOException failure) {
        throw new UnreadableFile(next, failure);
      } catch (UncheckedIOException failure) {
        throw new UnreadableFile(next, failure.getCause());
      }
    }

    private boolean advance() {
      try {
        if (!records.orElseThrow().next()) {
          return false;
        }
      } catch (IOException failure) {
        throw new UnreadableFile(slice.orElseThrow(), failure);
      } catch (UncheckedIOException failure) {
        throw new UnreadableFile(slice.orElseThrow(), failure.getCause());
      }
      BronzeRows.Placed placed = rows.row(slice.orElseThrow(), records.orElseThrow().current());
      count++;
      quarantined += placed.quarantined() ? 1 : 0;
      row = Optional.of(placed.row());
      return true;
    }

    private void finish() {
      Slice done = slice.orElseThrow();
      try (Records read = records.orElseThrow()) {
        progress.add(
            new Progress.Step(
                new Progress.Key(done.source().name(), done.file()),
                count,
                quarantined,
                read.end(),
                new TreeMap<>(read.chunks())));
      } catch (IOException failure) {
        throw new UnreadableFile(done, failure);
      }
      records = Optional.empty();
    }

    @Override
    public InternalRow get() {
      return row.orElseThrow();
    }

    @Override
    public void close() throws IOException {
      if (records.isPresent()) {
        records.get().close();
      }
    }
  }
}
