package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a run as an Inspect log: header, summaries, samples and journal, absent members omitted.
 */
final class EvalLog {

  private static final JsonFactory JSON = new JsonFactory();

  /** The version whose time and tokens are the measure of others. */
  private static final int FIRST = 3;

  private final EvalRun run;

  private EvalLog(EvalRun run) {
    this.run = run;
  }

  /** Writes the log of a run into a folder. */
  static void write(Path folder, EvalRun run, EvalArchive.Method method) throws IOException {
    EvalLog log = new EvalLog(run);
    LocalDateTime time = LocalDateTime.ofInstant(run.startedAt(), ZoneOffset.UTC);
    try (EvalArchive zip = new EvalArchive(folder.resolve(run.fileName()), method, time)) {
      zip.add("_journal/start.json", log.bytes(log::start));
      int n = 0;
      for (EvalRun.Sample sample : run.samples()) {
        String name = "samples/" + sample.item() + "_epoch_1.json";
        byte[] content = log.bytes(json -> log.sample(json, sample));
        if (++n % 17 == 0) {
          zip.addInFrames(name, content);
        } else {
          zip.add(name, content);
        }
      }
      zip.add("_journal/summaries/1.json", log.bytes(json -> log.summaries(json, run.samples())));
      if (!run.crashed()) {
        Map<String, EvalRun.Sample> last = new LinkedHashMap<>();
        run.samples().forEach(sample -> last.put(sample.item(), sample));
        zip.add(
            "summaries.json", log.bytes(json -> log.summaries(json, List.copyOf(last.values()))));
        zip.add("header.json", log.bytes(json -> log.header(json, last.size())));
      }
    }
  }

