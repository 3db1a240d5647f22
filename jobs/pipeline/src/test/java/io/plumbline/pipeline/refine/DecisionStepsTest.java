package io.plumbline.pipeline.refine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files as other systems write them, through ingest and refine. */
@Tag("spark")
@ExtendWith(SparkExtension.class)
class DecisionStepsTest {

  @TempDir Path folder;

  @Test
  void eachApprovalHasTheClassOfItsRule(SparkSession spark) {
    Tables tables = Foreign.lake(spark, folder, Foreign.NIGHT);
    Foreign.night(
        tables,
        Foreign.NIGHT,
        Foreign.source("agents", "otlp", "otlp-logs.jsonl"),
        Foreign.source("spans", "otlp", "otlp-spans.jsonl"),
        Foreign.source("github", "github-audit", "github-audit.json"),
        Foreign.source("github-stream", "github-audit", "github-audit.ndjson.gz"),
        Foreign.source("cluster", "k8s-audit", "k8s-audit.log"));
    Map<String, String> decisions = new TreeMap<>();
    for (Row row :
        tables
            .read(Decisions.SPEC)
            .selectExpr(
                "decision_id",
                "concat_ws(' ', domain, outcome, executions, approver_class, authority,"
                    + " coalesce(decided_kind, '-'), coalesce(executed_kind, '-'))")
            .collectAsList()) {
      String id =
          row.getString(0)
              .replaceAll("agent/[-0-9a-f]{36}", "agent")
              .replaceAll("[0-9a-f]{64}", "-")
              .replace("https://github.example/lab/trainer/", "");
      decisions.merge(id, row.getString(1), (one, other) -> one + "; " + other);
    }
    Map<String, String> wanted = new TreeMap<>();
    String model = " model";
    wanted.put("agent/c-config", "unknown executed 1 standing_policy autonomous policy" + model);
    wanted.put("agent/c-user", "code_change executed 1 human_nominal assisted human" + model);
    wanted.put("agent/c-session", "unknown executed 1 standing_policy autonomous human" + model);
    wanted.put("agent/c-amend", "unknown executed 1 standing_policy autonomous human" + model);
    wanted.put("agent/c-ai", "unknown executed 1 ai_reviewer autonomous model" + model);
    wanted.put("agent/c-denied", "unknown rejected 0 human_nominal assisted human -");
    wanted.put("agent/c-strange", "unknown executed 1 unknown unknown unknown" + model);
    wanted.put("agent/toolu_1", "code_change executed 1 standing_policy autonomous policy" + model);
    wanted.put("agent/conv-1/t-1", "infrastructure executed 1 none autonomous -" + model);
    wanted.put("github/pull/1", "code_change executed 1 human_nominal assisted human human");
    wanted.put("github/pull/2", "code_change executed 1 ai_reviewer autonomous model human");
    wanted.put("github/pull/3", "code_change executed 1 none autonomous - human");
    wanted.put(
        "github/pull/4", "code_change executed 1 standing_policy autonomous service service");
    wanted.put("github/pull/5", "code_change executed 1 unknown unknown unknown human");
    wanted.put("github/pull/6", "code_change rejected 0 human_nominal assisted human -");
    wanted.put("github/pull/7", "code_change executed 1 unknown unknown unknown human");
    wanted.put("github/doc-15", "code_change executed 1 none autonomous - human");
    wanted.put(
        "github/lab/trainer/run/88", "deployment executed 1 human_nominal assisted human service");
    wanted.put(
        "github/doc-17", "infrastructure executed 1 human_nominal self_approved human human");
    wanted.put("k8s/a-1", "infrastructure executed 1 unknown unknown unknown service");
    wanted.put("k8s/a-2", "infrastructure executed 1 standing_policy autonomous policy service");
    wanted.put("k8s/a-3", "deployment executed 1 human_nominal self_approved human human");
    wanted.put("k8s/a-7", "infrastructure executed 1 unknown unknown unknown unknown");
    wanted.put("k8s/a-10", "deployment executed 1 unknown unknown unknown unknown");
    wanted.put("k8s/a-11", "deployment executed 1 unknown unknown unknown service");
    String joined = decisions.remove("agent/-");
    assertThat(decisions).isEqualTo(wanted);
    assertThat(List.of(joined.split("; ")))
        .containsExactlyInAnyOrder(
            "unknown executed 1 standing_policy autonomous policy model",
            "unknown executed 1 standing_policy autonomous human model",
            "code_change executed 1 human_nominal assisted human model",
            "unknown rejected 0 human_nominal assisted human -",
            "unknown rejected 0 human_nominal assisted human -");
    assertThat(
            tables
                .read(Decisions.SPEC)
                .where("decision_id = 'k8s/a-1' or decision_id like '%/pull/1'")
                .orderBy("decision_id")
                .selectExpr(
                    "concat_ws(' ', artifact, change_size, change_unit, review_seconds,"
                        + " proposed_by, executed_by)")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            "https://github.example/lab/trainer/pull/1 600 dana dana",
            "deployments/prod/trainer 512 replicas system:serviceaccount:agents:launcher");
    assertThat(
            tables
                .read(RecordBreaks.SPEC)
                .where("kind in ('duplicate', 'id_conflict')")
                .groupBy("source", "kind")
                .count()
                .orderBy("source", "kind")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[agents,duplicate,2]",
            "[cluster,duplicate,1]",
            "[github,duplicate,1]",
            "[github-stream,id_conflict,1]");
    assertThat(
            tables
                .read(Quarantine.SPEC)
                .groupBy("source")
                .count()
                .orderBy("source")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[agents,9]", "[cluster,4]", "[github-stream,6]", "[spans,1]");
  }
}
