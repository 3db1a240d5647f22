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
import java.util.Optional;

/** The events of decisions. */
final class DecisionSource {

  private static final String EMITTER = "/lab/decisions";

  /** One step of a decision. */
  private record Step(String action, Actor actor, Instant at, boolean decides) {}

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
    send(work, new Step("proposed", work.proposer(), work.proposedAt(), false));
    if (work.sight() && !work.approver().isModel()) {
      long seconds = work.decidedAt().getEpochSecond() - work.proposedAt().getEpochSecond();
      send(
          work,
          new Step("reviewed", work.approver(), work.decidedAt().minusSeconds(seconds / 4), true));
    }
    if (work.fate() == Work.Fate.REJECTED) {
      send(work, new Step("rejected", work.approver(), work.decidedAt(), true));
      return;
    }
    send(work, new Step("approved", work.approver(), work.decidedAt(), true));
    send(work, new Step("executed", Actor.PIPELINE, work.executedAt(), false));
    if (work.fate() == Work.Fate.REVERTED) {
      send(
          work,
          new Step("reverted", work.approver(), work.executedAt().plusSeconds(50_000), false));
    }
  }

  private void send(Work work, Step step) {
    Instant time = step.at();
    Instant emitted = time;
    int night = night(time);
    if (steering.acts(Surface.DECISION_EVENT, night)) {
      Optional<Change> change = steering.on(Surface.DECISION_EVENT, night, row(work, step));
      if (change.isPresent()) {
        if (change.get().kind() == Change.Kind.REMOVE) {
          return;
        }
        time = instant(change.get(), "time", time);
        emitted = instant(change.get(), "emitted_at", time);
      }
    }
    channel.add(
        new Event(
            EMITTER,
            work.decision() + "-" + step.action(),
            work.decision(),
            EventType.DECISION,
            time,
            emitted,
            json -> write(json, work, step)));
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
    json.writeNumberField("change_size", work.size());
    json.writeStringField("change_unit", work.unit());
    if (step.decides()) {
      json.writeBooleanField("viewed", work.sight());
      if (!step.action().equals("reviewed")) {
        json.writeStringField("approval_scope", "this");
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
    return work.sight() ? "checked against the plan for " + work.subject() : "routine change";
  }

  private int night(Instant instant) {
    LocalDate date = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return (int) (date.toEpochDay() - settings.firstNight().toEpochDay()) + 1;
  }
}
