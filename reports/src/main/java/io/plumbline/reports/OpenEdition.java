package io.plumbline.reports;

import io.plumbline.findings.RowLink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The edition for readers outside: without the thresholds, which would tell how much stays unseen,
 * and without the places of single rows. What is left out is listed by count and digest, so that
 * whoever holds the closed edition can show that nothing else was.
 */
public final class OpenEdition {

  private OpenEdition() {}

  /** The open edition of a closed one; an open one as it is. */
  public static Report of(Report closed) {
    if (closed.edition() == Edition.OPEN) {
      return closed;
    }
    Page page = closed.page().orElse(Page.EMPTY);
    List<Page.Withheld> withheld = new ArrayList<>(page.withheld());
    withheld(
            "thresholds",
            closed.findings().stream()
                .filter(finding -> finding.thresholdLogE().isPresent())
                .map(finding -> finding.id() + " " + finding.thresholdLogE().getAsDouble())
                .toList())
        .ifPresent(withheld::add);
    withheld(
            "places_of_rows",
            closed.findings().stream()
                .flatMap(
                    finding -> finding.rows().stream().map(row -> finding.id() + " " + place(row)))
                .toList())
        .ifPresent(withheld::add);
    return new Report(
        closed.schemaVersion(),
        closed.night(),
        closed.reportId(),
        Edition.OPEN,
        closed.overall(),
        closed.run(),
        closed.coverage(),
        closed.questions(),
        closed.findings().stream().map(OpenEdition::open).toList(),
        closed.drill(),
        closed.notExamined(),
        closed.blindSpots(),
        Optional.of(
            new Page(
                page.cutOff(),
                page.plan(),
                page.independence(),
                page.doubts(),
                page.authority(),
                page.provenance(),
                page.falseAlarms(),
                page.history(),
                page.exhibits(),
                withheld,
                page.pictures())));
  }

  private static ReportFinding open(ReportFinding finding) {
    return new ReportFinding(
        finding.id(),
        finding.question(),
        finding.detector(),
        finding.scope(),
        finding.kind(),
        finding.verdict(),
        finding.status(),
        finding.tier(),
        finding.effect(),
        finding.logE(),
        OptionalDouble.empty(),
        finding.margin(),
        finding.mde80(),
        finding.nUnits(),
        finding.nClusters(),
        finding.firstNight(),
        finding.lastNight(),
        finding.state(),
        finding.closedBy(),
        finding.reason(),
        finding.because(),
        finding.query(),
        finding.attackIds(),
        List.of());
  }

  private static String place(RowLink row) {
    return String.join(
        "\t", row.source(), row.file(), row.member().orElse(""), Long.toString(row.offset()));
  }

  /** What is left out, one line each, by count and digest; empty where there is none. */
  private static Optional<Page.Withheld> withheld(String what, List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      return Optional.of(new Page.Withheld(what, lines.size(), HexFormat.of().formatHex(digest)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
