package io.plumbline.pipeline.bundle;

import io.plumbline.reports.Page;
import io.plumbline.reports.Report;
import java.util.Map;

/** The page that tells whoever opens a bundle what is in it and how to check it. */
final class ReadMe {

  private static final String TEXT =
      """
      # Integrity report of night %s, handed on

      %s edition, report `%s`. Overall: **%s**%s.

      ## Independence of the evaluations

      | declared | computed from who judged and who worked on the code |
      |---|---|
      | %s | %s |

      %s

      ## What is here

      - `report.json`, `report.html`: the report; what this edition leaves out is listed in it by
        count and digest%s.
      - `evaluations/data/`: the night's scored evaluation runs in the format of Every Eval Ever,
        one document a run, without samples.
      - `independence.json`: the table above.
      - `statement.dsse.json`: an in-toto Statement in a DSSE envelope over the digests of all other
        files and the roots of the tables that the report was computed from.
      - `signing-key.pub`: the Ed25519 key it is signed with.

      ## How to check it

      `plumbline verify THIS.zip` needs no network and nothing but this file. That the key is the
      lab's own no file can tell: compare its fingerprint with the one the lab gives you by another
      way, or pass it as `--key`.

      Fingerprint (SHA-256 of the encoded key): `%s`
      """;

  private ReadMe() {}

  static String of(Report report, Independence independence, VerifyingKey key) {
    Page page = report.page().orElse(Page.EMPTY);
    return TEXT.formatted(
        report.night(),
        report.edition().id().equals("open") ? "Open" : "Closed",
        report.reportId(),
        report.overall().verdict(),
        report.overall().degraded() ? ", degraded: the instrument itself is in doubt" : "",
        declared(independence),
        computed(independence),
        independence.sentence(),
        page.withheld().isEmpty() ? " (nothing is)" : "",
        key.fingerprint());
  }

  private static String declared(Independence independence) {
    String exporter =
        independence.declared().map(said -> said.replace('_', ' ')).orElse("nothing declared");
    StringBuilder said = new StringBuilder(exporter);
    independence
        .byRecord()
        .forEach(
            (relationship, runs) ->
                said.append("; ")
                    .append(runs)
                    .append(" by their own record: ")
                    .append(relationship.replace('_', ' ')));
    // A name is the lab's own text: it must not end the cell.
    independence
        .organisation()
        .ifPresent(name -> said.append(", ").append(name.replaceAll("[|\\r\\n]", " ")));
    return said.toString();
  }

  private static String computed(Independence independence) {
    StringBuilder counted = new StringBuilder();
    for (Map.Entry<Grade, Long> grade : independence.computed().entrySet()) {
      counted.append(counted.isEmpty() ? "" : ", ");
      counted.append(grade.getValue()).append(' ').append(grade.getKey().id().replace('_', ' '));
    }
    return counted.append(" of ").append(independence.runs()).append(" runs").toString();
  }
}
