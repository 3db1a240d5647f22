package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The events of decisions. */
final class DecisionSource {

  private static final String EMITTER = "/lab/decisions";

  /**
   * One step of a decision.
   *
   * @param action what happened
   * @param actor who did it
   * @param at when
   * @param decides whether it is part of the review
   * @param viewed whether the change was opened
   * @param scope how far an approval reaches
   * @param size size of the change
   */
  private record Step(
      String action,
      Actor actor,
      Instant at,
      boolean decides,
      boolean viewed,
      String scope,
      long size) {

    private static Step of(Work work, String action, Actor actor, Instant at) {
      return new Step(action, actor, at, false, false, "", work.size());
    }

    private static Step review(Work work, String action, Instant at) {
      return new Step(action, work.approver(), at, true, work.sight(), "this", work.size());
    }

    private Step with(Map<String, String> columns) {
      return new Step(
          columns.getOrDefault("action", action),
          new Actor(
              columns.getOrDefault("actor_kind", actor.kind()),
              columns.getOrDefault("actor_id", actor.id()),
              columns.getOrDefault("actor_model", actor.model()),
              actor.onBehalfOf()),
          Optional.ofNullable(columns.get("time")).map(Instant::parse).orElse(at),
          decides,
          Optional.ofNullable(columns.get("viewed")).map(Boolean::parseBoolean).orElse(viewed),
          columns.getOrDefault("approval_scope", scope),
          Optional.ofNullable(columns.get("change_size")).map(Long::parseLong).orElse(size));
    }
  }

  private final LabSettings settings;
  private final Steering steering;
  private final Channel channel;

  DecisionSource(LabSettings settings, Steering steering, Channel channel) {
    this.settings = settings;
    this.steering = steering;
    this.channel = channel;
  }

  /** Records all steps of a piece of work. */
  void record(Work work) {
    send(work, Step.of(work, "proposed", work.proposer(), work.proposedAt()));
    if (work.sight() && !work.approver().isModel()) {
      long seconds = work.decidedAt().getEpochSecond() - work.proposedAt().getEpochSecond();
      send(work, Step.review(work, "reviewed", work.decidedAt().minusSeconds(seconds / 4)));
    }
    if (work.fate() == Work.Fate.REJECTED) {
      String ruling = send(work, Step.review(work, "rejected", work.decidedAt()));
      if (ruling.equals("approved")) {
        send(work, Step.of(work, "executed", Actor.PIPELINE, work.executedAt()));
      }
      return;
    }
    send(work, Step.review(work, "approved", work.decidedAt()));
    send(work, Step.of(work, "executed", Actor.PIPELINE, work.executedAt()));
    if (work.fate() == Work.Fate.REVERTED) {
      send(work, Step.of(work, "reverted", work.approver(), work.executedAt().plusSeconds(50_000)));
    }
  }

  /** Sends a step, as what is planted leaves it; returns what the log says happened. */
  private String send(Work work, Step planned) {
    Step step = planned;
    Instant emitted = step.at();
    int night = night(step.at());
    if (steering.acts(Surface.DECISION_EVENT, night)) {
      Optional<Change> change = steering.on(Surface.DECISION_EVENT, night, row(work, step));
      if (change.isPresent()) {
        if (change.get().kind() == Change.Kind.REMOVE) {
          return "";
        }
        step = step.with(change.get().columns());
        emitted = instant(change.get(), "emitted_at", step.at());
      }
    }
    Step sent = step;
    channel.add(
        new Event(
            EMITTER,
            work.decision() + "-" + planned.action(),
            work.decision(),
            EventType.DECISION,
            sent.at(),
            emitted,
            json -> write(json, work, sent)));
    return sent.action();
  }

  private static Instant instant(Change change, String column, Instant otherwise) {
    return Optional.ofNullable(change.columns().get(column)).map(Instant::parse).orElse(otherwise);
  }

  private static RowView row(Work work, Step step) {
    SteeredColumns row =
        SteeredColumns.row()
            .with("decision_id", work.decision())
            .with("action", step.action())
            .with("domain", work.domain().name())
            .with("subject_model", work.subject())
            .with("actor_kind", step.actor().kind())
            .with("actor_id", step.actor().id())
            .with("actor_model", step.actor().model())
            .with("required_class", work.domain().required())
            .with("proposer_kind", work.proposer().kind())
            .with("proposer_model", work.proposer().model())
            .with("approver_kind", work.approver().kind())
            .with("approver_id", work.approver().id())
            .with("change_size", step.size())
            .with("change_unit", work.unit())
            .with("proposed_at", work.proposedAt())
            .with("artifact", work.artifact())
            .with("time", step.at())
            .with("emitted_at", step.at())
            .with("decided_at", work.decidedAt());
    if (work.fate() != Work.Fate.REJECTED) {
      row.with("executed_at", work.executedAt());
    }
    return row.keyed(work.decision(), step.action());
  }

  private static void write(JsonGenerator json, Work work, Step step) throws IOException {
    json.writeStringField("decision_id", work.decision());
    json.writeStringField("action", step.action());
    json.writeStringField("domain", work.domain().name());
    json.writeStringField("subject_model", work.subject());
    step.actor().write(json, "actor");
    json.writeStringField("artifact", work.artifact());
    if (!work.digest().isEmpty()) {
      json.writeStringField("artifact_digest", work.digest());
    }
    json.writeNumberField("change_size", step.size());
    json.writeStringField("change_unit", work.unit());
    if (step.decides()) {
      json.writeBooleanField("viewed", step.viewed());
      if (!step.action().equals("reviewed")) {
        json.writeStringField("approval_scope", step.scope());
        json.writeStringField("reason", reason(work, step));
      }
    } else if (step.action().equals("proposed") && !work.title().isEmpty()) {
      json.writeStringField("reason", work.title());
    }
  }

  private static String reason(Work work, Step step) {
    if (step.action().equals("rejected")) {
      return "not worth the risk now";
    }
    return step.viewed() ? "checked against the plan for " + work.subject() : "routine change";
  }

  private int night(Instant instant) {
    LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return (int) (date.toEpochDay() - settings.firstNight().toEpochDay()) + 1;
  }
}
