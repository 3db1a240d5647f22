package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectFormatTest {

  private static final Format FORMAT = new InspectFormat();
  private static final String EVAL =
      "\"eval\":{\"eval_id\":\"e1\",\"run_id\":\"r1\",\"task\":\"t\",\"created\":"
          + "\"2026-03-01T23:30:00-02:00\"}";
  private static final String START = "{\"version\":2," + EVAL + ",\"plan\":{}}";
  private static final String HEADER =
      "{\"version\":2,\"status\":\"success\","
          + EVAL
          + ",\"stats\":{\"completed_at\":\"2026-03-02T05:00:00+00:00\"}}";

  @TempDir Path folder;

  private List<Raw> read(byte[] log) {
    return read("log.eval", log);
  }

  private List<Raw> read(String name, byte[] log) {
    try {
      return Reading.of(FORMAT, Files.write(folder.resolve(name), log));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static String sample(int id, String rest) {
    return "{\"id\":" + id + ",\"epoch\":1,\"input\":\"q\",\"target\":\"a\"" + rest + "}";
  }

  /** Member, kind, superseded and reason. */
  private static List<String> shown(List<Raw> records) {
    return records.stream()
        .map(
            one ->
                one.member().orElse("-")
                    + "|"
                    + one.own().get(0).orElseThrow()
                    + "|"
                    + one.own().get(3).orElseThrow()
                    + "|"
                    + one.reason().orElse("-"))
        .toList();
  }

  private static JsonNode data(Raw one) {
    try {
      return new ObjectMapper().readTree((String) one.own().get(4).orElseThrow());
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void membersOfEveryPackingAreRead() {
    byte[] log =
        new Zip()
            .add("_journal/start.json", Zip.STORED, START)
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, ""))
            .add("samples/2_epoch_1.json", Zip.ZSTD, sample(2, ""))
            .addFrames("samples/3_epoch_1.json", "{\"id\":3,\"ep", "och\":1}")
            .add("header.json", Zip.ZSTD, HEADER)
            .bytes();
    List<Raw> records = read(log);
    assertThat(shown(records))
        .containsExactly(
            "_journal/start.json|start|false|-",
            "samples/1_epoch_1.json|sample|false|-",
            "samples/2_epoch_1.json|sample|false|-",
            "samples/3_epoch_1.json|sample|false|-",
            "header.json|header|false|-");
    assertThat(records)
        .allSatisfy(
            one -> {
              assertThat(one.clock()).hasToString("Optional[2026-03-02T05:00:00Z]");
              assertThat(one.own().get(1)).isEqualTo(Optional.of("e1"));
            });
    assertThat(data(records.get(3)).path("id").asInt()).isEqualTo(3);
    byte[] start = START.getBytes(StandardCharsets.UTF_8);
    assertThat(records.get(0).sha256()).isEqualTo(Digests.of(start, 0, start.length));
    assertThat(records.get(0).text()).hasToString("Optional[" + START + "]");
  }

  @Test
  void theGradeThatEndsAScorersTextIsKept() {
    assertThat(graded("It does.\\nGRADE: C")).contains("\"explanation_grade\":\"C\"");
    assertThat(graded("GRADE: C\\n\\nOn reflection, grade : i.")).contains("_grade\":\"I\"");
    assertThat(graded("GRADE: C would be wrong.\\nIt fails.")).doesNotContain("_grade");
    assertThat(graded("GRADE: Correct")).doesNotContain("_grade");
  }

  private String graded(String explanation) {
    byte[] log =
        new Zip()
            .add(
                "samples/1_epoch_1.json",
                Zip.DEFLATED,
                sample(
                    1,
                    ",\"scores\":{\"qa\":{\"value\":\"C\",\"explanation\":\""
                        + explanation
                        + "\"}}"))
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    return (String) read(log).get(0).own().get(4).orElseThrow();
  }

  @Test
  void aSampleKeepsWhatIsMeasuredAndDropsWhatIsSaid() {
    String rest =
        ",\"messages\":[{\"role\":\"user\"},{\"role\":\"assistant\"}],\"scores\":{\"match\":"
            + "{\"value\":NaN,\"answer\":\"x\",\"explanation\":\"long\",\"history\":[]}},"
            + "\"metadata\":{\"big\":123456789012345678901234567890,\"lone\":\"\\ud800\"},"
            + "\"events\":[{\"event\":\"model\",\"model\":\"m1\",\"role\":\"judge\",\"input\":[]},"
            + "{\"event\":\"score_edit\",\"score_name\":\"match\",\"edit\":{\"value\":1}}],"
            + "\"store\":{\"secret\":1},\"error\":{\"message\":\"boom\",\"traceback\":\"t\"}";
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, rest))
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    String text = (String) read(log).get(0).own().get(4).orElseThrow();
    String digest = "\"sha256-of\"".replace("sha256-of", JsonCopy.sha256("long"));
    assertThat(text)
        .contains(
            "\"scores\":{\"match\":{\"value\":\"NaN\",\"answer\":\"x\",\"explanation_sha256\":"
                + digest
                + ",\"history\":[]}}")
        .contains("\"metadata\":{\"big\":123456789012345678901234567890,\"lone\":\"\\ud800\"}")
        .contains("\"message_count\":2")
        .contains("\"error\":\"boom\"")
        .contains("\"event_counts\":{\"model\":1,\"score_edit\":1}")
        .contains("\"roles\":{\"judge\":{\"m1\":1}}")
        .contains("\"score_edits\":[{\"score_name\":\"match\",\"edit\":{\"value\":1}}]")
        .contains("\"input_sha256\":\"" + JsonCopy.sha256("q") + "\"")
        .doesNotContain("secret")
        .doesNotContain("traceback");
  }

  @Test
  void idsOfMessagesDoNotChangeTheDigestOfAnInput() {
    String one = "{\"id\":1,\"input\":[{\"id\":\"r1\",\"role\":\"user\",\"content\":\"q\"}]}";
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.STORED, one)
            .add("samples/2_epoch_1.json", Zip.STORED, one.replace("r1", "r2"))
            .bytes();
    List<Raw> records = read(log);
    assertThat(data(records.get(0)).path("input_sha256"))
        .isEqualTo(data(records.get(1)).path("input_sha256"));
  }

  @Test
  void anEarlierMemberOfTheSameNameIsSuperseded() {
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, ",\"uuid\":\"old\""))
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, ",\"uuid\":\"new\""))
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    List<Raw> records = read(log);
    assertThat(shown(records))
        .containsExactly(
            "samples/1_epoch_1.json|sample|true|-",
            "samples/1_epoch_1.json|sample|false|-",
            "header.json|header|false|-");
    assertThat(data(records.get(0)).path("uuid").asText()).isEqualTo("old");
  }

  @Test
  void aHeaderThatTheDirectoryNoLongerNamesIsSuperseded() {
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, ""))
            .add("header.json", Zip.DEFLATED, HEADER.replace("success", "error"))
            .forgetLast()
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    List<Raw> records = read(log);
    assertThat(shown(records))
        .containsExactly(
            "samples/1_epoch_1.json|sample|false|-",
            "header.json|header|true|-",
            "header.json|header|false|-");
    assertThat(data(records.get(1)).path("status").asText()).isEqualTo("error");
  }

  @Test
  void aRunThatCrashedHasTheClockOfItsStart() {
    byte[] log =
        new Zip()
            .add("_journal/start.json", Zip.DEFLATED, START)
            .add("samples/1_epoch_1.json", Zip.DEFLATED, sample(1, ""))
            .bytes();
    assertThat(read(log))
        .allSatisfy(
            one -> {
              assertThat(one.clock()).hasToString("Optional[2026-03-02T01:30:00Z]");
              assertThat(one.own().get(1)).isEqualTo(Optional.of("e1"));
              assertThat(one.reason()).isEmpty();
            });
  }

  @Test
  void aCutArchiveGivesItsWholeMembersAndSaysWhereItEnds() {
    Zip zip =
        new Zip()
            .add("_journal/start.json", Zip.DEFLATED, START)
            .add("samples/1_epoch_1.json", Zip.ZSTD, sample(1, ""));
    int cut = zip.offset();
    byte[] all = zip.add("samples/2_epoch_1.json", Zip.DEFLATED, sample(2, "")).torn();
    List<Raw> records = read(Arrays.copyOf(all, all.length - 5));
    assertThat(shown(records))
        .containsExactly(
            "_journal/start.json|start|false|-",
            "samples/1_epoch_1.json|sample|false|-",
            "-|other|false|its archive is cut off or damaged: it has no central directory, and 2"
                + " whole members were found before this place");
    assertThat(records.get(2).begin()).isEqualTo(cut);
    assertThat(records.get(2).end()).isEqualTo(all.length - 5);
  }

  @Test
  void aMemberWhoseNameLeavesTheArchiveIsNotRead() {
    byte[] log =
        new Zip()
            .add("../../etc/cron.d/x", Zip.STORED, "{}")
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    assertThat(shown(read(log)).get(0))
        .isEqualTo("../../etc/cron.d/x|other|false|its member's name points outside the archive");
  }

  @Test
  void aBombIsStoppedByItsRatio() {
    byte[] zeros = new byte[80 << 20];
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.ZSTD, zeros)
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    assertThat(shown(read(log)).get(0))
        .startsWith("samples/1_epoch_1.json|sample|false|it cannot be unpacked: its member of ")
        .endsWith(" bytes unpacks to more than 67108864 bytes");
  }

  @Test
  void overlappingMembersAreNotRead() {
    // The second directory entry is made to point at the first member.
    byte[] twice = new Zip().add("a", Zip.STORED, "x").add("b", Zip.STORED, "y").bytes();
    int second = indexOf(twice, new byte[] {'P', 'K', 1, 2}, 1);
    twice[second + 42] = 0;
    assertThat(shown(read(twice)).get(1)).endsWith("|its member lies over another one");
  }

  private static int indexOf(byte[] bytes, byte[] wanted, int nth) {
    int seen = 0;
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length) && seen++ == nth) {
        return i;
      }
    }
    throw new IllegalStateException("not found");
  }

  @Test
  void aWrongChecksumIsAReason() {
    byte[] log =
        new Zip()
            .add("samples/1_epoch_1.json", Zip.STORED, sample(1, ""))
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    log[60] = '7';
    assertThat(shown(read(log)).get(0))
        .isEqualTo(
            "samples/1_epoch_1.json|sample|false|it cannot be unpacked: its member has not the"
                + " checksum the archive states");
  }

  @Test
  void theMembersOfAChunkedSampleAreOneRecord() {
    String at = "samples/1_epoch_1/";
    byte[] log =
        new Zip()
            .add(
                at + "sample.json",
                Zip.DEFLATED,
                "{\"id\":1,\"epoch\":1,\"input\":\"attachment://1\",\"target\":\"a\","
                    + "\"message_refs\":[[0,2],[3,4]],\"scores\":{\"m\":{\"value\":\"C\"}}}")
            .add(at + "metadata.json", Zip.DEFLATED, "{\"k\":\"v\"}")
            .add(at + "messages/0.json", Zip.DEFLATED, "[{},{},{},{}]")
            .add(at + "events/0.json", Zip.DEFLATED, "[{\"event\":\"model\",\"model\":\"m\"}]")
            .add(at + "events/1.json", Zip.DEFLATED, "[{\"event\":\"model\",\"model\":\"m\"}]")
            .add(at + "events/stats.json", Zip.DEFLATED, "{}")
            .add(at + "attachments/0.json", Zip.DEFLATED, "[\"no\"]")
            .add(at + "attachments/1.json", Zip.DEFLATED, "[\"the question\"]")
            .add("header.json", Zip.DEFLATED, HEADER)
            .bytes();
    List<Raw> records = read(log);
    assertThat(shown(records))
        .containsExactlyInAnyOrder(
            "samples/1_epoch_1/|sample|false|-", "header.json|header|false|-");
    Raw sample = records.stream().filter(one -> one.begin() == 0).findFirst().orElseThrow();
    JsonNode data = data(sample);
    assertThat(data.path("input_sha256").asText()).isEqualTo(JsonCopy.sha256("the question"));
    assertThat(data.path("message_count").asInt()).isEqualTo(3);
    assertThat(data.path("metadata").path("k").asText()).isEqualTo("v");
    assertThat(data.path("event_counts").path("model").asInt()).isEqualTo(2);
  }

  @Test
  void aJsonLogIsAHeaderAndItsSamples() {
    String log =
        "{\"version\":2,\"status\":\"success\","
            + EVAL
            + ",\"results\":{\"scorer\":{\"name\":\"match\"},\"metrics\":{\"accuracy\":"
            + "{\"name\":\"accuracy\",\"value\":1}}},\"stats\":{\"completed_at\":\"\"},"
            + "\"samples\":[\n"
            + sample(1, ",\"score\":{\"value\":\"C\"}")
            + ","
            + sample(2, "")
            + "],\"reductions\":[{}]}";
    List<Raw> records = read("log.json", log.getBytes(StandardCharsets.UTF_8));
    assertThat(shown(records))
        .containsExactly(
            "/|header|false|-",
            "/samples/0|sample|false|-",
            "/samples/1|sample|false|-",
            "/reductions|reductions|false|-");
    assertThat(data(records.get(0)).path("results").toString())
        .isEqualTo(
            "{\"scores\":[{\"name\":\"match\",\"scorer\":\"match\",\"metrics\":{\"accuracy\":"
                + "{\"name\":\"accuracy\",\"value\":1}}}]}");
    assertThat(data(records.get(1)).path("scores").path("match").path("value").asText())
        .isEqualTo("C");
    assertThat(log.substring((int) records.get(2).begin(), (int) records.get(2).end()))
        .isEqualTo(sample(2, ""));
    assertThat(records.get(0).clock()).hasToString("Optional[2026-03-02T01:30:00Z]");
  }

  @Test
  void aCutJsonLogGivesItsWholeSamples() {
    String log = "{\"version\":2," + EVAL + ",\"samples\":[" + sample(1, "") + ",{\"id\":2,\"in";
    List<Raw> records = read("log.json", log.getBytes(StandardCharsets.UTF_8));
    assertThat(shown(records).subList(0, 2))
        .containsExactly("/|header|false|-", "/samples/0|sample|false|-");
    assertThat(shown(records).get(2)).startsWith("-|other|false|it is not valid JSON: ");
    assertThat(records.get(2).end()).isEqualTo(log.length());
  }

  @Test
  void aFileThatIsNoLogIsOneUnusableRecord() {
    assertThat(shown(read("a.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8))))
        .containsExactly("-|other|false|it is no Inspect log: member 'eval.task' is missing");
    assertThat(shown(read("b.eval", "nothing".getBytes(StandardCharsets.UTF_8))))
        .singleElement()
        .satisfies(one -> assertThat(one).startsWith("-|other|false|it is not valid JSON"));
  }

  @Test
  void manifestsBesideLogsAreNoLogs() {
    assertThat(Stream.of("logs.json", "eval-set.json", "x.txt").filter(FORMAT::reads)).isEmpty();
    assertThat(Stream.of("x.eval", "x.json").filter(FORMAT::reads)).hasSize(2);
  }

  @Test
  void everyRealLogIsReadWhole() throws IOException {
    Path logs = Shared.folder("cases/lineage_samples/inspect_logs");
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        List<Raw> records = Reading.of(FORMAT, file);
        assertThat(records).allSatisfy(one -> assertThat(one.reason()).isEmpty());
        assertThat(records).allSatisfy(one -> assertThat(one.clock()).isPresent());
        String name = file.getFileName().toString();
        long samples =
            records.stream().filter(one -> one.own().get(0).equals(Optional.of("sample"))).count();
        double sum = 0;
        for (Raw one : records) {
          if (one.own().get(0).equals(Optional.of("sample"))) {
            for (JsonNode score : data(one).path("scores")) {
              JsonNode value = score.path("value");
              sum += value.isTextual() ? (value.asText().equals("C") ? 1 : 0) : value.asDouble();
            }
          }
        }
        found.put(name, records.size() + " records, " + samples + " samples, sum " + sum);
      }
    }
    assertThat(found.values())
        .containsExactly(
            "6 records, 1 samples, sum 1.0",
            "14 records, 10 samples, sum 0.0",
            "15 records, 10 samples, sum 8.0",
            "3 records, 1 samples, sum 1.0",
            "5 records, 3 samples, sum 2.0",
            "5 records, 3 samples, sum 3.0",
            "6 records, 1 samples, sum 1.0",
            "6 records, 1 samples, sum 0.0",
            "6 records, 1 samples, sum 0.0",
            "6 records, 1 samples, sum 1.0",
            "9 records, 4 samples, sum 3.0",
            "6 records, 1 samples, sum 0.0",
            "6 records, 1 samples, sum 0.0");
  }
}
