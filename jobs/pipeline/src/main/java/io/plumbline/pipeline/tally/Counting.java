package io.plumbline.pipeline.tally;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.gold.Extracts;
import io.plumbline.datasets.gold.Tallies;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.tables.SideBySide;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Counts every measurement of a run into {@code gold.tallies} and reads the counts back. */
public final class Counting {

  /** More than this do not fit the driver. */
  private static final int MOST_ROWS = 20_000_000;

  private final Tables tables;

  public Counting(Tables tables) {
    this.tables = tables;
  }

  /** Counts these nights, both included, and replaces what was counted on them before. */
  public Map<String, Way> count(List<Measurement> measurements, LocalDate from, LocalDate to) {
    Map<TableSpec, List<Measurement>> byTable =
        measurements.stream()
            .collect(
                Collectors.groupingBy(Measurement::table, LinkedHashMap::new, Collectors.toList()));
    Map<String, Way> ways = new TreeMap<>();
    List<CompletableFuture<Tallied>> counting = new ArrayList<>();
    List<String> names = new ArrayList<>();
    // A small table's plan takes longer than its scan.
    try (SideBySide threads = new SideBySide(tables.spark(), 2)) {
      for (Map.Entry<TableSpec, List<Measurement>> entry : byTable.entrySet()) {
        String name = entry.getKey().qualifiedName();
        if (tables.isNew(entry.getKey())) {
          ways.put(name, Way.sql("nothing was ever written to it"));
          continue;
        }
        names.add(name);
        counting.add(
            threads.start(
                () -> Tallier.tally(tables.read(entry.getKey()), entry.getValue(), from, to)));
      }
      List<Tallied> counted = SideBySide.results(counting);
      for (int i = 0; i < names.size(); i++) {
        ways.put(names.get(i), counted.get(i).way());
      }
      counted.stream()
          .map(Tallied::rows)
          .reduce(Dataset::unionByName)
          .ifPresent(rows -> tables.replaceNights(Tallies.SPEC, rows, from, to));
    }
    return ways;
  }

  /**
   * Keeps the rows of every extract on these nights, and replaces what was kept before; returns of
   * how many tables.
   */
  public int extract(List<Extract> extracts, LocalDate from, LocalDate to) {
    Map<TableSpec, List<Extract>> byTable =
        extracts.stream()
            .collect(
                Collectors.groupingBy(Extract::table, LinkedHashMap::new, Collectors.toList()));
    byTable.entrySet().stream()
        .map(entry -> Extractor.extract(tables.read(entry.getKey()), entry.getValue(), from, to))
        .reduce(Dataset::unionByName)
        .ifPresent(rows -> tables.replaceNights(Extracts.SPEC, rows, from, to));
    return byTable.size();
  }

  private static void requireFits(String what, int found, LocalDate from, LocalDate to) {
    if (found > MOST_ROWS) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          String.format(
              Locale.ROOT,
              "Cannot examine nights %s to %s: they have more than %,d %s, which do not fit the"
                  + " driver. Seal fewer nights at once (--to), or name fewer values apart in the"
                  + " attributes of the logs",
              from,
              to,
              MOST_ROWS,
              what));
    }
  }

  /** The extract rows of these nights, both included: by night and extract, in key order. */
  public Map<LocalDate, Map<String, List<ExtractRow>>> readExtracts(LocalDate from, LocalDate to) {
    Map<LocalDate, Map<String, List<ExtractRow>>> extracts = new TreeMap<>();
    // Bounded: every extract has its limit a night.
    List<Row> rows =
        tables
            .read(Extracts.SPEC, from, to)
            .select(
                functions.col("night").cast("string"),
                functions.col("extract"),
                functions.col("key"),
                functions.col("integers"),
                functions.col("labels"),
                functions.col("ordinal"))
            .orderBy("night", "extract", "ordinal")
            .limit(MOST_ROWS + 1)
            .collectAsList();
    requireFits("extract rows", rows.size(), from, to);
    for (Row row : rows) {
      LocalDate night = LocalDate.parse(row.getString(0));
      extracts
          .computeIfAbsent(night, key -> new TreeMap<>())
          .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
          .add(
              new ExtractRow(
                  night, row.getString(1), row.getString(2), row.getList(3), row.getList(4)));
    }
    return extracts;
  }

  /** The tallies of these nights, both included: by night and measurement, in a fixed order. */
  public Map<LocalDate, Map<String, List<Tally>>> read(LocalDate from, LocalDate to) {
    Dataset<Row> rows =
        tables
            .read(Tallies.SPEC, from, to)
            .select(
                functions.col("night").cast("string"),
                functions.col("measurement"),
                functions.col("scope"),
                functions.col("record_night").cast("string"),
                functions.col("stratum"),
                functions.col("cell"),
                functions.col("n"),
                functions.col("sums"));
    Map<String, Labels> labels = new HashMap<>();
    Map<String, LocalDate> dates = new HashMap<>();
    Map<LocalDate, Map<String, List<Tally>>> tallies = new TreeMap<>();
    // Bounded: the collected result is the aggregate itself.
    List<Row> collected = rows.limit(MOST_ROWS + 1).collectAsList();
    requireFits("tallies", collected.size(), from, to);
    for (Row row : collected) {
      LocalDate night = dates.computeIfAbsent(row.getString(0), LocalDate::parse);
      tallies
          .computeIfAbsent(night, key -> new TreeMap<>())
          .computeIfAbsent(row.getString(1), key -> new ArrayList<>())
          .add(
              new Tally(
                  night,
                  row.getString(1),
                  labels.computeIfAbsent(row.getString(2), Labels::parse),
                  dates.computeIfAbsent(row.getString(3), LocalDate::parse),
                  labels.computeIfAbsent(row.getString(4), Labels::parse),
                  labels.computeIfAbsent(row.getString(5), Labels::parse),
                  row.getLong(6),
                  row.getList(7)));
    }
    // Sums of doubles downstream are reproducible only in a fixed order.
    Map<Labels, String> texts = new HashMap<>();
    labels.forEach((text, value) -> texts.put(value, text));
    Comparator<Tally> order =
        Comparator.comparing((Tally tally) -> texts.get(tally.scope()))
            .thenComparing(Tally::recordNight)
            .thenComparing(tally -> texts.get(tally.stratum()))
            .thenComparing(tally -> texts.get(tally.cell()));
    tallies.values().forEach(night -> night.values().forEach(list -> list.sort(order)));
    return tallies;
  }
}
