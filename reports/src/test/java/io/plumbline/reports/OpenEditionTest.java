package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpenEditionTest {

  private final Report closed = AttackedLab.report();
  private final Report open = OpenEdition.of(closed);

  @Test
  void thresholdsAndPlacesOfRowsAreLeftOut() {
    assertThat(closed.findings())
        .anyMatch(finding -> finding.thresholdLogE().isPresent())
        .anyMatch(finding -> !finding.rows().isEmpty());
    assertThat(open.findings())
        .allMatch(finding -> finding.thresholdLogE().isEmpty())
        .allMatch(finding -> finding.rows().isEmpty());
  }

  @Test
  void whatIsLeftOutIsListedByCountAndDigest() {
    long thresholds =
        closed.findings().stream().filter(finding -> finding.thresholdLogE().isPresent()).count();
    long rows = closed.findings().stream().mapToLong(finding -> finding.rows().size()).sum();
    assertThat(open.page().orElseThrow().withheld())
        .filteredOn(one -> one.what().equals("thresholds"))
        .singleElement()
        .satisfies(one -> assertThat(one.count()).isEqualTo(thresholds));
    assertThat(open.page().orElseThrow().withheld())
        .filteredOn(one -> one.what().equals("places_of_rows"))
        .singleElement()
        .satisfies(one -> assertThat(one.count()).isEqualTo(rows));
  }

  @Test
  void verdictsAndEffectsStay() {
    assertThat(open.overall()).isEqualTo(closed.overall());
    assertThat(open.questions()).isEqualTo(closed.questions());
    assertThat(open.findings())
        .extracting(ReportFinding::effect)
        .isEqualTo(closed.findings().stream().map(ReportFinding::effect).toList());
  }

  @Test
  void itKeepsTheContractOfReportJson() {
    assertThat(ReportSchema.problems(ReportJson.write(open))).isEmpty();
    assertThat(ReportJson.read(ReportJson.write(open))).isEqualTo(open);
  }

  @Test
  void everyEditionSaysWhatWasWithheld() {
    assertThat(Html.render(open)).contains("Withheld: ", "thresholds");
    assertThat(new String(ReportJson.write(open), StandardCharsets.UTF_8))
        .contains("\"edition\": \"open\"");
  }

  @Test
  void anOpenEditionStaysAsItIs() {
    assertThat(OpenEdition.of(open)).isEqualTo(open);
  }
}
