package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRecordsTest {

  private static final Format FORMAT = new CloudeventsFormat();
  private static final String A = Bench.decision("a", "2026-03-10T01:00:00Z");
  private static final String B = Bench.decision("b", "2026-03-10T02:00:00Z");

  @TempDir Path folder;

  private List<Raw> read(String name, byte[] bytes) {
    try {
      return Reading.of(FORMAT, Files.write(folder.resolve(name), bytes));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<Raw> lines(String text) {
    return read("a.jsonl", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> shown(List<Raw> records) {
    return records.stream()
        .map(one -> one.begin() + "-" + one.end() + " " + one.reason().orElse("good"))
        .toList();
  }

  private String reason(String event) {
    List<Raw> records = lines(event + "\n");
    assertThat(records).hasSize(1);
    return records.get(0).reason().orElse("good");
  }

  @Test
  void lineEndsMarksAndBlankLinesAreNoPartOfARecord() {
    int n = A.length();
    assertThat(shown(lines("\ufeff" + A + "\r\n\r\n  \n\n" + B + "\r\n")))
        .containsExactly("3-" + (3 + n) + " good", (n + 11) + "-" + (2 * n + 11) + " good");
  }

  @Test
  void eventsOfABatchHaveTheirOwnOffsets() {
    int n = A.length();
    assertThat(shown(lines("[" + A + ", " + B + "]\n" + A + B)))
        .containsExactly(
            "1-" + (n + 1) + " good",
            (n + 3) + "-" + (2 * n + 3) + " good",
            (2 * n + 5) + "-" + (3 * n + 5) + " good",
            (3 * n + 5) + "-" + (4 * n + 5) + " good");
  }

  @Test
  void whatFollowsABrokenElementIsOneUnusableRecord() {
    List<Raw> records = lines("[" + A + ",{\"id\":" + B + "]\n" + B + "\n");
    assertThat(records).hasSize(3);
    assertThat(records.get(1).begin()).isEqualTo(A.length() + 2);
    assertThat(records.get(1).reason().orElseThrow()).startsWith("it is not valid JSON: ");
    assertThat(records.get(2).reason()).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8AreNeverReplaced() {
    byte[] line = A.getBytes(StandardCharsets.UTF_8);
    line[40] = (byte) 0xff;
    Raw record = read("a.jsonl", line).get(0);
    assertThat(record.reason()).hasValue("it is not UTF-8 (byte 40 of the record)");
    assertThat(record.text()).isEmpty();
    assertThat(record.sha256()).isEqualTo(Digests.of(line, 0, line.length));
  }

  @Test
  void utf16IsNamed() {
    byte[] text = ("\ufeff" + A + "\n").getBytes(StandardCharsets.UTF_16LE);
    assertThat(read("a.jsonl", text).get(0).reason()).hasValue("it is UTF-16, not UTF-8");
  }

  @Test
  void aLineOverTheLimitIsKnownByItsDigest() {
    byte[] line = new byte[Lines.LIMIT + 5];
    Arrays.fill(line, (byte) 'x');
    byte[] all = Arrays.copyOf(line, line.length + 1 + A.length());
    all[line.length] = '\n';
    System.arraycopy(A.getBytes(StandardCharsets.UTF_8), 0, all, line.length + 1, A.length());
    List<Raw> records = read("a.jsonl", all);
    assertThat(records.get(0).reason()).hasValue("its line has 16777221 bytes (limit 16777216)");
    assertThat(records.get(0).sha256()).isEqualTo(Digests.of(line, 0, line.length));
    assertThat(records.get(0).text()).isEmpty();
    assertThat(records.get(1).reason()).isEmpty();
  }

  @Test
  void slicesOfAFileGiveWhatTheWholeGives() throws IOException {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (text.length() < 20 << 20) {
      // Lines of very different lengths, so that slices end anywhere in them.
      String pad = "x".repeat(i % 7 == 0 ? 90_000 : i % 300);
      text.append(A.replace("\"id\":\"a\"", "\"id\":\"" + i++ + pad + "\"")).append('\n');
    }
    Path file = Files.writeString(folder.resolve("a.jsonl"), text);
    List<Raw> whole = Reading.of(FORMAT, file);
    List<Raw> parts = new ArrayList<>();
    long size = Files.size(file);
    for (long at = 0; at < size; at += Digests.CHUNK) {
      parts.addAll(
          Reading.of(FORMAT, file, Slice.Shape.LINES, at, Math.min(size, at + Digests.CHUNK)));
    }
    assertThat(whole).hasSize(i);
    assertThat(parts).isEqualTo(whole);
  }

  @Test
  void compressedMembersAndFramesAreOneText() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    for (String member : List.of(A + "\n" + B.substring(0, 30), B.substring(30) + "\n")) {
      try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
        out.write(member.getBytes(StandardCharsets.UTF_8));
      }
    }
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    zstd.write(Zstd.compress((A + "\n").getBytes(StandardCharsets.UTF_8)));
    zstd.write(Zstd.compress((B + "\n").getBytes(StandardCharsets.UTF_8)));
    int n = A.length();
    List<String> wanted = List.of("0-" + n + " good", (n + 1) + "-" + (2 * n + 1) + " good");
    assertThat(shown(read("a.jsonl.gz", gzip.toByteArray()))).isEqualTo(wanted);
    assertThat(shown(read("a.jsonl.zst", zstd.toByteArray()))).isEqualTo(wanted);
  }

  @Test
  void aTornCompressedFileGivesItsWholeLinesAndNoHalfOne() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      for (int i = 0; i < 5_000; i++) {
        String pad = Digests.of(new byte[] {(byte) i, (byte) (i >> 8)}, 0, 2);
        String event = Bench.decision(pad, "2026-03-10T01:00:00Z");
        out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    List<Raw> records = read("a.jsonl.gz", Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2));
    Raw last = records.get(records.size() - 1);
    assertThat(records.size()).isBetween(1_000, 2_600);
    assertThat(records.subList(0, records.size() - 1))
        .allSatisfy(one -> assertThat(one.reason()).isEmpty());
    assertThat(last.reason())
        .hasValue("the compressed stream breaks off or is corrupt in this line");
    assertThat(last.end()).isEqualTo(last.begin());
  }

  @Test
  void aMissingOrMistypedMemberIsNamed() {
    assertThat(reason(A)).isEqualTo("good");
    assertThat(reason(A.replace("\"id\":\"a\",", ""))).isEqualTo("member 'id' is missing");
    assertThat(reason(A.replace("\"id\":\"a\"", "\"id\":\" \""))).isEqualTo("member 'id' is blank");
    assertThat(reason(A.replace("\"id\":\"a\"", "\"id\":7")))
        .isEqualTo("member 'id' is not a string");
    assertThat(reason(A.replace("\"source\":\"/gateway\",", "")))
        .isEqualTo("member 'source' is missing");
    assertThat(reason(A.replace("\"1.0\"", "\"0.3\"")))
        .isEqualTo("member 'specversion' is not '1.0'");
    assertThat(reason(A.replace("\"time\"", "\"tyme\""))).isEqualTo("member 'time' is missing");
    assertThat(reason(A.replace("T01:00:00Z", " 25:00")))
        .isEqualTo("member 'time' is not an RFC 3339 time stamp");
    assertThat(reason(A.replace("decision.v1", "decisoin.v1")))
        .startsWith("member 'type' is none of Plumbline's types, which are ");
    assertThat(reason(A.replace("io.plumbline.decision.v1", "com.other"))).isEqualTo("good");
    assertThat(reason(A.replace("\"decision_id\":\"d-1\",", "")))
        .isEqualTo("member 'data.decision_id' is missing");
    assertThat(reason(A.replace("\"kind\":\"human\"", "\"kind\":\"robot\"")))
        .isEqualTo("member 'data.actor.kind' is not one of human, model, policy, service, unknown");
    assertThat(reason(A.replace("\"data\":{", "\"data\":null,\"x\":{")))
        .isEqualTo("member 'data' is missing");
    assertThat(reason("[7]")).isEqualTo("it is no JSON object");
    assertThat(reason("\"text\"")).isEqualTo("it is no JSON object");
    assertThat(reason("garbage")).startsWith("it is not valid JSON: ");
  }

  @Test
  void aMemberThatOccursTwiceIsNotDecidedForEither() {
    assertThat(reason(A.replace("\"kind\":\"human\"", "\"kind\":\"model\",\"kind\":\"human\"")))
        .startsWith("it is not valid JSON: Duplicate field 'kind'");
  }

  @Test
  void requiredMembersOfEveryTypeAreChecked() {
    assertThat(
            typed(
                "selection",
                "\"pool_id\":\"p\",\"purpose\":\"bug\",\"selector\":{\"kind\":\"model\",\"id\":\"s\"},\"items\":[{\"item_id\":\"i\",\"selected\":true},{\"item_id\":\"j\",\"selected\":1}]"))
        .isEqualTo("member 'data.items[1].selected' is not true or false");
    assertThat(typed("trace", "\"trace_id\":\"t\",\"digest\":\"x\""))
        .isEqualTo("member 'data.teacher' is missing");
    assertThat(
            typed(
                "behaviour",
                "\"sample_id\":\"s\",\"context\":\"test\",\"model\":\"m\",\"behaviour\":\"refusal\",\"score\":1.5"))
        .isEqualTo("member 'data.score' is not a number from 0 to 1");
    assertThat(typed("cycle", "\"generation\":\"3\",\"model\":\"m\",\"step\":\"training\""))
        .isEqualTo("member 'data.generation' is not a whole number");
  }

  private String typed(String type, String data) {
    return reason(
        "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/s\",\"type\":\"io.plumbline."
            + type
            + ".v1\",\"time\":\"2026-03-10T01:00:00Z\",\"data\":{"
            + data
            + "}}");
  }

  @Test
  void payloadInBase64IsThePayload() {
    String data = "{\"trace_id\":\"t\",\"digest\":\"x\",\"teacher\":\"m\"}";
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"/s\",\"type\":\"io.plumbline.trace.v1\","
            + "\"time\":\"2026-03-10T01:00:00Z\",\"data_base64\":\""
            + java.util.Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8))
            + "\"}";
    Raw record = lines(event).get(0);
    assertThat(record.reason()).isEmpty();
    assertThat(record.own().get(5).orElseThrow()).hasToString(data);
  }
}
