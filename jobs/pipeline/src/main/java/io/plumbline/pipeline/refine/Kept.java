package io.plumbline.pipeline.refine;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Datasets that several tables are made from: computed once, dropped at the end. */
final class Kept implements AutoCloseable {

  private final Queue<Dataset<Row>> kept = new ConcurrentLinkedQueue<>();

  /** The same rows, read from memory: plans over them end here and not at the files. */
  Dataset<Row> keep(Dataset<Row> rows) {
    var persisted =
        (org.apache.spark.sql.classic.Dataset<Row>) rows.persist(StorageLevel.MEMORY_AND_DISK());
    kept.add(persisted);
    return org.apache.spark.sql.classic.Dataset.ofRows(
        persisted.sparkSession(), persisted.queryExecution().withCachedData());
  }

  @Override
  public void close() {
    kept.forEach(Dataset::unpersist);
  }
}
