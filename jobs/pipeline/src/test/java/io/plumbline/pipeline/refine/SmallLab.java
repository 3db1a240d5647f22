package io.plumbline.pipeline.refine;

import static io.plumbline.pipeline.refine.Given.night;

import io.plumbline.datasets.EventType;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Bronze rows of a small lab over some nights: every kind of record, late ones, repeated ones,
 * conflicting ids, lost numbers, approvals that come nights later, logs rewritten in place.
 */
final class SmallLab {

  private final SplittableRandom random;
  private final int nights;
  private final Given events = Given.table(Cloudevents.SPEC);
  private final Given lineage = Given.table(Openlineage.SPEC);
  private final Given logs = Given.table(Inspect.SPEC);
  private final Given commits = Given.table(Git.SPEC);
  private final Given mapped = Given.table(Mapped.SPEC);
  private final Given files = Given.table(Files.SPEC);
  private int count;

  private SmallLab(long seed, int nights) {
    this.random = new SplittableRandom(seed);
    this.nights = nights;
  }

  /** The rows of each bronze table. */
  static Map<TableSpec, Dataset<Row>> rows(SparkSession spark, long seed, int nights) {
    SmallLab lab = new SmallLab(seed, nights);
    for (int day = 1; day <= nights; day++) {
      lab.select(day);
      lab.behave(day);
      lab.decide(day);
      lab.trace(day);
      lab.lineage(day);
      lab.evaluate(day);
      lab.commit(day);
      lab.map(day);
      lab.read(day);
    }
    lab.cycles();
    Map<TableSpec, Dataset<Row>> rows = new LinkedHashMap<>();
    rows.put(Cloudevents.SPEC, lab.events.in(spark));
    rows.put(Openlineage.SPEC, lab.lineage.in(spark));
    rows.put(Inspect.SPEC, lab.logs.in(spark));
    rows.put(Git.SPEC, lab.commits.in(spark));
    rows.put(Mapped.SPEC, lab.mapped.in(spark));
    rows.put(Files.SPEC, lab.files.in(spark));
    return rows;
  }

  private static Instant at(int day, int minute) {
    return night(day).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(60L * minute);
  }

  private int arrival(int day) {
    return Math.min(nights, day + Math.max(0, random.nextInt(8) - 5));
  }

  /** One event; now and then it is sent again, lost, or its id is taken by another one. */
  private void event(EventType type, int day, int minute, String data) {
    count++;
    int fate = random.nextInt(20);
    if (fate == 0) {
      return;
    }
    line(type, day, minute, data, "e" + count, arrival(day));
    if (fate == 1) {
      line(type, day, minute, data, "e" + count, Math.min(nights, day + random.nextInt(4)));
    }
    if (fate == 2) {
      line(type, day, minute, data.replace("}", "} "), "e" + count, Math.min(nights, day + 1));
    }
  }

  private void line(EventType type, int day, int minute, String data, String id, int night) {
    events.row(
        "night",
        night(night),
        "record_night",
        night(day),
        "record_at",
        at(day, minute),
        "file",
        "night-" + day + ".jsonl",
        "event_id",
        id,
        "event_source",
        "lab/" + type.name().toLowerCase(Locale.ROOT),
        "sequence",
        String.valueOf(count),
        "type",
        type.type(),
        "reason",
        random.nextInt(40) == 0 ? "MALFORMED" : null,
        "data",
        data);
  }

  private void select(int day) {
    for (String selector :
        List.of(
            "{\"kind\":\"model\",\"id\":\"picker\",\"model\":\"atlas-2\"}",
            "{\"kind\":\"human\",\"id\":\"dana\"}",
            "{\"kind\":\"service\",\"id\":\"random-control\"}")) {
      List<String> items = new ArrayList<>();
      for (int item = 0; item < 6; item++) {
        items.add(
            """
            {"item_id":"i-%s-%s","selected":%s,"cluster_id":%s,"stratum":"s%s",\
            "origin_model":%s,"attributes":{"topic":"code"},"measures":{"length":%s}}"""
                .formatted(
                    day,
                    item,
                    random.nextBoolean(),
                    item == 0 ? "null" : "\"doc-" + random.nextInt(10) + "\"",
                    item % 2,
                    item % 2 == 0 ? "\"atlas-1\"" : "\"atlas-1-0115\"",
                    random.nextInt(100)));
      }
      event(
          EventType.SELECTION,
          day,
          60,
          "{\"pool_id\":\"pool-%s\",\"purpose\":\"training_data\",\"selector\":%s,\"items\":[%s]}"
              .formatted(day - random.nextInt(2), selector, String.join(",", items)));
    }
  }

