package io.plumbline.pipeline.tally;

import io.plumbline.measure.Measurement;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The columnar way of counting: values become codes through the dictionaries of the files, rows
 * become groups and cells, and arrays are incremented. Tasks send their arrays to the driver, which
 * adds them by text.
 */
final class ColumnarTally {

  /**
   * How many counts and distinct values a task may hold: about a hundred bytes each. Beyond it the
   * counts are an aggregation that needs a shuffle.
   */
  static final long LARGEST_ROOM = 8_000_000L;

  /** Rows of the result that one piece of a task makes. */
  private static final int SLICE = 50_000;

  private ColumnarTally() {}

  /** What was counted, or why it could not be this way. */
  record Attempt(Optional<Dataset<Row>> rows, String reason) {
    static Attempt refused(String why) {
      return new Attempt(Optional.empty(), why);
    }
  }

  static Attempt rows(
      Dataset<Row> snapshot,
      List<Measurement> measurements,
      LocalDate from,
      LocalDate to,
      long largestRoom) {
    if (!(snapshot.sparkSession() instanceof SparkSession spark)) {
      return Attempt.refused("the session is remote");
    }
    RecipeWriter writer = new RecipeWriter(measurements);
    Dataset<Row> projection = snapshot.where(SqlTally.nights(from, to)).select(writer.projection());
    PlainScan.Reading reading =
        PlainScan.of(
            ((org.apache.spark.sql.classic.Dataset<Row>) projection)
                .queryExecution()
                .executedPlan());
    if (reading.scan().isEmpty()) {
      return Attempt.refused(reading.refusal());
    }
    PlainScan scan = reading.scan().get();
    RecipeWriter.Written written = writer.write(scan);
    if (written.recipe().isEmpty()) {
      return Attempt.refused(written.refusal());
    }
    Recipe recipe = written.recipe().get();
    if (!recipe.maps().isEmpty() && !recipe.readsPresenceOfMaps()) {
      // A node of a plan takes its session from the thread that makes it, which may have none.
      org.apache.spark.sql.SparkSession.setActiveSession(spark);
      Optional<FileSourceScanExec> withoutMaps =
          scan.without(recipe.maps().stream().map(Recipe.MapColumn::name).toList());
      if (withoutMaps.isPresent()) {
        Recipe withPages = recipe.withoutMaps();
        Broadcast<SerializableConfiguration> hadoop =
            SerializableConfiguration.broadcast(
                spark.sparkContext(), spark.sessionState().newHadoopConf());
        List<Partial> partials =
            count(
                spark,
                withoutMaps.get(),
                withPages,
                () -> new PageSource(hadoop.value().value(), withPages.maps()),
                largestRoom);
        if (partials.stream().noneMatch(partial -> partial.end() == Partial.End.OUT_OF_STEP)) {
          return total(spark, recipe, partials, largestRoom, "map entries from pages");
        }
      }
    }
    return total(
        spark,
        recipe,
        count(spark, scan.scan(), recipe, () -> EntrySource.vectors(recipe), largestRoom),
        largestRoom,
        "all from batches");
  }

  /** Makes a task's source of entries, where the task runs. */
  private interface SourceMaker extends Serializable {
    EntrySource make();
  }

  private static List<Partial> count(
      SparkSession spark,
      FileSourceScanExec scan,
      Recipe recipe,
      SourceMaker source,
      long largestRoom) {
    JavaRDD<ColumnarBatch> batches = scan.executeColumnar().toJavaRDD();
    int threads = Math.max(1, spark.sparkContext().defaultParallelism());
    return batches
        .coalesce(2 * threads)
        .mapPartitions(task -> List.of(count(recipe, source, task, largestRoom)).iterator())
        .collect();
  }

  private static Attempt total(
      SparkSession spark, Recipe recipe, List<Partial> partials, long largestRoom, String how) {
    Accumulation total = new Accumulation(recipe);
    for (Partial partial : partials) {
      if (partial.end() == Partial.End.TOO_LARGE) {
        return Attempt.refused(
            "a task met more than " + largestRoom + " counts and distinct values");
      }
      total.add(partial);
    }
    return new Attempt(
        Optional.of(result(spark, recipe, total.toPartial())),
        "plain columns, " + how + ", " + partials.size() + " tasks");
  }

  private static Partial count(
      Recipe recipe, SourceMaker maker, Iterator<ColumnarBatch> batches, long largestRoom) {
    boolean isTooLarge;
    Partial counted;
    EntrySource source = maker.make();
    try (source) {
      BatchCounter counter = new BatchCounter(recipe, source, largestRoom);
      while (batches.hasNext() && !counter.isTooLarge() && source.isUsable()) {
        counter.add(batches.next());
      }
      isTooLarge = counter.isTooLarge();
      counted = source.isUsable() ? counter.toPartial() : Partial.stopped(Partial.End.OUT_OF_STEP);
    }
    // Closing tells whether the last split was read to its end.
    return isTooLarge || source.isUsable() ? counted : Partial.stopped(Partial.End.OUT_OF_STEP);
  }

  /** Part of one measurement's counts. */
  private record Slice(int count, int from, int to) implements Serializable {}

  private static Dataset<Row> result(SparkSession spark, Recipe recipe, Partial counted) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < recipe.counts().size(); i++) {
      int size = counted.cells().get(i).filled().counts().length;
      for (int from = 0; from < size; from += SLICE) {
        slices.add(new Slice(i, from, Math.min(size, from + SLICE)));
      }
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<Partial> sent = context.broadcast(counted);
    List<Recipe.Count> counts = recipe.counts();
    JavaRDD<InternalRow> rows =
        context
            .parallelize(slices, Math.max(1, Math.min(slices.size(), context.defaultParallelism())))
            .flatMap(slice -> rows(sent.value(), counts.get(slice.count()), slice));
    return spark.internalCreateDataFrame(rows.rdd(), SqlTally.schema(), false);
  }

  private static Iterator<InternalRow> rows(Partial counted, Recipe.Count count, Slice slice) {
    Partial.Groups groups = counted.groups().get(count.grouping());
    UTF8String[] scopes = texts(groups.scopes());
    UTF8String[] strata = texts(groups.strata());
    Partial.Cells counts = counted.cells().get(slice.count());
    UTF8String[] cells = texts(counts.texts());
    UTF8String id = UTF8String.fromString(count.id());
    int sums = count.addends().size();
    CellCounts.Filled filled = counts.filled();
    return IntStream.range(slice.from(), slice.to())
        .<InternalRow>mapToObj(
            i -> {
              int group = filled.groups()[i];
              long[] totals = new long[sums];
              System.arraycopy(filled.totals(), i * sums, totals, 0, sums);
              return new GenericInternalRow(
                  new Object[] {
                    groups.nights()[group],
                    id,
                    scopes[group],
                    groups.recordNights()[group],
                    strata[group],
                    cells[filled.cells()[i]],
                    filled.counts()[i],
                    UnsafeArrayData.fromPrimitiveArray(totals)
                  });
            })
        .iterator();
  }

  private static UTF8String[] texts(String[] texts) {
    UTF8String[] made = new UTF8String[texts.length];
    for (int i = 0; i < made.length; i++) {
      made[i] = UTF8String.fromString(texts[i]);
    }
    return made;
  }
}
