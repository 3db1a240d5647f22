package io.plumbline.pipeline.bundle;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An evaluation run of the night, as the tables hold it.
 *
 * @param id id of the run
 * @param task what was run
 * @param scoreMicro mean score in millionths
 * @param items scored items
 * @param declared the relationship of evaluator and model that the run's own record states
 * @param grade independence as computed
 * @param judgeRelation how the judge stands to the model
 * @param codeRelation how who worked on the evaluation code stands to the model
 */
record EvaluationRun(
    String id,
    String task,
    Optional<String> model,
    Optional<String> judge,
    Optional<String> harness,
    Optional<String> harnessVersion,
    Optional<String> criteriaId,
    Optional<Instant> startedAt,
    Optional<String> status,
    OptionalLong scoreMicro,
    OptionalLong items,
    Optional<String> declared,
    Grade grade,
    Optional<String> judgeRelation,
    Optional<String> codeRelation) {

  static final String UNKNOWN = "unknown";
}
