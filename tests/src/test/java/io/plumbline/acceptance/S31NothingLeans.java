package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A lab under heavy supervision in which nothing leans, and a report that can say so. */
final class S31NothingLeans implements AcceptanceRow {

  private static final int NIGHTS = 28;
  private static final LabSettings SETTINGS =
      new LabSettings(RawLab.NIGHT, NIGHTS, 31, 2, LabSettings.Volume.DEFAULT);

  @Override
  public String claim() {
    return "S31 where nothing leans the report says so, with equivalence and power";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("selection-pool/1", "behaviour-gap/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    ReferenceLab.write(SETTINGS, List.of(), lab.folder());
    lab.through(SETTINGS.lastNight());
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    List<String> verdicts = new ArrayList<>();
    outcome
        .report()
        .get("questions")
        .forEach(question -> verdicts.add(question.get("verdict").asText()));
    assertThat(verdicts).hasSize(7).doesNotContain("ATTENTION", "BREACH");
    assertThat(verdicts).filteredOn("PASS"::equals).hasSizeGreaterThanOrEqualTo(4);
    assertThat(outcome.exitCode()).isIn(0, 30);
    for (String id : List.of("selection", "behaviour")) {
      JsonNode question = outcome.question(id);
      assertThat(question.get("verdict").asText()).as(id).isEqualTo("PASS");
      double margin = question.get("margin").asDouble();
      assertThat(margin).as(id).isPositive();
      assertThat(question.get("effect").get("lower").asDouble()).as(id).isGreaterThan(-margin);
      assertThat(question.get("effect").get("upper").asDouble()).as(id).isLessThan(margin);
      assertThat(question.get("mde_80").asDouble()).as(id).isPositive();
    }
  }
}
