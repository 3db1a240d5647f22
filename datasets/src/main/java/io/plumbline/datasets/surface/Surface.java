package io.plumbline.datasets.surface;

/** What an attack gets its hands on: the kind of row it decides about. */
public enum Surface {
  /** An item offered to a selector: keys of {@code silver.candidates}. */
  CANDIDATE,
  /** An item of an evaluation set about to be kept or removed. */
  EVALUATION_ITEM,
  /** One evaluation run and the criteria it ran under: keys of {@code silver.evaluation_runs}. */
  EVALUATION_RUN,
  /** One item score: keys of {@code silver.evaluation_results}. */
  EVALUATION_RESULT,
  /** One behaviour sample: keys of {@code silver.behaviours}. */
  BEHAVIOUR,
  /** One event of a decision. */
  DECISION_EVENT,
  /** A commit about to be made. */
  COMMIT,
  /** One run of a job, as lineage tells it. */
  LINEAGE_RUN,
  /** One line of a log that was already written. */
  LOG_RECORD
}
