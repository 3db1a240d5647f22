package io.plumbline.pipeline.tables;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.gold.Extracts;
import io.plumbline.datasets.gold.Tallies;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One digest per table and night over the rows that count on that night, whatever files they lie
 * in: row digests in sorted order, first within a bucket of the key, then over the buckets.
 *
 * <p>Raw texts and the time of reading are left out: an erased payload and a second run change no
 * root. The digest of the raw bytes is a column of its own and stays in.
 */
public final class ContentRoots {

  private static final int BUCKETS = 64;
  private static final Set<String> LEFT_OUT = Set.of("ingested_at", "raw", "data");

  // Reads of files, folds and budgets differ between one pass and many without any row differing;
  // seals cannot contain themselves.
  private static final Set<String> NOT_ROOTED =
      Set.of("bronze.files", "gold.folds", "gold.ledger", "gold.nights", "gold.drills");

  private static final Set<TableSpec> COUNTED = Set.of(Tallies.SPEC, Extracts.SPEC);

  private ContentRoots() {}

  /** Tables whose rows are under the seal. */
  public static List<TableSpec> tables() {
    return Schema.TABLES.stream()
        .filter(table -> !NOT_ROOTED.contains(table.qualifiedName()))
        .toList();
  }

  /** Tables under the seal that hold what was recorded: final once a run has refined it. */
  public static List<TableSpec> recorded() {
    return tables().stream().filter(table -> table.layer() != Layer.GOLD).toList();
  }

  /** Tables under the seal that hold what was counted. */
  public static List<TableSpec> counted() {
    return tables().stream().filter(COUNTED::contains).toList();
  }

  /** Tables under the seal that hold what was decided: all others are final before that. */
  public static List<TableSpec> decided() {
    return tables().stream()
        .filter(table -> table.layer() == Layer.GOLD && !COUNTED.contains(table))
        .toList();
  }

  /** Roots of all tables under the seal: see {@link #of(Tables, List, LocalDate, LocalDate)}. */
  public static SortedMap<LocalDate, SortedMap<String, String>> of(
      Tables lake, LocalDate from, LocalDate to) {
    return of(lake, tables(), from, to);
  }

  /**
   * Root by table name for every night of the range that has rows; a table without rows is absent.
   */
  public static SortedMap<LocalDate, SortedMap<String, String>> of(
      Tables lake, List<TableSpec> tables, LocalDate from, LocalDate to) {
    return tables.stream()
        .map(table -> digests(table, lake.read(table, from, to)))
        .reduce(Dataset::union)
        .map(ContentRoots::collect)
        .orElseThrow();
  }

  private static Dataset<Row> digests(TableSpec table, Dataset<Row> rows) {
    List<String> names = table.columnNames();
    // A column goes by its place: names would be most of what is digested.
    Column[] content =
        names.stream()
            .filter(name -> table.layer() != Layer.BRONZE || !LEFT_OUT.contains(name))
            .filter(name -> !name.equals("raw") && !name.equals("night"))
            .map(name -> col(name).as(Integer.toString(names.indexOf(name), 36)))
            .toArray(Column[]::new);
    Column[] key =
        table.key().stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);
    return rows.select(
        lit(table.qualifiedName()).as("table"),
        col("night"),
        pmod(xxhash64(key), lit(BUCKETS)).as("bucket"),
        // Labels every value and quotes every text: no two rows have the same JSON.
        sha2(to_json(struct(content)), 256).as("digest"));
  }

  private static SortedMap<LocalDate, SortedMap<String, String>> collect(Dataset<Row> digests) {
    // Bounded: one row a table and night.
    List<Row> roots =
        digests
            .groupBy("table", "night", "bucket")
            .agg(sha2(concat_ws("", array_sort(collect_list(col("digest")))), 256).as("digest"))
            .groupBy("table", "night")
            .agg(sha2(concat_ws("", array_sort(collect_list(col("digest")))), 256).as("root"))
            .select(col("table"), col("night").cast("string"), col("root"))
            .collectAsList();
    return roots.stream()
        .collect(
            Collectors.groupingBy(
                row -> LocalDate.parse(row.getString(1)),
                TreeMap::new,
                Collectors.toMap(
                    row -> row.getString(0), row -> row.getString(2), (a, b) -> a, TreeMap::new)));
  }

  /** Root of a night: Merkle over its identity and its tables' roots in name order. */
  public static String root(List<String> identity, Map<String, String> roots) {
    List<String> leaves = new java.util.ArrayList<>(identity);
    new TreeMap<>(roots).forEach((table, root) -> leaves.add(table + " " + root));
    return Merkle.root(leaves);
  }
}
