package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenlineageFormatTest {

  private static final Format FORMAT = new OpenlineageFormat();
  private static final String RUN =
      "{\"eventType\":\"START\",\"eventTime\":\"2026-03-10T01:00:00Z\",\"run\":{\"runId\":\"u1\","
          + "\"facets\":{\"a\":{\"job\":{\"name\":\"no\"}}}},\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}";

  @TempDir Path folder;

  private Map<String, Long> reasons(String text) throws IOException {
    return reasons(Files.writeString(folder.resolve("a.jsonl"), text));
  }

  private static Map<String, Long> reasons(Path file) {
    Map<String, Long> reasons = new TreeMap<>();
    for (Raw one : Reading.of(FORMAT, file)) {
      reasons.merge(one.reason().orElse("-"), 1L, Math::addExact);
    }
    return reasons;
  }

  @Test
  void aRunEventKeepsItsNamesAndItsText() throws IOException {
    Raw one =
        Reading.of(FORMAT, Files.writeString(folder.resolve("a.jsonl"), " " + RUN + "\n")).get(0);
    assertThat(one.own())
        .extracting(value -> value.map(Object::toString).orElse("-"))
        .containsExactly("run", "START", "u1", "n", "j", RUN);
    assertThat(one.clock()).hasToString("Optional[2026-03-10T01:00:00Z]");
    assertThat(one.begin()).isEqualTo(1);
    assertThat(one.end()).isEqualTo(1 + RUN.length());
  }

  @Test
  void jobAndDatasetEventsHaveNoRun() throws IOException {
    String time = "\"eventTime\":\"2026-03-10T01:00:00Z\"";
    String text =
        "{"
            + time
            + ",\"job\":{\"namespace\":\"n\",\"name\":\"j\"}}\n"
            + "{"
            + time
            + ",\"dataset\":{\"namespace\":\"n\",\"name\":\"d\"}}\n";
    assertThat(Reading.of(FORMAT, Files.writeString(folder.resolve("a.jsonl"), text)))
        .extracting(one -> one.own().get(0).orElseThrow() + " " + one.reason().orElse("-"))
        .containsExactly("job -", "dataset -");
  }

  @Test
  void whatCannotBeJoinedIsQuarantined() throws IOException {
    String text =
        RUN.replace("\"runId\":\"u1\",", "")
            + "\n"
            + RUN.replace("START", "BEGIN")
            + "\n"
            + RUN.replace("\"name\":\"j\"", "\"name\":7")
            + "\n"
            + RUN.replace("2026-03-10T01:00:00Z", "yesterday")
            + "\n{\"producer\":\"x\"}\n";
    assertThat(reasons(text))
        .containsOnlyKeys(
            "member 'run.runId' is missing or not a string",
            "member 'eventType' is not one of START, RUNNING, COMPLETE, ABORT, FAIL, OTHER",
            "member 'job.name' is missing or not a string",
            "member 'eventTime' is not an RFC 3339 time stamp",
            "it has none of the members 'run', 'job' and 'dataset'");
  }

  @Test
  void anIndentedDocumentAndABatchAreReadAlike() throws IOException {
    String indented = "[\n  " + RUN.replace(",", ",\n  ") + ",\n  " + RUN + "\n]\n";
    Path document = Files.writeString(folder.resolve("a.json"), indented);
    Path batch = Files.writeString(folder.resolve("b.jsonl"), "[" + RUN + "," + RUN + "]\n");
    assertThat(reasons(document)).isEqualTo(Map.of("-", 2L));
    assertThat(reasons(batch)).isEqualTo(Map.of("-", 2L));
    assertThat(Reading.of(FORMAT, batch))
        .extracting(Raw::begin)
        .containsExactly(1L, RUN.length() + 2L);
  }

  @Test
  void everyRealEventIsGoodOrSaysWhyNot() throws IOException {
    Path samples = Shared.folder("cases/lineage_samples");
    assertThat(total(samples.resolve("openlineage")))
        .isEqualTo(
            Map.of(
                "-", 439L,
                "member 'run.runId' is missing or not a string", 23L,
                "member 'eventTime' is not an RFC 3339 time stamp", 36L));
    assertThat(total(samples.resolve("marquez")))
        .isEqualTo(Map.of("-", 2L, "member 'eventTime' is not an RFC 3339 time stamp", 26L));
  }

  private static Map<String, Long> total(Path folder) throws IOException {
    Map<String, Long> total = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> !file.endsWith("LICENSE"))
          .forEach(file -> reasons(file).forEach((why, n) -> total.merge(why, n, Math::addExact)));
    }
    return total;
  }
}
