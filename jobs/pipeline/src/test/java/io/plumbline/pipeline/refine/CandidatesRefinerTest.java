package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.pipeline.SparkExtension;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class CandidatesRefinerTest {

  private record Selector(String kind, String id, String model) {}

  private record Offer(
      int night,
      int recordNight,
      String pool,
      Selector selector,
      String item,
      String cluster,
      boolean selected,
      String origin) {}

  private static final List<Selector> SELECTORS =
      List.of(
          new Selector("model", "picker", "atlas-2"),
          new Selector("human", "dana", null),
          new Selector("service", "random-control", null));

  private static final int NIGHTS = 6;

  /**
   * Offers of six nights: every fourth event arrives two nights late, every fifth is sent twice.
   */
  private static List<Offer> lab(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Offer> offers = new ArrayList<>();
    for (int day = 1; day <= NIGHTS; day++) {
      for (Selector selector : SELECTORS) {
        String pool = "pool-" + day + "-" + random.nextInt(2);
        int night = random.nextInt(4) == 0 ? Math.min(NIGHTS, day + 2) : day;
        int times = random.nextInt(5) == 0 ? 2 : 1;
        for (int time = 0; time < times; time++) {
          for (int item = 0; item < 12; item++) {
            String cluster = item % 4 == 0 ? null : "doc-" + (day / 2) + "-" + item / 3;
            offers.add(
                new Offer(
                    night,
                    day,
                    pool,
                    selector,
                    "item-" + day + "-" + item,
                    cluster,
                    random.nextBoolean(),
                    item % 2 == 0 ? "atlas-1" : item % 3 == 0 ? "other" : null));
          }
        }
      }
    }
    return offers;
  }

  private static Dataset<Row> events(SparkSession spark, List<Offer> offers) {
    Given given = Given.table(Cloudevents.SPEC);
    for (int i = 0; i < offers.size(); i += 12) {
      List<Offer> items = offers.subList(i, i + 12);
      Offer first = items.get(0);
      String text =
          items.stream()
              .map(
                  o ->
                      """
                      {"item_id":"%s","selected":%s,"cluster_id":%s,"stratum":"s","origin_model":%s,
                      "attributes":{"topic":"code"},"measures":{"length":12.5}}"""
                          .formatted(o.item, o.selected, json(o.cluster), json(o.origin)))
              .collect(Collectors.joining(","));
      given.row(
          "night",
          night(first.night),
          "record_night",
          night(first.recordNight),
          "begin",
          (long) i,
          "event_id",
          "e" + i,
          "event_source",
          "lab",
          "type",
          EventType.SELECTION.type(),
          "data",
          """
              {"pool_id":"%s","purpose":"training_data","selector":{"kind":"%s","id":"%s","model":%s},
              "items":[%s]}"""
              .formatted(
                  first.pool,
                  first.selector.kind,
                  first.selector.id,
                  json(first.selector.model),
                  text));
    }
    return given.in(spark);
  }

  private static String json(String text) {
    return text == null ? "null" : "\"" + text + "\"";
  }

  /** atlas-1 is kin of atlas-2 and known all along; other is known from the fourth night. */
  private static Dataset<Row> names(SparkSession spark) {
    Date last = Date.valueOf("9999-12-31");
    return spark.createDataFrame(
        List.of(
            RowFactory.create(
                "atlas-1",
                "atlas-1",
                1,
                new String[] {"atlas-1", "atlas-2"},
                new String[] {"atlas-1"},
                new String[] {},
                java.util.Map.of(),
                Date.valueOf(night(1)),
                last),
            RowFactory.create(
                "atlas-2",
                "atlas-2",
                2,
                new String[] {"atlas-1", "atlas-2"},
                new String[] {"atlas-2"},
                new String[] {"atlas-1"},
                java.util.Map.of(),
                Date.valueOf(night(1)),
                last),
            RowFactory.create(
                "other",
                "other",
                null,
                new String[] {"other"},
                new String[] {"other"},
                new String[] {},
                java.util.Map.of(),
                Date.valueOf(night(4)),
                last)),
        StructType.fromDDL(Names.DDL));
  }

  private static Dataset<Row> refined(SparkSession spark, Dataset<Row> events, Dataset<Row> past) {
    return CandidatesRefiner.refine(CandidatesRefiner.offers(events), past, past, names(spark));
  }

  private static Dataset<Row> nothing(SparkSession spark) {
    return spark.createDataFrame(List.of(), Given.schema(Candidates.SPEC));
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows
        .select(
            "night",
            "record_night",
            "pool_id",
            "selector_id",
            "item_id",
            "version",
            "unit",
            "selected",
            "human_selected",
            "control_selected",
            "own_lineage",
            "recurring")
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  /** The same by plain loops over the offers in the order in which they count. */
  private static List<String> byLoops(List<Offer> offers) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < offers.size(); i++) {
      order.add(i);
    }
    order.sort(
        Comparator.<Integer>comparingInt(i -> offers.get(i).night)
            .thenComparing(i -> !offers.get(i).selected));
    Map<String, Integer> versions = new HashMap<>();
    Map<Integer, Integer> version = new HashMap<>();
    for (int i : order) {
      Offer o = offers.get(i);
      version.put(i, versions.merge(o.pool + o.item + o.selector, 1, Integer::sum));
    }
    Map<String, Integer> units = new HashMap<>();
    for (int i : order) {
      Offer o = offers.get(i);
      if (o.cluster != null) {
        units.merge(o.selector + o.cluster, i, (a, b) -> before(offers, version, a, b) ? a : b);
      }
    }
    List<String> lines = new ArrayList<>();
    for (int i : order) {
      Offer o = offers.get(i);
      boolean unit =
          version.get(i) == 1 && (o.cluster == null || units.get(o.selector + o.cluster) == i);
      lines.add(
          RowFactory.create(
                  night(o.night),
                  night(o.recordNight),
                  o.pool,
                  o.selector.id,
                  o.item,
                  version.get(i),
                  unit,
                  o.selected,
                  took(offers, o, other -> other.selector.kind.equals("human")),
                  took(offers, o, other -> other.selector.id.equals("random-control")),
                  o.selector.model == null
                          || o.origin == null
                          || o.origin.equals("other") && o.night < 4
                      ? null
                      : (Object) o.origin.equals("atlas-1"),
                  o.cluster == null
                      ? null
                      : (Object)
                          offers.stream()
                              .anyMatch(
                                  other ->
                                      o.cluster.equals(other.cluster)
                                          && other.selector.equals(o.selector)
                                          && other.night < o.night))
              .toString());
    }
    return lines.stream().sorted().toList();
  }

  private static boolean before(List<Offer> offers, Map<Integer, Integer> version, int a, int b) {
    return Comparator.<Integer, Boolean>comparing(i -> version.get(i) > 1)
            .thenComparing(i -> offers.get(i).night)
            .thenComparingLong(i -> Hashes.of(offers.get(i).cluster, offers.get(i).item))
            .thenComparing(i -> offers.get(i).item)
            .thenComparing(i -> offers.get(i).pool)
            .compare(a, b)
        < 0;
  }

  private static Object took(List<Offer> offers, Offer o, Predicate<Offer> arm) {
    List<Offer> batch =
        offers.stream()
            .filter(arm)
            .filter(other -> other.pool.equals(o.pool) && other.night <= o.night)
            .toList();
    List<Offer> same = batch.stream().filter(other -> other.item.equals(o.item)).toList();
    return batch.isEmpty() || same.isEmpty() ? null : same.stream().anyMatch(Offer::selected);
  }

  @Test
  void rowsAreThoseOfAPlainLoop(SparkSession spark) {
    for (long seed = 1; seed <= 3; seed++) {
      List<Offer> offers = lab(seed);
      assertThat(lines(refined(spark, events(spark, offers), nothing(spark))))
          .as("seed " + seed)
          .isEqualTo(byLoops(offers));
    }
  }

  @Test
  void partitionsDoNotMatter(SparkSession spark) {
    Dataset<Row> events = events(spark, lab(1));
    Dataset<Row> one = refined(spark, events.repartition(1), nothing(spark));
    Equal.rows(one, refined(spark, events.repartition(2), nothing(spark)));
    Equal.rows(one, refined(spark, events.repartition(7), nothing(spark)));
  }

  @Test
  void nightByNightIsTheSameAsOnePass(SparkSession spark) {
    Dataset<Row> events = events(spark, lab(2));
    Dataset<Row> past = nothing(spark);
    for (int day = 1; day <= NIGHTS; day++) {
      Dataset<Row> tonight =
          events.where(functions.col("night").equalTo(functions.lit(night(day))));
      past = past.union(refined(spark, tonight, past)).localCheckpoint();
    }
    Equal.rows(refined(spark, events, nothing(spark)), past);
  }

  @Test
  void selectionDoesNotMoveTheUnit(SparkSession spark) {
    List<Offer> offers = lab(3);
    List<Offer> flipped =
        offers.stream()
            .map(
                o ->
                    new Offer(
                        o.night,
                        o.recordNight,
                        o.pool,
                        o.selector,
                        o.item,
                        o.cluster,
                        !o.selected,
                        o.origin))
            .toList();
    String[] key = {"night", "pool_id", "selector_id", "item_id", "version", "unit"};
    Equal.rows(
        refined(spark, events(spark, offers), nothing(spark)).select("night", key),
        refined(spark, events(spark, flipped), nothing(spark)).select("night", key));
  }

  @Test
  void mappedRowsAloneNeedNoEvents(SparkSession spark) {
    Dataset<Row> mapped = CandidatesRefiner.offers(events(spark, lab(1))).drop("item_index");
    assertThat(
            CandidatesRefiner.refine(mapped, nothing(spark), nothing(spark), names(spark)).count())
        .isEqualTo(mapped.count());
  }

  @Test
  void numbersAreCountedToThreeSignificantDigits(SparkSession spark) {
    Dataset<Row> offers =
        CandidatesRefiner.offers(events(spark, lab(1)))
            .limit(1)
            .withColumn(
                "measures",
                functions.expr(
                    "map('words', 44d, 'cost', 0.0123456d, 'loss', -1e9d, 'none', double('NaN'))"));
    assertThat(
            CandidatesRefiner.refine(offers, nothing(spark), nothing(spark), names(spark))
                .selectExpr("cast(measure_bins as string)")
                .head()
                .getString(0))
        .isEqualTo("{words -> 4.40e+01, cost -> 1.23e-02, loss -> -1.00e+09}");
  }

  @Test
  void requiredColumnsAreNeverNull(SparkSession spark) {
    Dataset<Row> rows = refined(spark, events(spark, lab(1)), nothing(spark));
    for (var column : Candidates.SPEC.columns()) {
      if (!column.nullable()) {
        assertThat(rows.where(functions.col(column.name()).isNull()).count())
            .as(column.name())
            .isZero();
      }
    }
    assertThat(rows.columns())
        .containsExactly(Candidates.SPEC.columnNames().toArray(String[]::new));
  }
}
