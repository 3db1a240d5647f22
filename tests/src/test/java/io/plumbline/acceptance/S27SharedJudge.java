package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/** Two evaluations during development and one for deployment, which shares its judge with one. */
final class S27SharedJudge implements AcceptanceRow {

  @Override
  public String claim() {
    return "S27 a judge that development and deployment evaluations share is named";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("shared-evaluation/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: evals, format: inspect, path: evals/}
        models:
          - {id: atlas-3}
          - {id: umbra-1}
          - {id: cirrus-2}
        """);
    log(lab, 1, "dev_suite", "development", "umbra-1", "a");
    log(lab, 2, "other_suite", "development", "cirrus-2", "b");
    log(lab, 3, "release_suite", "deployment", "umbra-1", "c");
  }

  private static void log(RawLab lab, int n, String task, String purpose, String judge, String item)
      throws IOException {
    lab.file(
        "evals/2026-03-02T0" + n + "-00-00_" + task + "_x" + n + ".json",
        RawLab.json(
            """
            {"version":2,"status":"success","eval":{"eval_id":"e%d","run_id":"r%d",\
            "created":"2026-03-02T0%d:00:00+00:00","task":"%s","task_id":"t%d","task_version":1,\
            "task_file":"evals/%s.py","dataset":{"name":"%s","samples":1,"sample_ids":["%s"]},\
            "model":"atlas-3","model_roles":{"grader":{"model":"%s"}},\
            "metadata":{"purpose":"%s"},"config":{},"packages":{"inspect_ai":"0.3.258"},\
            "scorers":[{"name":"model_graded_qa"}]},\
            "stats":{"started_at":"2026-03-02T0%d:00:00+00:00",\
            "completed_at":"2026-03-02T0%d:10:00+00:00"},\
            "samples":[{"id":"%s","epoch":1,"input":"q","target":"t",\
            "scores":{"model_graded_qa":{"value":0.5}}}]}\
            """,
            n, n, n, task, n, task, task, item, judge, purpose, n, n, item));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.question("separation").get("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(outcome.alarms("shared-evaluation"))
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.get("scope").toString()).contains("dev_suite", "release_suite");
              assertThat(finding.get("because").asText())
                  .contains("share judge umbra-1", "separation score 0.500");
            });
  }
}