  private void behave(int day) {
    for (int i = 0; i < 8; i++) {
      event(
          EventType.BEHAVIOUR,
          day,
          120 + i,
          """
          {"sample_id":"s-%s","context":"%s","model":"atlas-2","behaviour":"refusal",\
          "score":0.%s,"cluster_id":"user-%s"}"""
              .formatted(
                  random.nextInt(60),
                  i % 2 == 0 ? "test" : "deployment",
                  random.nextInt(10),
                  random.nextInt(12)));
    }
  }

  private void decide(int day) {
    String model = "{\"kind\":\"model\",\"id\":\"agent\",\"model\":\"atlas-2\"}";
    String human = "{\"kind\":\"human\",\"id\":\"dana\"}";
    String kin = "{\"kind\":\"model\",\"id\":\"agent-9\",\"model\":\"atlas-1-0115\"}";
    for (int i = 0; i < 3; i++) {
      String decision = "d-" + day + "-" + i;
      decision(decision, "proposed", day, 10 + i, model);
      decision(decision, "executed", day, 30 + i, model);
      decision(
          decision,
          "approved",
          Math.min(nights, day + random.nextInt(4)),
          20 + random.nextInt(30),
          random.nextInt(3) == 0 ? kin : human);
    }
  }

  private void decision(String decision, String action, int day, int minute, String actor) {
    event(
        EventType.DECISION,
        day,
        minute,
        """
        {"decision_id":"%s","action":"%s","domain":"deployment","actor":%s,\
        "subject_model":"atlas-2","viewed":true,"artifact":"traces-%s"}"""
            .formatted(decision, action, actor, day / 2 + minute % 3));
  }

  private void trace(int day) {
    for (int i = 0; i < 3; i++) {
      event(
          EventType.TRACE,
          day,
          200 + i,
          """
          {"trace_id":"t-%s","digest":"x%s","teacher":"atlas-1","kept":%s,"score":0.5,\
          "training_set":"traces-%s"}"""
              .formatted(random.nextInt(20), i, random.nextBoolean(), day / 2));
    }
  }

  private void cycles() {
    event(
        EventType.CYCLE,
        2,
        1,
        """
        {"generation":2,"model":"atlas-2","step":"training","started_at":"2026-01-02T00:00:00Z",\
        "claims":{"speed":{"value":1.5,"unit":"ratio","source":"card"},"name":{"value":"big"}}}""");
    event(
        EventType.CYCLE,
        Math.min(nights, 3),
        1,
        """
        {"generation":1,"model":"atlas-1","step":"training","started_at":"2025-12-02T00:00:00Z",\
        "claims":{"speed":{"value":1.2,"unit":"ratio","source":"card"}}}""");
    event(
        EventType.CYCLE,
        Math.min(nights, 5),
        2,
        """
        {"generation":2,"model":"atlas-2","step":"training","ended_at":"2026-01-05T12:00:00Z"}""");
  }

  private void lineage(int day) {
    int night = arrival(day);
    run(
        day,
        day,
        "START",
        "run-" + day,
        "[{\"namespace\":\"lake\",\"name\":\"raw-%s\"}]".formatted(day),
        "[]");
    run(
        night,
        day,
        "COMPLETE",
        "run-" + day,
        "[]",
        "[{\"namespace\":\"lake\",\"name\":\"traces-%s\"}]".formatted(day / 2));
    if (day == 3 || day == 6) {
      run(
          night,
          day,
          "COMPLETE",
          "train-" + day,
          "[{\"namespace\":\"lake\",\"name\":\"traces-%s\"}]".formatted(day / 2),
          """
          [{"namespace":"models","name":"m%s","facets":{"plumbline_model":{"model_id":"atlas-%s",\
          "generation":%s,"parents":["atlas-%s"]}}}]"""
              .formatted(day, day, day, day - 1));
    }
  }

