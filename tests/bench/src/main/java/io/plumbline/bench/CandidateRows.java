package io.plumbline.bench;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** Rows of {@code silver.candidates}: one night, 100 scopes, ten strata in each of them. */
final class CandidateRows {

  static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  private static final int FILES = 8;

  private static final List<String> PURPOSES =
      List.of("training_data", "reasoning_trace", "evaluation_item", "bug", "design_option");

  private CandidateRows() {}

  /** Makes the lake's tables and fills this one, unless an earlier bench did. */
  static void write(Tables tables, long rows) {
    tables.create();
    if (tables.isNew(Candidates.SPEC)) {
      SparkSession spark = tables.spark();
      tables.append(Candidates.SPEC, spark.range(0, rows, 1, FILES).selectExpr(columns()));
    }
  }

  private static String[] columns() {
    Map<String, String> values = new HashMap<>();
    values.put("night", "date'" + NIGHT + "'");
    values.put("record_night", "date'" + NIGHT + "'");
    values.put("late", "false");
    values.put("source", "'selections'");
    values.put("file", "'" + NIGHT + ".jsonl'");
    values.put("position", "id * 700");
    values.put("pool_id", "concat('pool-', " + scope() + ")");
    values.put("item_id", "concat('item-', id)");
    values.put("cluster_id", "if(pmod(id, 4) = 0, concat('document-', id div 12), null)");
    // Of the three items of a document one is its unit.
    values.put("unit", "pmod(id, 4) <> 0 or pmod(id, 12) = 0");
    values.put(
        "purpose",
        "element_at(array("
            + PURPOSES.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
            + "), cast(pmod("
            + scope()
            + ", 5) as int) + 1)");
    values.put("subject_model", "'atlas-4'");
    values.put("selector_kind", "'model'");
    values.put("selector_id", "concat('selector-', " + scope() + " div 5)");
    values.put("selector_model", "concat('atlas-', pmod(" + scope() + ", 3))");
    values.put("selected", "pmod(xxhash64(id, 'selected'), 10) < 3");
    values.put("stratum", "concat('decile-', pmod(xxhash64(id, 'stratum'), 10))");
    values.put(
        "attributes",
        "map_from_entries(concat("
            + Attribute.ALL.stream().map(Attribute::entries).collect(Collectors.joining(", "))
            + "))");
    values.put("origin_model", "concat('atlas-', pmod(xxhash64(id, 'origin'), 4))");
    values.put("own_lineage", "pmod(xxhash64(id, 'origin'), 4) = pmod(" + scope() + ", 3)");
    values.put("human_selected", "pmod(xxhash64(id, 'human'), 10) < 3");
    values.put("control_selected", "pmod(xxhash64(id, 'control'), 10) < 3");
    values.put("version", "1");
    return Candidates.SPEC.columns().stream()
        .map(column -> typed(column, values.getOrDefault(column.name(), "null")))
        .toArray(String[]::new);
  }

  private static String scope() {
    return "pmod(xxhash64(id), 100)";
  }

  private static String typed(ColumnSpec column, String value) {
    return "cast(" + value + " as " + column.sqlType() + ") as " + column.name();
  }
}
