package io.plumbline.datasets.lab;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** OpenLineage run events with the two facets Plumbline adds. */
final class Lineage {

  private static final String NAMESPACE = "lab";
  private static final String PRODUCER = "https://lab.example/orchestrator/4.2";
  private static final String RUN_EVENT =
      "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

  /**
   * A data set as a run sees it.
   *
   * @param name its name
   * @param version its version; blank where unknown
   * @param model the model version it is; blank where it is none
   */
  record Dataset(String name, String version, String model) {

    static Dataset of(String name, String version) {
      return new Dataset(name, version, "");
    }

    static Dataset model(Generations.Version version) {
      return new Dataset("model/" + version.id(), version.digest(), version.id());
    }
  }

  /**
   * One run of a job.
   *
   * @param job job name
   * @param key what tells this run from others of the job
   * @param startedAt when it started
   * @param endedAt when it ended
   * @param failed whether it failed
   * @param actor who took part
   * @param role how
   * @param subject model being built or evaluated
   * @param evalId id of the evaluation log it wrote; blank for none
   * @param inputs what it read
   * @param outputs what it wrote
   */
  record Run(
      String job,
      String key,
      Instant startedAt,
      Instant endedAt,
      boolean failed,
      Actor actor,
      String role,
      String subject,
      String evalId,
      List<Dataset> inputs,
      List<Dataset> outputs) {

    String id() {
      return runId(job, key);
    }
  }

  /** One event of a run. */
  private record RunEvent(Run run, String type, Instant at) implements Logged {

    @Override
    public String emitter() {
      return "lineage";
    }

    @Override
    public String id() {
      return run.id() + "-" + type;
    }

    @Override
    public String subject() {
      return run.id();
    }

    @Override
    public Instant emittedAt() {
      return at;
    }

    @Override
    public void write(JsonGenerator json, long sequence) throws IOException {
      boolean end = !type.equals("START");
      json.writeStartObject();
      json.writeStringField("eventType", type);
      json.writeStringField("eventTime", at.toString());
      json.writeObjectFieldStart("run");
      json.writeStringField("runId", run.id());
      json.writeObjectFieldStart("facets");
      facet(json, "plumbline_participation", "urn:plumbline:facet:participation:1");
      run.actor().write(json, "actor");
      json.writeStringField("role", run.role());
      json.writeStringField("subject_model", run.subject());
      json.writeEndObject();
      if (!run.evalId().isEmpty()) {
        facet(json, "tags", "https://openlineage.io/spec/facets/1-0-0/TagsRunFacet.json");
        json.writeArrayFieldStart("tags");
        json.writeStartObject();
        json.writeStringField("key", "inspect_eval_id");
        json.writeStringField("value", run.evalId());
        json.writeStringField("source", "harness");
        json.writeEndObject();
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeObjectFieldStart("job");
      json.writeStringField("namespace", NAMESPACE);
      json.writeStringField("name", run.job());
      json.writeEndObject();
      datasets(json, "inputs", run.inputs());
      datasets(json, "outputs", end && !run.failed() ? run.outputs() : List.of());
      json.writeStringField("producer", PRODUCER);
      json.writeStringField("schemaURL", RUN_EVENT);
      json.writeEndObject();
    }
  }

  private final Channel channel;
  private final Steering steering;
  private final LabSettings settings;

  Lineage(Channel channel, Steering steering, LabSettings settings) {
    this.channel = channel;
    this.steering = steering;
    this.settings = settings;
  }

  /** Id of a run of a job: a name-based UUID. */
  static String runId(String job, String key) {
    return UUID.nameUUIDFromBytes((job + "/" + key).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Records the start and the end of a run. */
  void record(Run asked) {
    Run run = steered(asked);
    channel.add(new RunEvent(run, "START", run.startedAt()));
    channel.add(new RunEvent(run, run.failed() ? "FAIL" : "COMPLETE", run.endedAt()));
  }

  private Run steered(Run run) {
    LocalDate date = LocalDate.ofInstant(run.endedAt(), ZoneOffset.UTC);
    int night = (int) (date.toEpochDay() - settings.firstNight().toEpochDay()) + 1;
    if (run.outputs().size() != 1 || !steering.acts(Surface.LINEAGE_RUN, night)) {
      return run;
    }
    Dataset output = run.outputs().get(0);
    SteeredColumns row =
        SteeredColumns.row()
            .with("run_id", run.id())
            .with("job", run.job())
            .with("role", run.role())
            .with("subject_model", run.subject())
            .with("output", output.name())
            .with("digest", output.version())
            .with("inputs", run.inputs().stream().map(Dataset::name).collect(joining(",")));
    return steering
        .on(Surface.LINEAGE_RUN, night, row.keyed(run.job(), run.key()))
        .map(change -> changed(run, change.columns()))
        .orElse(run);
  }

  private static Run changed(Run run, Map<String, String> set) {
    Dataset output = run.outputs().get(0);
    return new Run(
        run.job(),
        run.key(),
        run.startedAt(),
        run.endedAt(),
        run.failed(),
        run.actor(),
        run.role(),
        run.subject(),
        run.evalId(),
        set.getOrDefault("inputs", " ").isEmpty() ? List.of() : run.inputs(),
        List.of(
            new Dataset(
                set.getOrDefault("output", output.name()),
                set.getOrDefault("digest", output.version()),
                output.model())));
  }

  private static void facet(JsonGenerator json, String name, String schema) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("_producer", PRODUCER);
    json.writeStringField("_schemaURL", schema);
  }

  private static void datasets(JsonGenerator json, String member, List<Dataset> datasets)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (Dataset dataset : datasets) {
      json.writeStartObject();
      json.writeStringField("namespace", NAMESPACE);
      json.writeStringField("name", dataset.name());
      json.writeObjectFieldStart("facets");
      if (!dataset.version().isEmpty()) {
        facet(
            json,
            "version",
            "https://openlineage.io/spec/facets/1-0-1/DatasetVersionDatasetFacet.json");
        json.writeStringField("datasetVersion", dataset.version());
        json.writeEndObject();
      }
      if (!dataset.model().isEmpty()) {
        facet(json, "plumbline_model", "urn:plumbline:facet:model:1");
        json.writeStringField("model_id", dataset.model());
        json.writeStringField("digest", dataset.version());
        int generation = Generations.numberOf(dataset.model());
        json.writeNumberField("generation", generation);
        json.writeArrayFieldStart("parents");
        json.writeString(Generations.parentOf(dataset.model()));
        json.writeEndArray();
        json.writeNumberField("parameters", 70_000_000_000L * generation);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
