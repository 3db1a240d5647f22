package io.plumbline.pipeline.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads a {@code table} source into {@code bronze.mapped}, in one commit. */
final class TableSources {

  private final Tables tables;
  private final Nights nights;
  private final FileReads reads;
  private final Recovery recovery;

  TableSources(Tables tables, Nights nights, FileReads reads, Recovery recovery) {
    this.tables = tables;
    this.nights = nights;
    this.reads = reads;
    this.recovery = recovery;
  }

  /**
   * What was read.
   *
   * @param plan what was found
   * @param sums what was taken from each file
   */
  record Done(SourcePlan plan, Map<Progress.Key, Progress.Sum> sums) {}

  /**
   * Takes what is new.
   *
   * @throws IOException when the source cannot be read
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when its mapping is wrong; a mapping
   *     that fitted before and does not fit a new file is an {@link IOException}
   */
  Done take(SourceSettings source) throws IOException {
    Mapping mapping = Mapping.of(tables.spark(), source);
    TablePlanner planner =
        new TablePlanner(
            source, nights, tables.spark().sparkContext().hadoopConfiguration(), reads, recovery);
    SourcePlan plan = planner.plan();
    Map<Progress.Key, Progress.Sum> sums = new HashMap<>();
    if (!planner.inputs().isEmpty()) {
      append(source, mapping, planner.inputs(), sums);
    }
    for (TablePlanner.Input input : planner.inputs()) {
      // A file whose rows are all in bronze already gives none.
      sums.merge(
          new Progress.Key(source.name(), input.file()),
          new Progress.Sum(0, 0, sizeOf(plan, input.file()), new TreeMap<>()),
          Progress.Sum::plus);
    }
    return new Done(plan, sums);
  }

  private static long sizeOf(SourcePlan plan, String file) {
    return plan.pending().stream()
        .filter(row -> row.file().equals(file))
        .mapToLong(SourcePlan.Pending::end)
        .max()
        .orElse(0);
  }

  private void append(
      SourceSettings source,
      Mapping mapping,
      List<TablePlanner.Input> inputs,
      Map<Progress.Key, Progress.Sum> sums)
      throws IOException {
    Optional<Dataset<Row>> mapped = Optional.empty();
    try {
      Dataset<Row> rows = new MappedRecords(tables, source, nights, mapping).of(inputs).persist();
      mapped = Optional.of(rows);
      for (Row row : counts(rows, inputs.size())) {
        sums.put(
            new Progress.Key(source.name(), row.getString(0)),
            new Progress.Sum(row.getLong(1), row.getLong(2), 0, new TreeMap<>()));
      }
    } catch (PlumblineException misfit) {
      mapped.ifPresent(Dataset::unpersist);
      if (reads.knows(source.name())) {
        throw new IOException(misfit.getMessage().replaceFirst("\\.$", ""), misfit);
      }
      throw misfit;
    } catch (Exception fault) {
      mapped.ifPresent(Dataset::unpersist);
      throw new IOException(faultOf(fault), fault);
    }
    // What fails from here on is the lake, not the source.
    try {
      if (!sums.isEmpty()) {
        tables.append(Mapped.SPEC, mapped.get());
      }
    } finally {
      mapped.ifPresent(Dataset::unpersist);
    }
  }

  private static List<Row> counts(Dataset<Row> rows, int files) {
    return rows.groupBy("file").agg(count(lit(1)), count("reason")).limit(files).collectAsList();
  }

  /** Spark's name of a fault: its message would quote a value of the row. */
  private static String faultOf(Throwable fault) {
    Optional<String> condition = Optional.empty();
    for (Throwable at = fault; at != null; at = at.getCause()) {
      if (at instanceof SparkThrowable spark && spark.getCondition() != null) {
        condition = Optional.of(spark.getCondition());
      }
    }
    return condition
        .map(
            name ->
                "an expression failed on one of its rows, or the reader on one of its files (Spark"
                    + " says "
                    + name
                    + "); try_divide, try_to_timestamp and their like give null instead")
        .orElse(fault.getClass().getSimpleName());
  }
}
