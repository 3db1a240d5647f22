package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.commandline.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A lab that declares itself the first party hands on a night with three evaluation runs: one
 * judged by the model itself, one by an unrelated model, and one that its own record calls third
 * party although the model judged it.
 */
final class S33ThirdPartyBundle implements AcceptanceRow {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String claim() {
    return "S33 a night handed on as a signed bundle that verifies offline, with both grades";
  }

  /** Two commands, no detector. */
  @Override
  public Set<String> detectors() {
    return Set.of();
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: evals, format: inspect, path: evals/}
          - {name: published, format: every-eval-ever, path: published/}
        models:
          - {id: atlas-3, parents: [atlas-2]}
          - {id: umbra-1, parents: [umbra-0]}
        export: {organisation: Example Lab, evaluator_relationship: first_party, keys: secret}
        """);
    inspect(lab, 1, "own_suite", "atlas-3");
    inspect(lab, 2, "other_suite", "umbra-1");
    lab.file(
        "published/run-3.json",
        """
        {"schema_version":"0.3.0","evaluation_id":"suite/atlas-3/1",\
        "retrieved_timestamp":"1772445600","evaluation_timestamp":"1772445600",\
        "source_metadata":{"source_type":"evaluation_run",\
        "source_organization_name":"Elsewhere","evaluator_relationship":"third_party"},\
        "eval_library":{"name":"own","version":"1"},\
        "model_info":{"name":"atlas-3","id":"atlas-3"},\
        "evaluation_results":[{"evaluation_name":"published_suite",\
        "source_data":{"dataset_name":"suite","source_type":"other"},\
        "metric_config":{"lower_is_better":false,\
        "llm_scoring":{"judges":[{"model_info":{"name":"atlas-3","id":"atlas-3"}}],\
        "input_prompt":"p"}},"score_details":{"score":0.75}}]}
        """);
  }

  private static void inspect(RawLab lab, int n, String task, String judge) throws IOException {
    lab.file(
        "evals/2026-03-02T0" + n + "-00-00_" + task + "_x" + n + ".json",
        RawLab.json(
            """
            {"version":2,"status":"success","eval":{"eval_id":"e%d","run_id":"r%d",\
            "created":"2026-03-02T0%d:00:00+00:00","task":"%s","task_id":"t%d","task_version":1,\
            "dataset":{"name":"%s","samples":1,"sample_ids":["a"]},\
            "model":"atlas-3","model_roles":{"grader":{"model":"%s"}},\
            "config":{},"packages":{"inspect_ai":"0.3.258"},\
            "scorers":[{"name":"model_graded_qa"}]},\
            "stats":{"started_at":"2026-03-02T0%d:00:00+00:00",\
            "completed_at":"2026-03-02T0%d:10:00+00:00"},\
            "samples":[{"id":"a","epoch":1,"input":"q","target":"t",\
            "scores":{"model_graded_qa":{"value":0.5}}}]}\
            """,
            n, n, n, task, n, task, judge, n, n));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    Path bundle = outcome.folder().resolve("night.zip");
    Run exported = export(outcome, bundle);
    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out())
        .contains("3 evaluation records")
        .contains(
            "Declared: first party by Example Lab; by the records themselves third party of 1")
        .contains(
            "of 3 evaluation runs 0 independent of the model, 0 in part, 2 first party, 1 unknown")
        .contains("Declared third party and computed first party: 1.");
    String fingerprint = exported.out().replaceAll("(?s).*Signed with key ([0-9a-f]{64}).*", "$1");
    Path again = outcome.folder().resolve("again.zip");
    assertThat(export(outcome, again).code()).isZero();
    assertThat(again).hasSameBinaryContentAs(bundle);
    assertThat(export(outcome, bundle).code()).isEqualTo(2);

    contents(bundle, outcome, fingerprint);
    // Offline: what made the bundle is gone.
    String publicKey = Files.readString(outcome.folder().resolve("secret/plumbline-signing.pub"));
    remove(outcome.folder().resolve("lake"));
    remove(outcome.folder().resolve("site"));
    remove(outcome.folder().resolve("secret"));
    Run verified = Run.of("verify", bundle.toString(), "--key", fingerprint);
    assertThat(verified.code()).as(verified.out()).isZero();
    assertThat(verified.out().lines()).hasSize(7).allMatch(line -> line.contains(" holds "));
    Path pem = Files.writeString(outcome.folder().resolve("lab.pub"), publicKey);
    assertThat(Run.of("verify", bundle.toString(), "--key", pem.toString()).code()).isZero();
    assertThat(Run.of("verify", bundle.toString()).code()).isZero();
    broken(bundle, outcome.folder());
  }

  private static Run export(Outcome outcome, Path bundle) {
    return Run.of(
        "export",
        "-c",
        outcome.folder().resolve("plumbline.yaml").toString(),
        "--master",
        "local[2]",
        "--night",
        outcome.night().toString(),
        "--output",
        bundle.toString());
  }

  private static void contents(Path bundle, Outcome outcome, String fingerprint)
      throws IOException {
    Map<String, byte[]> files = files(bundle);
    assertThat(files.keySet())
        .contains(
            "report.json",
            "report.html",
            "independence.json",
            "README.md",
            "signing-key.pub",
            "statement.dsse.json");
    assertThat(files.values())
        .noneMatch(file -> new String(file, StandardCharsets.UTF_8).contains("PRIVATE KEY"));
    JsonNode envelope = JSON.readTree(files.get("statement.dsse.json"));
    assertThat(envelope.at("/signatures/0/keyid").asText()).isEqualTo(fingerprint);
    JsonNode statement =
        JSON.readTree(Base64.getDecoder().decode(envelope.get("payload").asText()));
    assertThat(statement.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
    assertThat(statement.get("subject")).hasSize(files.size() - 1);
    JsonNode seal = outcome.report().get("run");
    assertThat(statement.at("/predicate/seal/root").asText())
        .isEqualTo(seal.get("sealed_root").asText());
    assertThat(statement.at("/predicate/inputs")).hasSize(seal.get("content_roots").size());
    JsonNode independence = JSON.readTree(files.get("independence.json"));
    assertThat(independence.at("/declared/evaluator_relationship").asText())
        .isEqualTo("first_party");
    assertThat(independence.at("/computed/first_party").asLong()).isEqualTo(2);
    assertThat(independence.at("/declared_third_party_computed_first_party").asLong()).isEqualTo(1);
    assertThat(new String(files.get("README.md"), StandardCharsets.UTF_8))
        .contains("| first party; 1 by their own record: third party, Example Lab |")
        .contains("0 independent, 0 partial, 2 first party, 1 unknown of 3 runs");
    JsonNode report = JSON.readTree(files.get("report.json"));
    assertThat(report.get("edition").asText()).isEqualTo("open");
    assertThat(report.at("/page/withheld")).isNotEmpty();
    List<JsonNode> records =
        files.entrySet().stream()
            .filter(file -> file.getKey().startsWith("evaluations/data/"))
            .map(file -> parsed(file.getValue()))
            .toList();
    assertThat(records)
        .extracting(
            record -> record.at("/source_metadata/evaluator_relationship").asText(),
            record ->
                record.at("/source_metadata/additional_details/independence_computed").asText(),
            record -> record.at("/evaluation_results/0/score_details/score").asDouble())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("first_party", "first_party", 0.5),
            org.assertj.core.groups.Tuple.tuple("first_party", "unknown", 0.5),
            org.assertj.core.groups.Tuple.tuple("third_party", "first_party", 0.75));
  }

  /** Every way to tamper is named, with the exit code of a broken check. */
  private static void broken(Path bundle, Path folder) throws IOException {
    Map<String, byte[]> files = files(bundle);
    tampered(files, folder, "report.json was changed", all -> all.get("report.json")[200] ^= 1);
    tampered(files, folder, "report.html is missing", all -> all.remove("report.html"));
    tampered(files, folder, "advice.txt was added", all -> all.put("advice.txt", new byte[] {1}));
    tampered(
        files,
        folder,
        "name '../escaped.txt' could lead out of a folder",
        all -> all.put("../escaped.txt", new byte[] {1}));
    assertThat(folder.resolveSibling("escaped.txt")).doesNotExist();
    tampered(files, folder, "signing-key.pub is missing", all -> all.remove("signing-key.pub"));
    tampered(
        files,
        folder,
        "statement is not what the key signed",
        all -> {
          JsonNode envelope = parsed(all.get("statement.dsse.json"));
          String payload =
              new String(
                      Base64.getDecoder().decode(envelope.get("payload").asText()),
                      StandardCharsets.UTF_8)
                  .replace("\"first_party\" : 2", "\"first_party\" : 0");
          ((com.fasterxml.jackson.databind.node.ObjectNode) envelope)
              .put(
                  "payload",
                  Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8)));
          all.put("statement.dsse.json", envelope.toString().getBytes(StandardCharsets.UTF_8));
        });
    Run other = Run.of("verify", bundle.toString(), "--key", "ab".repeat(32));
    assertThat(other.code()).isEqualTo(20);
    assertThat(other.out()).contains("is another key than the expected " + "ab".repeat(32));
    Path none = Files.writeString(folder.resolve("none.zip"), "no zip");
    Run unreadable = Run.of("verify", none.toString());
    assertThat(unreadable.code()).isEqualTo(4);
    assertThat(unreadable.message()).contains("Cannot read bundle " + none);
  }

  private static void tampered(
      Map<String, byte[]> files, Path folder, String told, Consumer<Map<String, byte[]>> tampering)
      throws IOException {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    files.forEach((name, content) -> changed.put(name, content.clone()));
    tampering.accept(changed);
    Path bundle = Files.write(folder.resolve("tampered.zip"), zip(changed));
    Run verified = Run.of("verify", bundle.toString());
    assertThat(verified.out()).contains("BROKEN").contains(told);
    assertThat(verified.code()).isEqualTo(20);
  }

  private static Map<String, byte[]> files(Path bundle) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          files.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static JsonNode parsed(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
