package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;

import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.tables.Tables;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Writes tables side by side: much of a small write is waiting for the driver. */
final class Writers implements AutoCloseable {

  private final Tables tables;
  private final Period period;
  private final ExecutorService threads;
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> writes =
      new ConcurrentLinkedQueue<>();

  Writers(Tables tables, Period period, int threads) {
    this.tables = tables;
    this.period = period;
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /**
   * Replaces a table's rows of the period by what is supplied; empty when nothing can count, so
   * that there is nothing to write unless something was there before.
   */
  void replace(TableSpec table, Supplier<Optional<Dataset<Row>>> rows) {
    writes.add(CompletableFuture.runAsync(() -> write(table, rows), threads));
  }

  private void write(TableSpec table, Supplier<Optional<Dataset<Row>>> rows) {
    SparkSession.setActiveSession(tables.spark());
    Optional<Dataset<Row>> supplied = rows.get();
    if (supplied.isPresent()) {
      tables.replaceNights(table, supplied.get(), period.from(), period.to());
      return;
    }
    Dataset<Row> before = tables.read(table, period.from(), period.to());
    if (!before.select(col("night")).isEmpty()) {
      tables.replaceNights(table, before.limit(0), period.from(), period.to());
    }
  }

  /** Waits for all writes; throws what the first failed one threw. */
  void await() {
    try {
      CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
