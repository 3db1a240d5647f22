package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.pipeline.SparkExtension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class BehavioursRefinerTest {

  private record Sample(int night, String id, String context, String cluster, double score) {}

  /** Four nights of samples; clusters recur on later nights, and every tenth sample is repeated. */
  private static List<Sample> lab(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      samples.add(
          new Sample(
              1 + i / 20,
              "s" + (random.nextInt(10) == 0 ? i / 2 : i),
              random.nextBoolean() ? "test" : "deployment",
              random.nextInt(4) == 0 ? null : "user-" + random.nextInt(15),
              random.nextInt(101) / 100.0));
    }
    return samples;
  }

  private static Dataset<Row> events(SparkSession spark, List<Sample> samples) {
    Given given = Given.table(Cloudevents.SPEC);
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      given.row(
          "night",
          night(sample.night),
          "begin",
          (long) i,
          "type",
          EventType.BEHAVIOUR.type(),
          "data",
          """
              {"sample_id":"%s","context":"%s","model":"atlas-2","behaviour":"refusal","score":%s,
              "cluster_id":%s,"awareness":"maybe","realism":0.25}"""
              .formatted(
                  sample.id,
                  sample.context,
                  sample.score,
                  sample.cluster == null ? "null" : "\"" + sample.cluster + "\""));
    }
    return given.in(spark);
  }

  private static Dataset<Row> refined(Dataset<Row> events, Dataset<Row> past) {
    return BehavioursRefiner.refine(BehavioursRefiner.samples(events), past, past);
  }

  private static Dataset<Row> nothing(SparkSession spark) {
    return spark.createDataFrame(List.of(), Given.schema(Behaviours.SPEC));
  }

  @Test
  void rowsAreThoseOfAPlainLoop(SparkSession spark) {
    List<Sample> samples = lab(1);
    Map<String, Integer> versions = new HashMap<>();
    List<Integer> version = new ArrayList<>();
    Map<String, Integer> units = new HashMap<>();
    Comparator<Integer> before =
        Comparator.<Integer, Boolean>comparing(i -> version.get(i) > 1)
            .thenComparing(i -> samples.get(i).night)
            .thenComparingLong(i -> Hashes.of(samples.get(i).cluster, samples.get(i).id));
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      version.add(versions.merge(sample.id, 1, Integer::sum));
      if (sample.cluster != null) {
        units.merge(sample.cluster, i, (a, b) -> before.compare(a, b) < 0 ? a : b);
      }
    }
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      boolean unit =
          version.get(i) == 1 && (sample.cluster == null || units.get(sample.cluster) == i);
      wanted.add(
          "%s %s v%s unit=%s %s shown=%s unknown 250000"
              .formatted(
                  night(sample.night),
                  sample.id,
                  version.get(i),
                  unit,
                  Math.round(sample.score * 1e6),
                  sample.score >= 0.5));
    }
    assertThat(
            refined(events(spark, samples), nothing(spark)).collectAsList().stream()
                .map(
                    row ->
                        "%s %s v%s unit=%s %s shown=%s %s %s"
                            .formatted(
                                row.getAs("night"), row.getAs("sample_id"),
                                row.<Integer>getAs("version"), row.getAs("unit"),
                                row.<Long>getAs("score_micro"), row.getAs("shown"),
                                row.getAs("awareness"), row.<Long>getAs("realism_micro")))
                .toList())
        .containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void nightByNightAndAnyPartitionsGiveOnePass(SparkSession spark) {
    Dataset<Row> events = events(spark, lab(2));
    Dataset<Row> past = nothing(spark);
    for (int day = 1; day <= 4; day++) {
      Dataset<Row> tonight =
          events.where(functions.col("night").equalTo(functions.lit(night(day))));
      past = past.union(refined(tonight, past)).localCheckpoint();
    }
    Dataset<Row> whole = refined(events.repartition(1), nothing(spark));
    Equal.rows(whole, past);
    Equal.rows(whole, refined(events.repartition(7), nothing(spark)));
  }
}
