package io.plumbline.pipeline.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.SourceSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The operator's mapping of input rows to rows of a silver table.
 *
 * <p>Columns that refine works out by itself need not be mapped; every other required column must
 * be, and a row in which it is null is quarantined. {@code record_at} is the row's clock.
 */
final class Mapping {

  static final String CLOCK = "record_at";
  static final String FAULT = "__fault";
  static final String DATA = "__data";
  static final String AT = "__at";

  /** The tables rows can be mapped to. */
  private static final List<String> TARGETS =
      List.of(
          "behaviours",
          "candidates",
          "claims",
          "compute_ledger",
          "decisions",
          "evaluation_criteria",
          "evaluation_results",
          "evaluation_runs",
          "generation_cycles",
          "performance",
          "traces");

  /** Required columns that refine fills in where a mapping does not. */
  private static final Set<String> WORKED_OUT =
      Set.of(
          "version",
          "unit",
          "shown",
          "superseded",
          "superseded_members",
          "edit_count",
          "epoch",
          "scorer",
          "selector_kind",
          "awareness",
          "domain",
          "executions",
          "first_night",
          "outcome",
          "counted",
          "approver_class",
          "authority",
          "executed_before_approved",
          "digest_mismatch",
          "has_reason",
          "events");

  private final SourceSettings source;
  private final TableSpec into;
  private final Expressions expressions;

  private Mapping(SourceSettings source, TableSpec into, Expressions expressions) {
    this.source = source;
    this.into = into;
    this.expressions = expressions;
  }

  /**
   * The mapping of a source.
   *
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when it names a table or column that
   *     cannot be mapped, leaves one out that must be, or gives rows no clock
   */
  static Mapping of(SparkSession spark, SourceSettings source) {
    String name = source.into().orElse("").replaceFirst("^silver\\.", "");
    TableSpec into =
        Schema.table(Layer.SILVER.folder() + "." + name)
            .filter(table -> TARGETS.contains(table.name()))
            .orElseThrow(
                () ->
                    wrong(
                        source,
                        "`into` is '" + name + "'" + nearest(name, TARGETS),
                        "one of " + String.join(", ", TARGETS)));
    Mapping mapping = new Mapping(source, into, new Expressions(spark, source.name()));
    source.rows().forEach(mapping::requireColumns);
    return mapping;
  }

  TableSpec into() {
    return into;
  }

  private void requireColumns(SourceSettings.RowMapping row) {
    List<String> known = Stream.concat(own().map(ColumnSpec::name), Stream.of(CLOCK)).toList();
    for (String column : row.columns().keySet()) {
      if (!known.contains(column)) {
        throw wrong(
            source,
            "it maps '" + column + "'" + nearest(column, known),
            "columns of " + into.qualifiedName() + " only");
      }
    }
    List<String> missing =
        essential().filter(column -> !row.columns().containsKey(column)).toList();
    if (!missing.isEmpty()) {
      throw wrong(
          source,
          "nothing is mapped to " + String.join(", ", missing),
          "every required column of " + into.qualifiedName());
    }
    if (!row.columns().containsKey(CLOCK) && source.night().isEmpty()) {
      throw wrong(
          source,
          "its rows have no clock",
          "a mapped column '" + CLOCK + "', or `night:` for a source without one");
    }
  }

  /** The table's columns without those that say where a row comes from. */
  private Stream<ColumnSpec> own() {
    Set<String> places =
        Provenance.ofSilver(List.of()).stream().map(ColumnSpec::name).collect(Collectors.toSet());
    return into.columns().stream().filter(column -> !places.contains(column.name()));
  }

  private Stream<String> essential() {
    return own()
        .filter(column -> !column.nullable() && !WORKED_OUT.contains(column.name()))
        .map(ColumnSpec::name);
  }

  /**
   * The mapped rows of each row mapping: the input rows it applies to, with {@link #AT} (clock or
   * null), {@link #DATA} (JSON text) and {@link #FAULT} (why it cannot be used, or null).
   */
  List<Dataset<Row>> apply(Dataset<Row> rows) {
    List<Dataset<Row>> mapped = new ArrayList<>();
    for (SourceSettings.RowMapping row : source.rows()) {
      Dataset<Row> meant =
          row.where()
              .map(sql -> rows.where(expressions.read("`where`", sql, rows).value()))
              .orElse(rows);
      mapped.add(apply(row.columns(), rows, meant));
    }
    return mapped;
  }

