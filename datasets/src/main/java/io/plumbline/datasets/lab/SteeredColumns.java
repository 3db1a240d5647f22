package io.plumbline.datasets.lab;

import io.plumbline.datasets.surface.RowView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns an attack sees and may set, by surface. Whoever applies an attack to tables names
 * them alike.
 *
 * <ul>
 *   <li>CANDIDATE: pool_id, item_id, cluster_id, purpose, subject_model, selector_kind,
 *       selector_id, selector_model, selected, stratum, origin_model, own_lineage, attributes.NAME,
 *       measures.NAME; may be removed; {@code selected} may be set, and {@code duplicate_of}, a
 *       cluster of which a further item is offered beside it, and taken.
 *   <li>EVALUATION_ITEM: the same, of purpose evaluation_item, where {@code selected} means kept.
 *   <li>BEHAVIOUR: sample_id, context, model, behaviour, stratum, score_micro, shown, cluster_id,
 *       monitored, awareness, realism_micro; may be removed; {@code score_micro} and {@code
 *       stratum} may be set.
 *   <li>DECISION_EVENT: decision_id, action, domain, required_class, subject_model, actor_kind,
 *       actor_id, actor_model, artifact, change_size, change_unit, time, emitted_at, and of the
 *       whole decision proposer_kind, proposer_model, approver_kind, approver_id, proposed_at,
 *       decided_at and executed_at where it has them; may be removed; action, actor_kind, actor_id,
 *       actor_model, viewed, approval_scope, change_size, {@code time} and {@code emitted_at} may
 *       be set.
 *   <li>EVALUATION_RUN: run_id, task, model, generation, judge, declared_version, started_at; may
 *       be removed, so that it is never made; {@code rubric}, the text of the scoring instructions,
 *       and {@code judge} may be set, and {@code further_runs}, of which only the best keeps its
 *       log.
 *   <li>EVALUATION_RESULT: run_id, task, item_id, epoch, scorer, model, generation, judge,
 *       score_micro; {@code score_micro} may be set, and {@code stated_micro}, the score that the
 *       scorer's own text states, where the two differ.
 *   <li>COMMIT: decision_id, domain, proposer_kind, artifact; {@code marked} may be set to false,
 *       so that it bears no mark of an agent.
 *   <li>LINEAGE_RUN: run_id, job, role, subject_model, and of its one output and its inputs {@code
 *       output}, {@code digest} and {@code inputs} (names, by commas), which may be set; blank
 *       inputs are none.
 *   <li>LOG_RECORD: log (folder), raw (the line); may be removed; {@code raw} may be set, and
 *       {@code inserted} adds a line after it.
 * </ul>
 */
final class SteeredColumns {

  private final Map<String, String> columns = new LinkedHashMap<>();

  private SteeredColumns() {}

  static SteeredColumns row() {
    return new SteeredColumns();
  }

  /** Adds a column; a blank value is an absent one. */
  SteeredColumns with(String name, String value) {
    if (!value.isEmpty()) {
      columns.put(name, value);
    }
    return this;
  }

  SteeredColumns with(String name, Instant value) {
    return with(name, value.toString());
  }

  SteeredColumns with(String name, boolean value) {
    return with(name, Boolean.toString(value));
  }

  SteeredColumns with(String name, long value) {
    return with(name, Long.toString(value));
  }

  SteeredColumns withAll(String prefix, Map<String, String> values) {
    values.forEach((name, value) -> with(prefix + "." + name, value));
    return this;
  }

  RowView keyed(String... parts) {
    return new RowView(String.join("|", parts), columns);
  }

  /** A log line; its key is its text, so that the same line is always treated alike. */
  static RowView line(String log, String raw) {
    return row().with("log", log).with("raw", raw).keyed(log, Digests.sha256(raw));
  }
}
