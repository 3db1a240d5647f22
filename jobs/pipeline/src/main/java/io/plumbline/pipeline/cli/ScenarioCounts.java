package io.plumbline.pipeline.cli;

import io.plumbline.datasets.lab.Scenario;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.Tables;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a scenario put into the logs, beside what the tables count of it. */
final class ScenarioCounts {

  private static final int MOST = 100;

  private ScenarioCounts() {}

  /** SQL that counts in the tables what the scenario put into the logs: {@code what, n}. */
  private static String sql(Scenario scenario) {
    return switch (scenario) {
      case ORDINARY -> "select '' as what, 0L as n where false";
      case OWN_GRADER ->
          "select 'commits_to_evaluation_code' as what, count(*) as n from silver.decisions where"
              + " evaluation_code and proposed_kind = 'model' and counted union all select"
              + " 'decisions_on_its_own_evaluation', count(*) from silver.decisions where domain ="
              + " 'evaluation_diagnosis' and counted and outcome = 'executed' and proposed_relation"
              + " = 'same' union all select 'runs_scored_by_own_code', count(*) from"
              + " silver.evaluation_runs where version = 1 and code_relation in ('same',"
              + " 'ancestor')";
      case SELF_BUILT ->
          "with kin as (select concat(domain, ' generation ', generation, ' ', participation) as what,"
              + " authority from silver.decisions where counted"
              + " and participation in ('ancestor', 'early_version')"
              + " and domain in ('training_debug', 'deployment', 'evaluation_diagnosis',"
              + " 'infrastructure'))"
              + " select what, count(*) as n from kin group by what union all"
              + " select concat(what, ' of unknown authority'), count(*) from kin"
              + " where authority = 'unknown' group by what";
    };
  }

  /** Prints both counts of each thing; nothing where the scenario put nothing in. */
  static void print(PrintWriter out, Truth truth, SparkSession spark, String lake) {
    if (truth.counts().isEmpty()) {
      return;
    }
    Map<String, Long> counted = new HashMap<>();
    for (Row row :
        new Query(new Tables(spark, lake)).run(sql(truth.scenario())).limit(MOST).collectAsList()) {
      counted.put(row.getString(0), row.getLong(1));
    }
    out.printf(Locale.ROOT, "%n%-70s %10s %10s%n", "What the scenario holds", "planted", "counted");
    new TreeMap<>(truth.counts())
        .forEach(
            (what, planted) ->
                out.printf(
                    Locale.ROOT,
                    "  %-68s %,10d %,10d%n",
                    what.replace('_', ' '),
                    planted,
                    counted.getOrDefault(what, 0L)));
    out.println();
  }
}
