package io.plumbline.pipeline.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.reports.Page;
import io.plumbline.reports.Report;
import io.plumbline.reports.Run;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is signed: an in-toto Statement over the bundle's files and the report's inputs. */
final class Statement {

  static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  static final String TYPE = "https://in-toto.io/Statement/v1";
  static final String PREDICATE_TYPE = "https://plumbline.io/predicate/night/v1";

  /** Name of the digest of an input: a Merkle root over rows, not the digest of a file. */
  private static final String ROOT = "plumblineRows";

  private Statement() {}

  /** The statement over these files. */
  static byte[] of(
      SealedNight seal,
      Report report,
      Independence independence,
      String exportedBy,
      Map<String, byte[]> files) {
    ObjectNode root = Json.object();
    root.put("_type", TYPE);
    ArrayNode subjects = root.putArray("subject");
    new TreeMap<>(files)
        .forEach(
            (name, content) ->
                subjects
                    .addObject()
                    .put("name", name)
                    .putObject("digest")
                    .put("sha256", sha256(content)));
    root.put("predicateType", PREDICATE_TYPE);
    ObjectNode predicate = root.putObject("predicate");
    predicate.put("night", seal.night().toString());
    predicate.put("report_id", report.reportId());
    predicate.put("edition", report.edition().id());
    predicate.put("exported_by", exportedBy);
    predicate.put("verdict", report.overall().verdict().name());
    predicate.put("degraded", report.overall().degraded());
    predicate.put("exit_code", report.overall().exitCode());
    ObjectNode answers = predicate.putObject("answers");
    report.questions().forEach(one -> answers.put(one.id().id(), one.verdict().name()));
    ObjectNode sealed = predicate.putObject("seal");
    sealed.put("root", seal.root());
    sealed.put("previous_root", seal.previousRoot().orElse(null));
    sealed.put("code_version", seal.codeVersion());
    sealed.put("config_digest", seal.configDigest());
    sealed.put("plan_digest", seal.planDigest());
    sealed.put("body_root", SealedNight.bodyRoot(seal.body()));
    ArrayNode inputs = predicate.putArray("inputs");
    seal.contentRoots()
        .forEach(
            (table, rows) ->
                inputs.addObject().put("name", table).putObject("digest").put(ROOT, rows));
    ArrayNode anchors = predicate.putArray("anchors");
    for (Run.Anchor anchor : report.run().anchors()) {
      anchors
          .addObject()
          .put("kind", anchor.kind())
          .put("target", anchor.target())
          .put("status", anchor.status().name());
    }
    predicate.set("independence", independence.json());
    ArrayNode withheld = predicate.putArray("withheld");
    for (Page.Withheld one : report.page().orElse(Page.EMPTY).withheld()) {
      withheld
          .addObject()
          .put("what", one.what())
          .put("count", one.count())
          .putObject("digest")
          .put("sha256", one.digest());
    }
    return Json.write(root);
  }

  /** The digests of the files a statement speaks of, by name. */
  static SortedMap<String, String> subjects(JsonNode statement) {
    SortedMap<String, String> subjects = new TreeMap<>();
    for (JsonNode subject : statement.path("subject")) {
      subjects.put(subject.path("name").asText(), subject.path("digest").path("sha256").asText());
    }
    return subjects;
  }

  /** The roots of the inputs, by table. */
  static SortedMap<String, String> inputs(JsonNode statement) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (JsonNode input : statement.path("predicate").path("inputs")) {
      inputs.put(input.path("name").asText(), input.path("digest").path(ROOT).asText());
    }
    return inputs;
  }

  /**
   * The root that follows from the inputs a statement names.
   *
   * @throws IllegalArgumentException if it names no night
   */
  static String recomputedRoot(JsonNode statement) {
    JsonNode predicate = statement.path("predicate");
    JsonNode seal = predicate.path("seal");
    try {
      return SealedNight.rootOver(
          LocalDate.parse(predicate.path("night").asText()),
          seal.hasNonNull("previous_root")
              ? Optional.of(seal.get("previous_root").asText())
              : Optional.empty(),
          seal.path("code_version").asText(),
          seal.path("config_digest").asText(),
          seal.path("plan_digest").asText(),
          seal.path("body_root").asText(),
          inputs(statement));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Invalid statement: names no night", e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
