package io.plumbline.reports;

import com.contrastsecurity.sarif.ArtifactLocation;
import com.contrastsecurity.sarif.Location;
import com.contrastsecurity.sarif.Message;
import com.contrastsecurity.sarif.MultiformatMessageString;
import com.contrastsecurity.sarif.PartialFingerprints;
import com.contrastsecurity.sarif.PhysicalLocation;
import com.contrastsecurity.sarif.PropertyBag;
import com.contrastsecurity.sarif.Region;
import com.contrastsecurity.sarif.ReportingDescriptor;
import com.contrastsecurity.sarif.Result;
import com.contrastsecurity.sarif.RunAutomationDetails;
import com.contrastsecurity.sarif.SarifSchema210;
import com.contrastsecurity.sarif.Suppression;
import com.contrastsecurity.sarif.Tool;
import com.contrastsecurity.sarif.ToolComponent;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.findings.RowLink;
import io.plumbline.findings.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The edition code-review tools read: findings as SARIF 2.1.0. A finding keeps its fingerprint from
 * night to night, so a tool that has seen it does not open it again.
 */
public final class Sarif {

  /** Name of the fingerprint that holds a finding's id. */
  public static final String FINGERPRINT = "plumblineFinding/v1";

  private static final URI SCHEMA =
      URI.create(
          "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");

  /** A longer name is no place a tool could open. */
  private static final int LONGEST_URI = 4_096;

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_NULL))
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private Sarif() {}

  /** Every breach and every finding that asks for attention, closed ones suppressed, as UTF-8. */
  public static byte[] write(Report report) {
    List<ReportFinding> told =
        report.findings().stream()
            .filter(
                finding ->
                    finding.verdict() == Verdict.BREACH || finding.verdict() == Verdict.ATTENTION)
            .toList();
    com.contrastsecurity.sarif.Run run =
        new com.contrastsecurity.sarif.Run()
            .withTool(
                new Tool()
                    .withDriver(
                        new ToolComponent()
                            .withName("Plumbline")
                            .withVersion(Shown.text(report.run().codeVersion()))
                            .withRules(rules(told))))
            .withAutomationDetails(
                new RunAutomationDetails()
                    .withId("plumbline/" + report.night())
                    .withDescription(message(report.overall().sentence())))
            .withResults(told.stream().map(Sarif::result).toList());
    SarifSchema210 log =
        new SarifSchema210()
            .with$schema(SCHEMA)
            .withVersion(SarifSchema210.Version._2_1_0)
            .withRuns(List.of(run));
    try {
      return (WRITER.writeValueAsString(log) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write report.sarif of " + report.reportId(), e);
    }
  }

  private static Set<ReportingDescriptor> rules(List<ReportFinding> told) {
    SortedSet<String> detectors = new TreeSet<>();
    told.forEach(finding -> detectors.add(finding.detector()));
    Set<ReportingDescriptor> rules = new LinkedHashSet<>();
    for (String detector : detectors) {
      ReportFinding first =
          told.stream().filter(f -> f.detector().equals(detector)).findFirst().orElseThrow();
      rules.add(
          new ReportingDescriptor()
              .withId(detector)
              .withShortDescription(
                  new MultiformatMessageString().withText(first.question().text())));
    }
    return rules;
  }

  private static Result result(ReportFinding finding) {
    Result result =
        new Result()
            .withRuleId(finding.detector())
            .withKind(Result.Kind.FAIL)
            .withLevel(
                finding.verdict() == Verdict.BREACH ? Result.Level.ERROR : Result.Level.WARNING)
            .withMessage(message(finding.because()))
            .withPartialFingerprints(
                new PartialFingerprints()
                    .withAdditionalProperty(FINGERPRINT, Shown.text(finding.id())))
            .withBaselineState(
                finding.state() == ReportFinding.State.NEW
                    ? Result.BaselineState.NEW
                    : Result.BaselineState.UNCHANGED)
            .withProperties(properties(finding));
    List<Location> locations = new ArrayList<>();
    finding.rows().forEach(row -> location(row).ifPresent(locations::add));
    if (!locations.isEmpty()) {
      result.withLocations(locations);
    }
    if (finding.state() == ReportFinding.State.CLOSED) {
      result.withSuppressions(
          Set.of(
              new Suppression()
                  .withKind(Suppression.Kind.EXTERNAL)
                  .withJustification(
                      Shown.text(
                          finding.closedBy().orElseThrow()
                              + ": "
                              + finding.reason().orElseThrow()))));
    }
    return result;
  }

  private static PropertyBag properties(ReportFinding finding) {
    PropertyBag properties =
        new PropertyBag()
            .withAdditionalProperty("question", finding.question().id())
            .withAdditionalProperty("verdict", finding.verdict().name())
            .withAdditionalProperty("firstNight", finding.firstNight().toString())
            .withAdditionalProperty("lastNight", finding.lastNight().toString());
    finding
        .scope()
        .forEach(
            (name, value) ->
                properties.withAdditionalProperty("scope." + Shown.text(name), Shown.text(value)));
    return properties;
  }

  private static Optional<Location> location(RowLink row) {
    String uri = uri(row.file());
    if (uri.length() > LONGEST_URI) {
      return Optional.empty();
    }
    PhysicalLocation place =
        new PhysicalLocation().withArtifactLocation(new ArtifactLocation().withUri(uri));
    // A member of an archive has an offset of its own, which is none of the file's.
    if (row.member().isEmpty() && row.offset() <= Integer.MAX_VALUE) {
      place.withRegion(new Region().withByteOffset((int) row.offset()));
    }
    return Optional.of(
        new Location()
            .withPhysicalLocation(place)
            .withMessage(
                message(
                    "source "
                        + row.source()
                        + row.member().map(member -> ", member " + member).orElse("")
                        + ", offset "
                        + row.offset())));
  }

  /** A relative reference: every byte but letters, digits, {@code -._*} and slashes is encoded. */
  private static String uri(String file) {
    return URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  private static Message message(String text) {
    return new Message().withText(Shown.text(text));
  }
}