  private byte[] bytes(Event.Payload content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2_048);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      content.write(json);
    }
    return out.toByteArray();
  }

  private void start(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", 2);
    specification(json);
    plan(json);
    json.writeEndObject();
  }

  private void header(JsonGenerator json, int total) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", 2);
    json.writeStringField("status", "success");
    specification(json);
    plan(json);
    long scored = run.samples().stream().filter(EvalRun.Sample::isScored).count();
    json.writeObjectFieldStart("results");
    json.writeNumberField("total_samples", total);
    json.writeNumberField("completed_samples", total);
    json.writeArrayFieldStart("scores");
    json.writeStartObject();
    json.writeStringField("name", run.form().task().scorer());
    json.writeStringField("scorer", run.form().task().scorer());
    json.writeNumberField("scored_samples", scored);
    json.writeNumberField("unscored_samples", total - scored);
    json.writeObjectFieldStart("params");
    json.writeEndObject();
    json.writeObjectFieldStart("metrics");
    json.writeObjectFieldStart("mean");
    json.writeStringField("name", "mean");
    json.writeNumberField("value", run.mean());
    json.writeObjectFieldStart("params");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeObjectFieldStart("stats");
    json.writeStringField("started_at", EvalRun.stamp(run.startedAt()));
    json.writeStringField("completed_at", EvalRun.stamp(run.completedAt()));
    usage(json, total);
    json.writeEndObject();
    if (run.edit().isPresent()) {
      edit(json, run.edit().get());
    }
    json.writeEndObject();
  }

  private static void edit(JsonGenerator json, EvalRun.GateEdit edit) throws IOException {
    json.writeArrayFieldStart("log_updates");
    json.writeStartObject();
    json.writeArrayFieldStart("edits");
    json.writeStartObject();
    json.writeStringField("type", "metadata");
    json.writeObjectFieldStart("metadata_set");
    json.writeNumberField("gate_threshold", edit.threshold());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("provenance");
    json.writeStringField("timestamp", EvalRun.stamp(edit.at()));
    json.writeStringField("author", "evaluation-author");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void specification(JsonGenerator json) throws IOException {
    Criteria.Form form = run.form();
    json.writeObjectFieldStart("eval");
    json.writeStringField("eval_id", run.id());
    json.writeStringField("run_id", Digests.sha256("run " + run.id()).substring(0, 22));
    json.writeStringField("created", EvalRun.stamp(run.startedAt()));
    json.writeStringField("task", form.task().name());
    json.writeStringField("task_id", run.taskId());
    json.writeNumberField("task_version", form.version());
    json.writeStringField("task_file", "evals/" + form.task().name() + ".py");
    json.writeObjectFieldStart("task_attribs");
    json.writeEndObject();
    json.writeObjectFieldStart("task_args");
    json.writeEndObject();
    json.writeStringField("solver", "chain_of_thought");
    json.writeObjectFieldStart("dataset");
    json.writeStringField("name", form.task().name());
    json.writeStringField("location", "evals/" + form.task().name() + ".jsonl");
    json.writeNumberField("samples", form.items().size());
    json.writeArrayFieldStart("sample_ids");
    for (String item : form.items()) {
      json.writeString(item);
    }
    json.writeEndArray();
    json.writeBooleanField("shuffled", false);
    json.writeEndObject();
    json.writeStringField("model", run.version().served());
    json.writeObjectFieldStart("model_generate_config");
    json.writeNumberField("temperature", 0.7);
    json.writeNumberField("max_tokens", 4096);
    json.writeEndObject();
    if (form.task().judged()) {
      json.writeObjectFieldStart("model_roles");
      json.writeObjectFieldStart("grader");
      json.writeStringField("model", Generations.served(run.judge()));
      json.writeObjectFieldStart("config");
      json.writeNumberField("temperature", 0);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeObjectFieldStart("config");
    json.writeNumberField("epochs", 1);
    json.writeArrayFieldStart("epochs_reducer");
    json.writeString("mean");
    json.writeEndArray();
    json.writeBooleanField("fail_on_error", true);
    json.writeNumberField("message_limit", 40);
    json.writeNumberField("token_limit", 100_000);
    json.writeBooleanField("log_samples", true);
    json.writeEndObject();
    json.writeObjectFieldStart("revision");
    json.writeStringField("type", "git");
    json.writeStringField("origin", "https://lab.example/code.git");
    json.writeStringField("commit", run.commit());
    json.writeBooleanField("dirty", false);
    json.writeEndObject();
    json.writeObjectFieldStart("packages");
    json.writeStringField("inspect_ai", form.harness());
    json.writeEndObject();
    json.writeObjectFieldStart("metadata");
    json.writeNumberField("gate_threshold", form.gate());
    json.writeBooleanField("reported", true);
    json.writeEndObject();
    json.writeArrayFieldStart("scorers");
    json.writeStartObject();
    json.writeStringField("name", form.task().scorer());
    json.writeObjectFieldStart("options");
    if (!run.rubric().isEmpty()) {
      json.writeStringField("instructions", run.rubric());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("metrics");
    json.writeStartObject();
    json.writeStringField("name", "mean");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void plan(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeStringField("name", "plan");
    json.writeArrayFieldStart("steps");
    json.writeStartObject();
    json.writeStringField("solver", "chain_of_thought");
    json.writeObjectFieldStart("params");
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("config");
    json.writeEndObject();
    json.writeEndObject();
  }

  private void summaries(JsonGenerator json, List<EvalRun.Sample> samples) throws IOException {
    json.writeStartArray();
    for (EvalRun.Sample sample : samples) {
      json.writeStartObject();
      identity(json, sample);
      outcome(json, sample);
      usage(json, 1);
      json.writeBooleanField("completed", !sample.failed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void sample(JsonGenerator json, EvalRun.Sample sample) throws IOException {
    json.writeStartObject();
    identity(json, sample);
    json.writeArrayFieldStart("messages");
    message(json, sample, "user", "Work through " + sample.item() + " and state the result.");
    String answer = "The result of " + sample.item() + " follows from its premises.";
    if (!sample.failed()) {
      message(json, sample, "assistant", answer);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("output");
    json.writeStringField("model", run.version().served());
    json.writeArrayFieldStart("choices");
    if (!sample.failed()) {
      json.writeStartObject();
      json.writeFieldName("message");
      message(json, sample, "assistant", answer);
      json.writeStringField("stop_reason", "stop");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    outcome(json, sample);
    json.writeObjectFieldStart("store");
    json.writeEndObject();
    json.writeArrayFieldStart("events");
    json.writeStartObject();
    json.writeStringField("event", "sample_init");
    json.writeStringField("timestamp", EvalRun.stamp(sample.at().minusSeconds(40)));
    json.writeNumberField("working_start", 0.1);
    json.writeEndObject();
    json.writeEndArray();
    usage(json, 1);
    json.writeEndObject();
  }

  private void identity(JsonGenerator json, EvalRun.Sample sample) throws IOException {
    json.writeStringField("id", sample.item());
    json.writeNumberField("epoch", 1);
    json.writeStringField("input", "Work through " + sample.item() + " and state the result.");
    json.writeStringField("target", "result of " + sample.item());
    json.writeObjectFieldStart("metadata");
    json.writeStringField("cluster_id", run.form().task().prefix() + "-t" + template(sample));
    json.writeEndObject();
    json.writeStringField("uuid", shortId(run.id() + sample.item() + sample.failed()));
    json.writeStringField("started_at", EvalRun.stamp(sample.at().minusSeconds(40)));
    json.writeStringField("completed_at", EvalRun.stamp(sample.at()));
    double seconds = seconds(sample);
    json.writeNumberField("total_time", seconds + 1.5);
    json.writeNumberField("working_time", seconds);
  }

  /** Working time of a sample: each version is a fifth faster than the one before, give or take. */
  private double seconds(EvalRun.Sample sample) {
    double swing = 0.8 + 0.4 * share(run.id() + "/" + sample.item());
    return Math.round(385 * swing * StrictMath.pow(1.2, FIRST - run.version().number())) / 10.0;
  }

  /** Tokens against those of the first version: each needs 15 % less, give or take. */
  private double thrift() {
    double swing = 0.97 + 0.06 * share(run.id() + "/tokens");
    return swing * StrictMath.pow(0.85, run.version().number() - FIRST);
  }

  private static double share(String text) {
    return (Draws.hash(text) >>> 11) * 0x1.0p-53;
  }

  private static int template(EvalRun.Sample sample) {
    return Integer.parseInt(sample.item().substring(sample.item().indexOf('-') + 1)) / 2;
  }

  private void outcome(JsonGenerator json, EvalRun.Sample sample) throws IOException {
    if (sample.failed()) {
      json.writeObjectFieldStart("error");
      json.writeStringField("message", "TimeoutError()");
      json.writeStringField("traceback", "TimeoutError");
      json.writeEndObject();
      return;
    }
    json.writeObjectFieldStart("scores");
    json.writeObjectFieldStart(run.form().task().scorer());
    if (!sample.isScored()) {
      // What Inspect writes for a judge's answer without a grade: no JSON number, but usual.
      json.writeFieldName("value");
      json.writeRawValue("NaN");
    } else if (run.form().task().judged()) {
      json.writeNumberField("value", sample.scoreMicro() / 1e6);
    } else {
      json.writeStringField("value", sample.scoreMicro() >= 500_000 ? "C" : "I");
    }
    json.writeStringField("answer", "as stated");
    if (run.form().task().isVerified() && sample.isScored()) {
      json.writeStringField(
          "explanation",
          "Ran the tests of the task.\n\nGRADE: " + (sample.statedMicro() >= 500_000 ? "C" : "I"));
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void message(
      JsonGenerator json, EvalRun.Sample sample, String role, String content) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", shortId(role + sample.item()));
    json.writeStringField("role", role);
    json.writeStringField("content", content);
    json.writeEndObject();
  }

  private void usage(JsonGenerator json, long samples) throws IOException {
    json.writeObjectFieldStart("model_usage");
    tokens(
        json,
        run.version().served(),
        Math.round(420 * samples * thrift()),
        Math.round(900 * samples * thrift()));
    if (run.form().task().judged()) {
      tokens(json, Generations.served(run.judge()), 1_500 * samples, 120 * samples);
    }
    json.writeEndObject();
  }

  private static void tokens(JsonGenerator json, String model, long input, long output)
      throws IOException {
    json.writeObjectFieldStart(model);
    json.writeNumberField("input_tokens", input);
    json.writeNumberField("output_tokens", output);
    json.writeNumberField("total_tokens", input + output);
    json.writeEndObject();
  }

  private static String shortId(String text) {
    return Long.toUnsignedString(Draws.hash(text), 36);
  }

  /** How long a run of this many samples takes. */
  static Duration duration(int samples) {
    return Duration.ofSeconds(120 + 25L * samples);
  }
}
