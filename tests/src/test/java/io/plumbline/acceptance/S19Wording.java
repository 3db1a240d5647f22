package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A lab in which every pattern of the library is planted, and all that is said of it. */
final class S19Wording implements AcceptanceRow {

  private static final LabSettings SETTINGS =
      new LabSettings(RawLab.NIGHT, 8, 3, 2, new LabSettings.Volume(20, 20, 0.2, 1, 30));

  @Override
  public String claim() {
    return "S19 with every pattern planted nothing that is said speaks of intent";
  }

  /** It holds of all of them alike. */
  @Override
  public Set<String> detectors() {
    return Set.of();
  }

  @Override
  public void write(RawLab lab) throws IOException {
    ReferenceLab.write(SETTINGS, Attacks.demo(Attacks.ids(), SETTINGS.nights()), lab.folder());
    lab.through(SETTINGS.lastNight());
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    List<JsonNode> sentences =
        outcome.sql("select distinct sentence from gold.evidence where sentence is not null");
    assertThat(sentences).hasSizeGreaterThan(100);
    for (JsonNode sentence : sentences) {
      assertThat(Wording.forbidden(sentence.get("sentence").asText())).isEmpty();
    }
    List<JsonNode> findings = outcome.sql("select detector, body from gold.findings");
    assertThat(findings.stream().map(one -> one.get("detector").asText()).distinct())
        .hasSizeGreaterThan(5);
    for (JsonNode finding : findings) {
      assertThat(Wording.forbidden(finding.toString())).isEmpty();
    }
    for (String edition : List.of("report.md", "report.html", "report.json")) {
      assertThat(Wording.forbidden(outcome.edition(edition))).as(edition).isEmpty();
    }
    assertThat(Wording.forbidden(outcome.printed())).isEmpty();
  }
}
