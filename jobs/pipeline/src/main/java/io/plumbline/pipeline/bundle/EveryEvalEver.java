package io.plumbline.pipeline.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.pipeline.configuration.ExportSettings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Evaluation runs in the format of Every Eval Ever 0.3.0, one document a run. Samples are left out:
 * the tables hold scores and digests, not the texts that the format asks for.
 */
final class EveryEvalEver {

  static final String VERSION = "0.3.0";
  static final String FOLDER = "evaluations/data/";

  private final ExportSettings settings;
  private final Instant cutOff;

  /**
   * Documents of one night.
   *
   * @param cutOff end of the night: the moment the records are of
   */
  EveryEvalEver(ExportSettings settings, Instant cutOff) {
    this.settings = settings;
    this.cutOff = cutOff;
  }

  /** Who is named as evaluator where a configuration names nobody. */
  private String organisation() {
    return settings.organisation().orElse("not stated");
  }

  /** Where the document of a run stands in the bundle: stable from export to export. */
  String path(EvaluationRun run) {
    UUID name = UUID.nameUUIDFromBytes(run.id().getBytes(StandardCharsets.UTF_8));
    return FOLDER
        + Entries.segment(run.task())
        + "/"
        + Entries.segment(organisation())
        + "/"
        + Entries.segment(run.model().orElse(EvaluationRun.UNKNOWN))
        + "/"
        + name
        + ".json";
  }

  /** What is said of evaluator and model: by the run's own record, else by the exporter. */
  String relationship(EvaluationRun run) {
    return run.declared()
        .or(() -> settings.relationship().map(ExportSettings.Relationship::id))
        .orElse(ExportSettings.Relationship.OTHER.id());
  }

  private String declaredBy(EvaluationRun run) {
    if (run.declared().isPresent()) {
      return "record";
    }
    return settings.relationship().isPresent() ? "exporter" : "nobody";
  }

  /** The document of a run that has a score. */
  ObjectNode document(EvaluationRun run) {
    String model = run.model().orElse(EvaluationRun.UNKNOWN);
    ObjectNode root = Json.object();
    root.put("schema_version", VERSION);
    root.put("evaluation_id", run.task() + "/" + model + "/" + cutOff.getEpochSecond());
    run.startedAt()
        .ifPresent(at -> root.put("evaluation_timestamp", Long.toString(at.getEpochSecond())));
    root.put("retrieved_timestamp", Long.toString(cutOff.getEpochSecond()));
    ObjectNode source = root.putObject("source_metadata");
    source.put("source_name", "Plumbline");
    source.put("source_type", "evaluation_run");
    source.put("source_organization_name", organisation());
    source.put("evaluator_relationship", relationship(run));
    ObjectNode details = source.putObject("additional_details");
    details.put("relationship_declared_by", declaredBy(run));
    details.put("independence_computed", run.grade().id());
    put(details, "judge_relation", run.judgeRelation());
    put(details, "code_relation", run.codeRelation());
    details.put("run_id", run.id());
    ObjectNode library = root.putObject("eval_library");
    library.put("name", run.harness().orElse(EvaluationRun.UNKNOWN));
    library.put("version", run.harnessVersion().orElse(EvaluationRun.UNKNOWN));
    model(root.putObject("model_info"), model);
    ObjectNode result = root.putArray("evaluation_results").addObject();
    result.put("evaluation_result_id", run.id());
    result.put("evaluation_name", run.task());
    result.putObject("source_data").put("dataset_name", run.task()).put("source_type", "other");
    ObjectNode metric = result.putObject("metric_config");
    metric.put("metric_id", "mean_score");
    metric.put("metric_name", "Mean score of the items");
    metric.put("lower_is_better", false);
    ObjectNode metricDetails = metric.putObject("additional_details");
    metricDetails.put("lower_is_better", "not logged; false is an assumption");
    put(metricDetails, "criteria_id", run.criteriaId());
    run.judge()
        .ifPresent(
            judge -> {
              ObjectNode scoring = metric.putObject("llm_scoring");
              model(scoring.putArray("judges").addObject().putObject("model_info"), judge);
              scoring.put("input_prompt", "not exported");
            });
    ObjectNode score = result.putObject("score_details");
    score.put("score", BigDecimal.valueOf(run.scoreMicro().orElseThrow(), 6));
    run.status().ifPresent(status -> score.putObject("details").put("run_status", status));
    run.items().ifPresent(items -> score.putObject("uncertainty").put("num_samples", items));
    return root;
  }

  private static void model(ObjectNode info, String id) {
    info.put("name", id);
    info.put("id", id);
    info.putObject("additional_details")
        .put("deployment_type", EvaluationRun.UNKNOWN)
        .put("model_availability", EvaluationRun.UNKNOWN);
  }

  private static void put(ObjectNode node, String name, Optional<String> value) {
    value.ifPresent(text -> node.put(name, text));
  }
}
