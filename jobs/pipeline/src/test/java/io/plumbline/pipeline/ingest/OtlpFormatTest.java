package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpFormatTest {

  private static final Format FORMAT = new OtlpFormat();

  @TempDir Path folder;

  private List<Raw> read(String... lines) throws IOException {
    return Reading.of(
        FORMAT, Files.writeString(folder.resolve("a.jsonl"), String.join("\n", lines) + "\n"));
  }

  private static String text(Raw raw, int column) {
    return raw.own().get(column).map(Object::toString).orElse("-");
  }

  private static String log(String members) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{"
        + members
        + "}],\"schemaUrl\":\"u\"}],\"resource\":{\"attributes\":["
        + "{\"key\":\"service.name\",\"value\":{\"stringValue\":\"agents\"}}]}}]}";
  }

  @Test
  void everyRecordOfALineIsOneWithItsOwnBytes() throws IOException {
    Path golden = Golden.file("otlp-logs.jsonl");
    String text = Files.readString(golden);
    List<Raw> records = Reading.of(FORMAT, golden);
    for (Raw one : records) {
      String own = text.substring((int) one.begin(), (int) one.end());
      assertThat(one.sha256())
          .isEqualTo(Digests.of(own.getBytes(StandardCharsets.UTF_8), 0, own.length()));
      assertThat(one.text()).hasToString("Optional[" + own + "]");
    }
    Map<String, Long> reasons = new TreeMap<>();
    records.forEach(one -> reasons.merge(one.reason().orElse("-"), 1L, Math::addExact));
    reasons.keySet().removeIf(reason -> reason.startsWith("it is not valid JSON: "));
    assertThat(reasons)
        .isEqualTo(
            Map.of(
                "-", 26L,
                "member 'timeUnixNano' is not a number of nanoseconds as text or whole number", 2L,
                "member 'traceId' is not 32 hexadecimal digits", 1L,
                "member 'attributes' is not an array", 1L,
                "it is no JSON object", 1L,
                "it has none of the members 'resourceSpans', 'resourceLogs' and 'resourceMetrics'",
                    2L));
    assertThat(records).hasSize(34);
  }

  @Test
  void aRecordSentTwiceHasOneId() {
    List<Raw> records = Reading.of(FORMAT, Golden.file("otlp-logs.jsonl"));
    List<String> ids =
        records.stream().filter(one -> one.reason().isEmpty()).map(one -> text(one, 0)).toList();
    assertThat(ids).hasSize(26);
    assertThat(ids.stream().distinct()).hasSize(24);
  }

  @Test
  void valuesBecomePlainJsonAndNothingIsLost() throws IOException {
    String data =
        read(
                log(
                    "\"timeUnixNano\":\"1773100800000000001\",\"eventName\":\"e\","
                        + "\"traceId\":\"5B8EFFF798038103D269B633813FC60C\",\"future\":{\"x\":[1]},"
                        + "\"attributes\":[{\"key\":\"n\",\"value\":{\"intValue\":\"123456789012345678901234567890\"}},"
                        + "{\"key\":\"i\",\"value\":{\"intValue\":7}},{\"key\":\"d\",\"value\":{\"doubleValue\":\"NaN\"}},"
                        + "{\"key\":\"b\",\"value\":{\"boolValue\":true}},{\"key\":\"y\",\"value\":{\"bytesValue\":\"AQ==\"}},"
                        + "{\"key\":\"l\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":\"u\"}]}}},"
                        + "{\"key\":\"m\",\"value\":{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{}}]}}},"
                        + "{\"key\":\"o\",\"value\":\"odd\"}]"))
            .stream()
            .map(one -> text(one, 5))
            .findFirst()
            .orElseThrow();
    assertThat(data)
        .contains(
            "\"trace_id\":\"5b8efff798038103d269b633813fc60c\"",
            "\"n\":123456789012345678901234567890",
            "\"i\":7",
            "\"d\":\"NaN\"",
            "\"b\":true",
            "\"y\":\"AQ==\"",
            "\"l\":[\"u\"]",
            "\"m\":{\"k\":null}",
            "\"o\":\"odd\"",
            "\"future\":{\"x\":[1]}",
            "\"resource\":{\"service.name\":\"agents\"}");
  }

  @Test
  void anEventIsNamedWhereverItsEmitterPutsTheName() throws IOException {
    String time = "\"timeUnixNano\":\"1773100800000000001\"";
    String attribute =
        "\"attributes\":[{\"key\":\"event.name\",\"value\":{\"stringValue\":\"%s\"}}]";
    assertThat(
            read(
                log(time + ",\"eventName\":\"a.b\""),
                log(time + "," + attribute.formatted("codex.tool_decision")),
                log(
                    time
                        + ",\"body\":{\"stringValue\":\"claude_code.x\"},"
                        + attribute.formatted("x")),
                log(time + "," + attribute.formatted("x")),
                log(time)))
        .extracting(one -> text(one, 3))
        .containsExactly("a.b", "codex.tool_decision", "claude_code.x", "agents.x", "-");
  }

  @Test
  void aSpanIsKnownByItsIdsInAnyCase() {
    List<Raw> spans = Reading.of(FORMAT, Golden.file("otlp-spans.jsonl"));
    assertThat(spans)
        .extracting(one -> one.reason().orElseGet(() -> text(one, 0)))
        .containsExactly(
            "5b8efff798038103d269b633813fc60c/eee19b7ec3c1b17a",
            "5b8efff798038103d269b633813fc60c/eee19b7ec3c1b17b",
            "member 'spanId' is not 16 hexadecimal digits");
    assertThat(spans.get(0).clock()).hasToString("Optional[2026-03-10T01:00:05.123456Z]");
  }
}
