package io.plumbline.pipeline.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Verification.Check;
import io.plumbline.reports.Html;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Checks a bundle with nothing but the bundle: no lake, no network, nothing is unpacked. */
public final class BundleCheck {

  private static final int MOST_SHOWN = 5;

  private final Path bundle;
  private final Optional<String> expected;
  private final String codeVersion;

  /**
   * A check of a bundle.
   *
   * @param expected fingerprint of the key the reader expects, where one was given
   * @param codeVersion version that runs: the page is made again where it made the page
   */
  public BundleCheck(Path bundle, Optional<String> expected, String codeVersion) {
    this.bundle = bundle;
    this.expected = expected;
    this.codeVersion = codeVersion;
  }

  /**
   * Every check, in the order of trust; those that need a signed statement only where there is one.
   *
   * @throws PlumblineException when the file is no zip at all
   */
  public List<Check> checks() {
    Entries entries = Entries.read(bundle);
    SortedMap<String, byte[]> files = entries.files();
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "zip",
            entries.problems().isEmpty(),
            entries.problems().isEmpty()
                ? files.size() + " files, every name stays inside a folder"
                : shown(entries.problems())));
    JsonNode statement;
    try {
      Envelope envelope = Envelope.read(file(files, Exporting.STATEMENT));
      VerifyingKey key =
          VerifyingKey.read(new String(file(files, Exporting.KEY), StandardCharsets.US_ASCII));
      checks.add(key(key));
      Check signature = signature(envelope, key);
      checks.add(signature);
      if (!signature.holds()) {
        // What nobody signed proves nothing: no further line may look as if it did.
        return checks;
      }
      statement = Json.read("statement", envelope.payload());
      if (!statement.path("_type").asText().equals(Statement.TYPE)
          || !statement.path("predicateType").asText().equals(Statement.PREDICATE_TYPE)) {
        throw new IllegalArgumentException(
            "Invalid statement: of type "
                + statement.path("predicateType").asText()
                + " (must be "
                + Statement.PREDICATE_TYPE
                + ")");
      }
    } catch (IllegalArgumentException e) {
      checks.add(new Check("signed", false, e.getMessage()));
      return checks;
    }
    checks.add(files(files, Statement.subjects(statement)));
    checks.add(guarded("seal", () -> seal(statement)));
    checks.add(guarded("report", () -> report(files, statement)));
    checks.add(guarded("records", () -> records(files, statement)));
    return checks;
  }

  /** One check. */
  private interface Checking {
    Check run();
  }

  /** A file that is missing or unreadable breaks the check that needs it. */
  private static Check guarded(String name, Checking checking) {
    try {
      return checking.run();
    } catch (IllegalArgumentException e) {
      return new Check(name, false, e.getMessage());
    }
  }

  private static byte[] file(SortedMap<String, byte[]> files, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return content;
  }

  private Check key(VerifyingKey key) {
    String found = key.fingerprint();
    if (expected.isEmpty()) {
      return new Check(
          "key",
          true,
          found
              + " is the bundle's own: compare it with the one the lab gives, or pass it as --key");
    }
    boolean same = expected.get().equals(found);
    return new Check(
        "key",
        same,
        same
            ? found + " is the expected one"
            : found + " is another key than the expected " + expected.get());
  }

  private static Check signature(Envelope envelope, VerifyingKey key) {
    boolean valid =
        envelope.payloadType().equals(Statement.PAYLOAD_TYPE) && envelope.isSignedBy(key);
    String detail = "Ed25519 over " + envelope.payload().length + " bytes of statement";
    if (!valid) {
      detail =
          envelope.keyId().equals(key.fingerprint())
              ? "the statement is not what the key signed"
              : "signed by key " + envelope.keyId() + ", and the bundle holds another";
    }
    return new Check("signed", valid, detail);
  }

  private static Check files(SortedMap<String, byte[]> files, SortedMap<String, String> subjects) {
    List<String> wrong = new ArrayList<>();
    subjects.forEach(
        (name, digest) -> {
          byte[] content = files.get(name);
          if (content == null) {
            wrong.add(name + " is missing");
          } else if (!Statement.sha256(content).equals(digest)) {
            wrong.add(name + " was changed after it was signed");
          }
        });
    for (String name : files.keySet()) {
      if (!subjects.containsKey(name) && !name.equals(Exporting.STATEMENT)) {
        wrong.add(name + " was added: nobody signed it");
      }
    }
    return new Check(
        "files",
        wrong.isEmpty(),
        wrong.isEmpty() ? subjects.size() + " files are as they were signed" : shown(wrong));
  }

  private static Check seal(JsonNode statement) {
    String stated = statement.path("predicate").path("seal").path("root").asText();
    boolean follows = Statement.recomputedRoot(statement).equals(stated);
    return new Check(
        "seal",
        follows,
        "root "
            + stated
            + (follows ? " follows from " : " does not follow from ")
            + Statement.inputs(statement).size()
            + " tables, code, configuration and plan");
  }

  private Check report(SortedMap<String, byte[]> files, JsonNode statement) {
    Report report = ReportJson.read(file(files, Exporting.REPORT));
    JsonNode predicate = statement.path("predicate");
    List<String> wrong = new ArrayList<>();
    differs(wrong, "night", report.night().toString(), predicate.path("night"));
    differs(wrong, "id", report.reportId(), predicate.path("report_id"));
    differs(wrong, "edition", report.edition().id(), predicate.path("edition"));
    differs(wrong, "verdict", report.overall().verdict().name(), predicate.path("verdict"));
    differs(wrong, "root", report.run().sealedRoot(), predicate.path("seal").path("root"));
    if (!report.run().contentRoots().equals(Statement.inputs(statement))) {
      wrong.add("the roots of its inputs are others than those signed");
    }
    String rendered = "";
    if (predicate.path("exported_by").asText().equals(codeVersion)) {
      rendered = "; " + Exporting.PAGE + " follows from " + Exporting.REPORT;
      if (!Arrays.equals(
          Html.render(report).getBytes(StandardCharsets.UTF_8), file(files, Exporting.PAGE))) {
        wrong.add(Exporting.PAGE + " does not follow from " + Exporting.REPORT);
      }
    }
    return new Check(
        "report",
        wrong.isEmpty(),
        wrong.isEmpty()
            ? "night "
                + report.night()
                + ", "
                + report.overall().verdict()
                + ": says what was signed"
                + rendered
            : shown(wrong));
  }

  private static void differs(List<String> wrong, String what, String found, JsonNode signed) {
    if (!found.equals(signed.asText())) {
      wrong.add("its " + what + " is " + found + ", signed was " + signed.asText());
    }
  }

  /** The computed grades of the records against the counts that were signed. */
  private static Check records(SortedMap<String, byte[]> files, JsonNode statement) {
    JsonNode signed = statement.path("predicate").path("independence");
    Map<Grade, Long> counted = new EnumMap<>(Grade.class);
    List<String> wrong = new ArrayList<>();
    long records = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().startsWith(EveryEvalEver.FOLDER)) {
        JsonNode details =
            Json.read(file.getKey(), file.getValue())
                .path("source_metadata")
                .path("additional_details");
        counted.merge(Grade.of(details.path("independence_computed").asText()), 1L, Math::addExact);
        records++;
      }
    }
    long runs = signed.path("runs").asLong();
    long unscored = signed.path("runs_without_score").asLong();
    if (records + unscored != runs) {
      wrong.add(records + " records and " + unscored + " runs without score, signed were " + runs);
    }
    long graded = 0;
    for (Grade grade : Grade.values()) {
      long stated = signed.path("computed").path(grade.id()).asLong();
      graded += stated;
      if (counted.getOrDefault(grade, 0L) > stated) {
        wrong.add("more records than signed are " + grade.id());
      }
    }
    if (graded != runs) {
      wrong.add(graded + " grades signed for " + runs + " runs");
    }
    if (!Json.read(Exporting.INDEPENDENCE, file(files, Exporting.INDEPENDENCE)).equals(signed)) {
      wrong.add(Exporting.INDEPENDENCE + " says something else than was signed");
    }
    return new Check(
        "records",
        wrong.isEmpty(),
        wrong.isEmpty()
            ? records
                + " evaluation records; declared "
                + signed.path("declared").path("evaluator_relationship").asText("nothing")
                + ", computed "
                + signed.path("computed")
            : shown(wrong));
  }

  private static String shown(List<String> problems) {
    int more = problems.size() - MOST_SHOWN;
    return String.join("; ", problems.subList(0, Math.min(MOST_SHOWN, problems.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
