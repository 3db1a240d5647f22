package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;

import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.SideBySide;
import io.plumbline.pipeline.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes the silver tables of a period side by side. */
final class Writers implements AutoCloseable {

  private final Tables tables;
  private final Period period;
  private final SideBySide threads;
  private final List<CompletableFuture<TableSpec>> writes = new ArrayList<>();

  Writers(Tables tables, Period period, int threads) {
    this.tables = tables;
    this.period = period;
    this.threads = new SideBySide(tables.spark(), threads);
  }

  /**
   * Replaces a table's rows of the period by what is supplied; empty when nothing can count, so
   * that there is nothing to write unless something was there before.
   */
  void replace(TableSpec table, Supplier<Optional<Dataset<Row>>> rows) {
    writes.add(
        threads.start(
            () -> {
              write(table, rows);
              return table;
            }));
  }

  private void write(TableSpec table, Supplier<Optional<Dataset<Row>>> rows) {
    Optional<Dataset<Row>> supplied = rows.get();
    if (supplied.isPresent()) {
      tables.replaceNights(table, supplied.get(), period.from(), period.to());
      return;
    }
    Dataset<Row> before = tables.forSmall().read(table, period.from(), period.to());
    if (!before.select(col("night")).isEmpty()) {
      tables.replaceNights(table, before.limit(0), period.from(), period.to());
    }
  }

  /** Waits for all writes; throws what the first failed one threw. */
  void await() {
    SideBySide.results(writes);
  }

  @Override
  public void close() {
    threads.close();
  }
}