  /** A few steps over all columns at once: every step has Spark analyse the whole plan again. */
  private Dataset<Row> apply(Map<String, String> columns, Dataset<Row> rows, Dataset<Row> meant) {
    List<String> names = new ArrayList<>(columns.keySet());
    Map<String, Column> given = new LinkedHashMap<>();
    for (String name : names) {
      Expressions.Read read = expressions.read("column '" + name + "'", columns.get(name), rows);
      given.put(
          given(name), functions.struct(read.value().as("value"), read.failed().as("failed")));
    }
    Dataset<Row> valued = typed(meant.withColumns(given), names);
    Column fault = lit(null).cast("string");
    for (String name : names) {
      fault = coalesce(fault, fault(name));
    }
    for (String name : essential().toList()) {
      fault =
          coalesce(
              fault, when(col(typed(name)).isNull(), lit("column '" + name + "' has no value")));
    }
    fault = coalesce(fault, checks(names));
    Column[] members =
        names.stream()
            .filter(name -> !name.equals(CLOCK))
            .map(name -> col(typed(name)).as(name))
            .toArray(Column[]::new);
    Map<String, String> exact = Map.of("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");
    Map<String, Column> done = new LinkedHashMap<>();
    done.put(FAULT, fault);
    done.put(DATA, to_json(functions.struct(members), exact));
    done.put(AT, names.contains(CLOCK) ? col(typed(CLOCK)) : lit(null).cast("timestamp"));
    return valued
        .withColumns(done)
        .drop(
            names.stream()
                .flatMap(name -> Stream.of(given(name), typed(name)))
                .toArray(String[]::new));
  }

  /** Adds each value in its column's type. */
  private Dataset<Row> typed(Dataset<Row> valued, List<String> names) {
    Map<String, Column> typed = new LinkedHashMap<>();
    names.forEach(name -> typed.put(typed(name), cast(name)));
    try {
      return valued.withColumns(typed);
    } catch (Exception fault) {
      if (fault instanceof org.apache.spark.sql.AnalysisException) {
        for (String name : names) {
          requireCast(valued, name);
        }
      }
      throw fault;
    }
  }

  private void requireCast(Dataset<Row> valued, String name) {
    try {
      valued.select(cast(name));
    } catch (Exception fault) {
      if (fault instanceof org.apache.spark.sql.AnalysisException) {
        String type = type(name);
        throw wrong(source, "column '" + name + "' has a type that is no " + type, type);
      }
      throw fault;
    }
  }

  private String type(String name) {
    return name.equals(CLOCK)
        ? "timestamp"
        : own().filter(one -> one.name().equals(name)).findFirst().orElseThrow().sqlType();
  }

  /** A value in its column's type; texts of maps and arrays stay texts, which refine reads. */
  private Column cast(String name) {
    String type = type(name);
    Column value = col(given(name) + ".value");
    boolean isNested = type.startsWith("map<") || type.startsWith("array<");
    return isNested ? value : value.try_cast(type);
  }

  private static Column fault(String name) {
    Column failed =
        col(given(name) + ".failed")
            .or(col(given(name) + ".value").isNotNull().and(col(typed(name)).isNull()));
    return when(failed, lit("column '" + name + "' has a value of another type"));
  }

  /** The table's own constraints, as far as they speak of mapped columns. */
  private Column checks(List<String> names) {
    Column fault = lit(null).cast("string");
    for (Map.Entry<String, String> check : new java.util.TreeMap<>(into.checks()).entrySet()) {
      String column = check.getValue().strip().split("\\W", 2)[0];
      if (names.contains(column)) {
        // A constraint is a predicate over one column, written in a table's contract.
        Column holds =
            functions.expr(check.getValue().replaceFirst(column, "`" + typed(column) + "`"));
        fault =
            coalesce(
                fault,
                when(holds.equalTo(false), lit("column '" + column + "' is not a known word")));
      }
    }
    return fault;
  }

  private static String given(String name) {
    return "__given_" + name;
  }

  private static String typed(String name) {
    return "__typed_" + name;
  }

  private static String nearest(String name, List<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt(one -> distance.apply(one, name)))
        .map(one -> " (did you mean '" + one + "'?)")
        .orElse("");
  }

  private static PlumblineException wrong(SourceSettings source, String seen, String wanted) {
    return new PlumblineException(
        ErrorCode.CONFIGURATION,
        "Cannot map source '"
            + source.name()
            + "': "
            + seen
            + "; wanted "
            + wanted
            + ". Correct its entry in `sources`.");
  }
}
