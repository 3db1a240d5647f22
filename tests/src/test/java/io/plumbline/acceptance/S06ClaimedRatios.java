package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** A trillion and seven billion parameters, and a ratio of 143, are claimed. */
final class S06ClaimedRatios implements AcceptanceRow {

  @Override
  public String claim() {
    return "S6 a claimed ratio is printed as a claim and recomputed from both claims";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-claims/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(LoopLogs.configuration(2));
    for (int g = 1; g <= 2; g++) {
      LoopLogs.step(
          lab,
          g,
          "deployment",
          RawLab.NIGHT.atTime(0, 10).toInstant(ZoneOffset.UTC),
          RawLab.NIGHT.atTime(0, 40).toInstant(ZoneOffset.UTC),
          LoopLogs.claim("parameters", g == 1 ? "1e12" : "7e9", "count")
              + (g == 1 ? "" : "," + LoopLogs.claim("parameter_ratio", "143", "ratio")));
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    List<JsonNode> claims = outcome.findings("loop-claims");
    assertThat(claims)
        .extracting(one -> one.get("because").asText())
        .anyMatch(
            text ->
                text.contains(
                        "recomputed from both claims: 142.9 (66.67 to 230.8 by their rounding)")
                    && text.contains("claimed, not measured"))
        .anyMatch(text -> text.contains("parameter ratio 143.0") && text.contains("Claimed"));
    // Nothing measured was claimed, so nothing passes.
    assertThat(claims).noneMatch(one -> one.get("verdict").asText().equals("PASS"));
    assertThat(outcome.edition("report.md")).contains("claimed parameters");
  }
}
