package io.plumbline.pipeline.tally;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was counted, and how.
 *
 * @param rows rows of {@code gold.tallies}
 * @param way the way they were counted
 */
public record Tallied(Dataset<Row> rows, Way way) {}
