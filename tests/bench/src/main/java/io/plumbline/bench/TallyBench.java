package io.plumbline.bench;

import io.plumbline.datasets.silver.Candidates;
import io.plumbline.detect.Catalog;
import io.plumbline.detect.Detector;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Tallied;
import io.plumbline.pipeline.tally.Tallier;
import io.plumbline.pipeline.tally.Way;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Times one tally of a night of candidates against DuckDB and against Spark SQL, in one run, and
 * checks that all three count the same.
 */
public final class TallyBench {

  private static final String SPARK = "Spark SQL, one group-by per attribute";

  private final Path folder;
  private final int threads;
  private final int rounds;
  private final int sparkRounds;

  private TallyBench(Path folder, int threads, int rounds, int sparkRounds) {
    this.folder = folder;
    this.threads = threads;
    this.rounds = rounds;
    this.sparkRounds = sparkRounds;
  }

  /** Arguments: folder, rows, threads, rounds, rounds in which Spark SQL takes part. */
  public static void main(String[] arguments) throws SQLException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    long rows = Long.parseLong(arguments[1]);
    new TallyBench(
            folder.resolve("candidates-" + rows),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]))
        .run(rows);
  }

  private void run(long rows) throws SQLException {
    SparkSession spark = Session.local("local[" + threads + "]", threads);
    spark.sparkContext().setLogLevel("ERROR");
    Tables tables = new Tables(spark, folder.resolve("lake").toString());
    System.out.printf(Locale.ROOT, "Writing %,d candidates, unless they are there%n", rows);
    CandidateRows.write(tables, rows);
    Dataset<Row> candidates = tables.read(Candidates.SPEC);
    try (DuckDb duck = new DuckDb(folder.resolve("candidates.duckdb"), threads)) {
      duck.load(Path.of(tables.path(Candidates.SPEC)));
      Counts ours = counted(tally(candidates, poolTests()));
      DuckDb.Way best = fastest(duck, ours);
      ours.requireEqual(SparkSql.counted(candidates), "Spark SQL");
      Map<String, Timed> contestants = new LinkedHashMap<>();
      contestants.put("Plumbline, Tallier", () -> consume(tally(candidates, poolTests())));
      contestants.put("DuckDB " + duck.version() + ", " + best.words, () -> duck.count(best));
      contestants.put(SPARK, () -> SparkSql.count(candidates));
      contestants.put(
          "Plumbline, all " + all().size() + " measurements of the table",
          () -> consume(tally(candidates, all())));
      print(rows, ours.size(), time(contestants));
    } finally {
      spark.stop();
    }
  }

  /** Something to time. */
  private interface Timed {
    void run() throws SQLException;
  }

  private static List<Measurement> poolTests() {
    return Catalog.ALL.stream()
        .filter(detector -> detector.id().equals("selection-pool/1"))
        .map(Detector::measurements)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Measurement> all() {
    return Catalog.ALL.stream()
        .map(Detector::measurements)
        .flatMap(List::stream)
        .filter(measurement -> measurement.table().equals(Candidates.SPEC))
        .toList();
  }

  private static Tallied tally(Dataset<Row> candidates, List<Measurement> measurements) {
    Tallied tallied =
        Tallier.tally(candidates, measurements, CandidateRows.NIGHT, CandidateRows.NIGHT);
    if (tallied.way().kind() != Way.Kind.COLUMNAR) {
      throw new IllegalStateException("Not counted over columnar batches: " + tallied.way());
    }
    return tallied;
  }

  private static void consume(Tallied tallied) {
    tallied.rows().write().format("noop").mode("overwrite").save();
  }

  private static Counts counted(Tallied tallied) {
    Counts counts = new Counts();
    for (Row row : tallied.rows().where("measurement = 'selection-pool-values'").collectAsList()) {
      Labels scope = Labels.parse(row.getAs("scope"));
      Labels stratum = Labels.parse(row.getAs("stratum"));
      Labels cell = Labels.parse(row.getAs("cell"));
      counts.add(
          new Counts.Group(
              scope.value("purpose").orElseThrow(),
              scope.value("selector_id").orElseThrow(),
              stratum.value("pool_id").orElseThrow(),
              stratum.value("stratum").orElseThrow(),
              stratum.value("selector_model").orElseThrow(),
              Boolean.parseBoolean(cell.value("taken").orElseThrow())),
          cell.value("key").orElseThrow(),
          cell.value("value").orElseThrow(),
          row.getAs("n"));
    }
    return counts;
  }

  /** DuckDB's fastest way, each tried twice; all of them must count what we count. */
  private static DuckDb.Way fastest(DuckDb duck, Counts ours) throws SQLException {
    Map<DuckDb.Way, Double> seconds = new EnumMap<>(DuckDb.Way.class);
    DuckDb.Way best = DuckDb.Way.GROUPING_SETS;
    for (DuckDb.Way way : DuckDb.Way.values()) {
      seconds.put(way, Math.min(seconds(() -> duck.count(way)), seconds(() -> duck.count(way))));
      System.out.printf(Locale.ROOT, "DuckDB, %s: %.2f s%n", way.words, seconds.get(way));
      ours.requireEqual(duck.counted(way), "DuckDB, " + way.words);
      best = seconds.get(way) < seconds.get(best) ? way : best;
    }
    return best;
  }

  private static double seconds(Timed timed) throws SQLException {
    long start = System.nanoTime();
    timed.run();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Once to warm up, then so many rounds in turn, so that a busy machine is busy for all. */
  private Map<String, List<Double>> time(Map<String, Timed> contestants) throws SQLException {
    Map<String, List<Double>> seconds = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Timed> contestant : contestants.entrySet()) {
        if (contestant.getKey().equals(SPARK) && round > sparkRounds) {
          continue;
        }
        double taken = seconds(contestant.getValue());
        System.out.printf(
            Locale.ROOT,
            "%s %s: %.2f s%n",
            round == 0 ? "warm-up," : "round " + round + ",",
            contestant.getKey(),
            taken);
        if (round > 0) {
          seconds.computeIfAbsent(contestant.getKey(), key -> new ArrayList<>()).add(taken);
        }
      }
    }
    return seconds;
  }

  private void print(long rows, int counts, Map<String, List<Double>> seconds) {
    double ours = median(seconds.values().iterator().next());
    System.out.printf(
        Locale.ROOT,
        "%n%,d candidates, %d attributes, %,d counts (equal in all), %d threads, medians%n",
        rows,
        Attribute.ALL.size(),
        counts,
        threads);
    System.out.printf(
        Locale.ROOT,
        "%-75s %6s %9s %9s %9s %7s%n",
        "",
        "rounds",
        "median s",
        "least s",
        "most s",
        "ratio");
    seconds.forEach(
        (name, taken) ->
            System.out.printf(
                Locale.ROOT,
                "%-75s %6d %9.2f %9.2f %9.2f %7.2f%n",
                name,
                taken.size(),
                median(taken),
                taken.stream().min(Double::compare).orElseThrow(),
                taken.stream().max(Double::compare).orElseThrow(),
                median(taken) / ours));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
