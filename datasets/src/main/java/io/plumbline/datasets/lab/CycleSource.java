package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The steps of each generation's loop, recorded when they end. What was over before the first night
 * is recorded on it, as an import of the lab's archive.
 */
final class CycleSource {

  private static final String EMITTER = "/lab/cycles";

  private final Generations generations;
  private final Channel channel;
  private final Instant start;
  private final Instant end;

  CycleSource(LabSettings settings, Generations generations, Channel channel) {
    this.generations = generations;
    this.channel = channel;
    this.start = settings.firstNight().atStartOfDay().toInstant(ZoneOffset.UTC);
    this.end = settings.lastNight().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Records every step that ends within the simulated nights or before. */
  void record() {
    List<Generations.Version> versions = generations.all();
    for (int i = 0; i < versions.size(); i++) {
      Generations.Version version = versions.get(i);
      Instant before =
          i == 0
              ? version.releasedAt().minus(Duration.ofDays(24))
              : versions.get(i - 1).releasedAt();
      Duration whole = Duration.between(before, version.releasedAt());
      Instant traced = before.plus(whole.dividedBy(4));
      Instant built = before.plus(whole.dividedBy(2));
      step(version, "trace_generation", before.plusSeconds(7_200), traced);
      step(version, "dataset_construction", traced, built);
      step(version, "training", built, version.trainedAt());
      step(version, "deployment", version.trainedAt(), version.releasedAt());
      if (i + 1 < versions.size()) {
        step(
            version,
            "participation",
            version.releasedAt().plusSeconds(7_200),
            versions.get(i + 1).releasedAt());
      }
    }
  }

  private void step(Generations.Version version, String step, Instant from, Instant to) {
    if (!to.isBefore(end) || !from.isBefore(to)) {
      return;
    }
    boolean archived = to.isBefore(start);
    channel.add(
        Event.of(
            EMITTER,
            version.id() + "-" + step,
            EventType.CYCLE,
            archived ? start.plusSeconds(60) : to,
            json -> write(json, version, step, from, to, archived)));
  }

  private static void write(
      JsonGenerator json,
      Generations.Version version,
      String step,
      Instant from,
      Instant to,
      boolean archived)
      throws IOException {
    json.writeNumberField("generation", version.number());
    json.writeStringField("model", version.id());
    json.writeStringField("step", step);
    json.writeStringField("started_at", from.toString());
    json.writeStringField("ended_at", to.toString());
    json.writeStringField("evidence", archived ? "release archive" : "orchestrator runs");
    if (step.equals("deployment")) {
      json.writeObjectFieldStart("claims");
      claim(json, "speed_up", 1.2, "ratio");
      claim(json, "token_saving", 0.15, "share");
      json.writeEndObject();
    }
  }

  private static void claim(JsonGenerator json, String name, double value, String unit)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("value", value);
    json.writeStringField("unit", unit);
    json.writeStringField("source", "release note");
    json.writeEndObject();
  }
}