  private void run(int night, int day, String type, String run, String inputs, String outputs) {
    lineage.row(
        "night",
        night(night),
        "record_night",
        night(day),
        "record_at",
        at(day, 400),
        "source",
        "lineage",
        "event_kind",
        "run",
        "event_type",
        type,
        "run_id",
        run,
        "data",
        """
            {"inputs":%s,"outputs":%s,"run":{"facets":{"tags":{"tags":[{"key":"inspect_eval_id",\
            "value":"%s"}]},"plumbline_participation":\
            {"actor":{"kind":"model","id":"agent","model":"atlas-2"},"role":"%s"}}}}"""
            .formatted(inputs, outputs, run, day % 2 == 0 ? "generated" : "debugged"));
  }

  private void evaluate(int day) {
    String run = "run-" + (day - day % 2);
    String version = "v" + day;
    int items = 3;
    logs.row(
        "night",
        night(day),
        "source",
        "evals",
        "file",
        run + ".eval",
        "member",
        "header.json",
        "kind",
        "header",
        "eval_id",
        run,
        "log_version",
        version,
        "superseded",
        false,
        "data",
        """
            {"status":"success","eval":{"created":"2026-01-0%sT01:00:00Z","task":"math",\
            "task_version":%s,"model":"openai/atlas-2","config":{"epochs":1},\
            "dataset":{"name":"math","sample_ids":["a","b","c"]},\
            "packages":{"inspect_ai":"0.3.%s"},"scorers":[{"name":"match"}],\
            "metadata":{"gate_threshold":0.5}},"results":{"scores":[{"name":"match"}]},\
            "stats":{"completed_at":"2026-01-0%sT02:00:00Z",\
            "model_usage":{"openai/atlas-2":{"total_tokens":100}}}}"""
            .formatted(day, day / 4, 200 + day / 3, day));
    for (int i = 0; i < items; i++) {
      for (int attempt = 0; attempt < (i == 1 ? 2 : 1); attempt++) {
        logs.row(
            "night",
            night(day),
            "source",
            "evals",
            "file",
            run + ".eval",
            "member",
            "samples/" + i + ".json",
            "kind",
            "sample",
            "eval_id",
            run,
            "log_version",
            version,
            "superseded",
            i == 1 && attempt == 0,
            "data",
            """
                {"id":"%s","epoch":1,"scores":{"match":{"value":"%s"},\
                "rubric":{"value":{"style":%s,"note":"x"}}},"total_time":1.5}"""
                .formatted((char) ('a' + i), random.nextBoolean() ? "C" : "I", random.nextInt(2)));
      }
    }
  }

  private void commit(int day) {
    commits.row(
        "night",
        night(arrival(day)),
        "record_night",
        night(day),
        "source",
        "code",
        "file",
        "repo",
        "member",
        "c" + day,
        "commit_id",
        "c" + day,
        "author_name",
        "Dana",
        "author_email",
        "dana@lab.example",
        "committer_name",
        "Dana",
        "committer_email",
        "dana@lab.example",
        "authored_at",
        at(day, 5),
        "committed_at",
        at(day, 6),
        "message",
        "subject\n\nbody\n\ntrailers",
        "trailers",
        day % 2 == 0
            ? new Row[] {
              RowFactory.create("co-authored-by", "Claude Opus 4.6 <noreply@anthropic.com>")
            }
            : new Row[] {RowFactory.create("reviewed-by", "Ravi <ravi@lab.example>")},
        "lines_added",
        5,
        "lines_deleted",
        2);
  }

  private void map(int day) {
    mapped.row(
        "night",
        night(day),
        "source",
        "swe",
        "ordinal",
        day,
        "into_table",
        "evaluation_results",
        "data",
        """
            {"run_id":"swe-%s","task":"swe","item_id":"x","score_micro":%s,"model":"atlas-2"}"""
            .formatted(day / 3, random.nextInt(2) * 1_000_000));
    mapped.row(
        "night",
        night(day),
        "source",
        "ledger",
        "ordinal",
        day,
        "into_table",
        "compute_ledger",
        "data",
        """
            {"entry_id":"c%s","use":"training","amount_micro":5000000,"unit":"gpu_hour"}"""
            .formatted(day / 2));
  }

  private void read(int day) {
    files.row(
        "night", night(day),
        "file", "night-" + day + ".jsonl",
        "begin", 0,
        "end", 100,
        "size_bytes", 100,
        "chunk_digests", new String[] {"x"},
        "records", 1,
        "past", day == 4 ? "edited" : "first",
        "past_position", day == 4 ? 50L : null,
        "run", 1,
        "table_version", 1);
  }
}
