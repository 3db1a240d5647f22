package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;

/** A kind of prompt grows in deployment and is never put under test. */
final class S21UnevaluatedGrowth implements AcceptanceRow {

  private static final int NIGHTS = 28;

  @Override
  public String claim() {
    return "S21 what grows in deployment and is never evaluated is listed by growth";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("unevaluated-growth/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: behaviour, format: cloudevents, path: behaviour.jsonl}
        models:
          - {id: atlas-3, generation: 3}
        """);
    Behaviours behaviours = new Behaviours(lab);
    for (int night = 0; night < NIGHTS; night++) {
      int agentic = night < 14 ? 2 : 6;
      behaviours.samples(
          RawLab.NIGHT.plusDays(night), "deployment", "coding", "unknown", 20 - agentic, 3);
      behaviours.samples(
          RawLab.NIGHT.plusDays(night), "deployment", "agentic", "unknown", agentic, 1);
      behaviours.samples(RawLab.NIGHT.plusDays(night), "test", "coding", "unaware", 10, 2);
    }
    lab.through(RawLab.NIGHT.plusDays(NIGHTS - 1));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    assertThat(outcome.alarms("unevaluated-growth"))
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.get("because").asText())
                  .startsWith("1 of 2 kinds of prompts seen in deployment in the last 28 nights")
                  .contains(
                      "agentic (20.0 % of deployment, 3.00 times its share 14 nights before)");
              assertThat(finding.get("attack_ids").toString()).contains("X14");
            });
  }
}
