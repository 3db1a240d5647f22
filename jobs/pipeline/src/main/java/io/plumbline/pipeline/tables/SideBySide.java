package io.plumbline.pipeline.tables;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Work on one Spark session that goes on side by side: a small query is mostly waiting for the
 * driver, and a long one leaves cores idle at its end.
 */
public final class SideBySide implements AutoCloseable {

  private final SparkSession spark;
  private final ExecutorService threads;

  public SideBySide(SparkSession spark, int threads) {
    this.spark = spark;
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Starts a piece of work; at most as many as there are threads go on at a time. */
  public <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        () -> {
          SparkSession.setActiveSession(spark);
          return work.get();
        },
        threads);
  }

  /** What a piece of work came to; throws what it threw. */
  public static <T> T result(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What all pieces came to, in their order; throws what the first failed one threw. */
  public static <T> List<T> results(List<CompletableFuture<T>> work) {
    // All of them first: none may go on after this has thrown.
    CompletableFuture<Void> all = CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
    result(all.handle((nothing, failure) -> nothing));
    return work.stream().map(SideBySide::result).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
