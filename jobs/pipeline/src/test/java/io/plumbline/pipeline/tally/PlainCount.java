package io.plumbline.pipeline.tally;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a tally must be, counted by a plain loop over the same rows. */
final class PlainCount {

  private static final Map<String, Predicate<Map<String, Object>>> WHERE =
      Map.of(
          "true", row -> true,
          "flag", row -> row.get("flag") == Boolean.TRUE,
          "not flag", row -> row.get("flag") == Boolean.FALSE,
          "level > 0", row -> row.get("level") != null && (int) row.get("level") > 0,
          "level > 0 or flag",
              row ->
                  row.get("flag") == Boolean.TRUE
                      || row.get("level") != null && (int) row.get("level") > 0,
          "who = 'model-1'", row -> "model-1".equals(row.get("who")));

  private PlainCount() {}

  private record Key(
      LocalDate night,
      String measurement,
      Labels scope,
      LocalDate recordNight,
      Labels stratum,
      Labels cell) {}

  /** Labels and sums must be columns, and {@code where} one of those this class knows. */
  static Set<Tally> of(
      RandomTable table, List<Measurement> measurements, LocalDate from, LocalDate to) {
    Map<Key, long[]> counts = new HashMap<>();
    for (Measurement measurement : measurements) {
      for (Map<String, Object> row : table.rows()) {
        LocalDate night = (LocalDate) row.get("night");
        LocalDate recordNight = (LocalDate) row.get("record_night");
        if (night == null || night.isBefore(from) || night.isAfter(to) || recordNight == null) {
          continue;
        }
        if (!WHERE.get(measurement.where()).test(row)) {
          continue;
        }
        for (Labels cell : cells(measurement, row)) {
          Key key =
              new Key(
                  night,
                  measurement.id(),
                  labels(measurement.scope(), row),
                  recordNight,
                  labels(measurement.stratum(), row),
                  cell);
          long[] count = counts.computeIfAbsent(key, k -> new long[1 + measurement.sums().size()]);
          count[0]++;
          for (int i = 0; i < measurement.sums().size(); i++) {
            count[i + 1] += number(row.get(measurement.sums().get(i).sql()));
          }
        }
      }
    }
    Set<Tally> tallies = new HashSet<>();
    counts.forEach(
        (key, count) -> {
          List<Long> sums = new ArrayList<>();
          for (int i = 1; i < count.length; i++) {
            sums.add(count[i]);
          }
          tallies.add(
              new Tally(
                  key.night,
                  key.measurement,
                  key.scope,
                  key.recordNight,
                  key.stratum,
                  key.cell,
                  count[0],
                  sums));
        });
    return tallies;
  }

  /** What was counted, read back; a key that occurs twice or text that is not canonical fails. */
  static Set<Tally> read(Dataset<Row> rows) {
    Set<Tally> tallies = new HashSet<>();
    Set<Key> keys = new HashSet<>();
    for (Row row : rows.collectAsList()) {
      Tally tally =
          new Tally(
              row.<java.sql.Date>getAs("night").toLocalDate(),
              row.getAs("measurement"),
              canonical(row.getAs("scope")),
              row.<java.sql.Date>getAs("record_night").toLocalDate(),
              canonical(row.getAs("stratum")),
              canonical(row.getAs("cell")),
              row.<Long>getAs("n"),
              row.<Long>getList(row.fieldIndex("sums")));
      Key key =
          new Key(
              tally.night(),
              tally.measurement(),
              tally.scope(),
              tally.recordNight(),
              tally.stratum(),
              tally.cell());
      if (!keys.add(key)) {
        throw new AssertionError("Twice: " + key);
      }
      tallies.add(tally);
    }
    return tallies;
  }

  private static Labels canonical(String text) {
    Labels labels = Labels.parse(text);
    if (!labels.text().equals(text)) {
      throw new AssertionError("Not canonical: " + text + " (must be " + labels.text() + ")");
    }
    return labels;
  }

  @SuppressWarnings("unchecked")
  private static List<Labels> cells(Measurement measurement, Map<String, Object> row) {
    Labels own = labels(measurement.cell(), row);
    if (measurement.each().isEmpty()) {
      return List.of(own);
    }
    Map<String, String> entries = (Map<String, String>) row.get(measurement.each().get());
    List<Labels> cells = new ArrayList<>();
    if (entries != null) {
      entries.forEach(
          (key, value) -> {
            Labels cell = own.with("key", key);
            cells.add(value == null ? cell : cell.with("value", value));
          });
    }
    return cells;
  }

  private static Labels labels(List<Expr> expressions, Map<String, Object> row) {
    Map<String, String> labels = new TreeMap<>();
    for (Expr expression : expressions) {
      Object value = row.get(expression.sql());
      if (value != null) {
        labels.put(expression.name(), value.toString());
      }
    }
    return Labels.of(labels);
  }

  private static long number(Object value) {
    if (value == null) {
      return 0;
    }
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
  }
}
