package io.plumbline.detect;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Judged scores and runs of a reference lab by night, read from its evaluation logs in plain Java;
 * the lab's own models are one family, and nobody else is related to anybody.
 *
 * @param scores tallies of scores
 * @param runs extract rows of runs
 */
record LabScores(
    SortedMap<LocalDate, List<Tally>> scores, SortedMap<LocalDate, List<ExtractRow>> runs) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  static LabScores of(Truth truth) throws IOException {
    LabScores lab = new LabScores(new TreeMap<>(), new TreeMap<>());
    try (Stream<Path> logs = Files.list(truth.root().resolve("logs/inspect"))) {
      for (Path log : logs.sorted().toList()) {
        try (ZipFile zip = ZipFile.builder().setPath(log).get()) {
          lab.read(
              log.getFileName().toString(),
              json(zip, "_journal/start.json").get("eval"),
              json(zip, "_journal/summaries/1.json"));
        }
      }
    }
    return lab;
  }

  private static JsonNode json(ZipFile zip, String name) throws IOException {
    ZipArchiveEntry entry = zip.getEntry(name);
    try (InputStream in = zip.getInputStream(entry)) {
      return JSON.readTree(in.readAllBytes());
    }
  }

  private void read(String file, JsonNode eval, JsonNode samples) {
    LocalDate night = LocalDate.parse(file.substring(0, 10));
    String model = eval.get("model").asText();
    String judge = eval.path("model_roles").path("grader").path("model").asText("");
    String relation =
        judge.isEmpty()
            ? ""
            : judge.startsWith("lab/") && model.startsWith("lab/")
                ? judge.equals(model) ? "same" : "ancestor"
                : "unrelated";
    runs.computeIfAbsent(night, key -> new ArrayList<>())
        .add(
            new ExtractRow(
                night,
                "separation-runs",
                eval.get("eval_id").asText(),
                List.of(0L),
                List.of(
                    "evals", file, "header.json", model, judge, relation, "none", "", "", "n/a")));
    if (judge.isEmpty()) {
      return;
    }
    for (JsonNode sample : samples) {
      JsonNode value = sample.path("scores").path("model_graded_qa").path("value");
      if (value.isNumber() && !Double.isNaN(value.asDouble())) {
        scores
            .computeIfAbsent(night, key -> new ArrayList<>())
            .add(
                new Tally(
                    night,
                    "self-preference-scores",
                    Labels.of(Map.of("task", eval.get("task").asText())),
                    night,
                    Labels.of(Map.of("item_id", sample.get("id").asText())),
                    Labels.of(
                        Map.of(
                            "model", model,
                            "judge", judge,
                            "judge_relation", relation,
                            "source", "evals")),
                    1,
                    List.of(Math.round(value.asDouble() * 1e6))));
      }
    }
  }
}
