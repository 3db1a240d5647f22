package io.plumbline.pipeline.tables;

import io.plumbline.datasets.silver.Models;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What was said of the generations of models. */
public final class Generations {

  private Generations() {}

  /** Generation by night on which it was said and model id, up to a night. */
  public static SortedMap<LocalDate, Map<String, Integer>> read(Tables tables, LocalDate through) {
    SortedMap<LocalDate, Map<String, Integer>> generations = new TreeMap<>();
    // Bounded: a lab has few models.
    List<Row> models =
        tables
            .read(Models.SPEC)
            .where("generation IS NOT NULL AND night <= DATE'" + through + "'")
            .select(
                functions.col("model_id"),
                functions.col("generation"),
                functions.col("night").cast("string"))
            .orderBy("night", "model_id")
            .limit(100_000)
            .collectAsList();
    models.forEach(
        row ->
            generations
                .computeIfAbsent(LocalDate.parse(row.getString(2)), night -> new TreeMap<>())
                .put(row.getString(0), row.getInt(1)));
    return generations;
  }
}
