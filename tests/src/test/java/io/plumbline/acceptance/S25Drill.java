package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.attack.PickSteering;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A lab in which nothing leans, whose nights are drilled. */
final class S25Drill implements AcceptanceRow {

  private static final int NIGHTS = 8;

  @Override
  public String claim() {
    return "S25 a nightly drill that must be caught stands on page 1 as caught";
  }

  /** Without it no test says what it would have found, and nothing can be drilled. */
  @Override
  public Set<String> detectors() {
    return Set.of("selection-pool/1", "selection-human/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    Selections.write(
        lab,
        25,
        NIGHTS,
        new Selections.Batch(
            "bug", 400, "component", Map.of("oversight", 0.3, "serving", 0.3, "training", 0.4)),
        PickSteering.OF_BUGS,
        0);
    lab.file("secret", "a secret of this lab alone");
    lab.configuration(
        """
        sources:
          - {name: selection, format: cloudevents, path: selection.jsonl}
        models:
          - {id: atlas-3, generation: 3}
        drill: {secret: secret, nights: 30}
        """);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode drill = outcome.report().get("drill");
    assertThat(drill.get("injected")).isNotEmpty().isEqualTo(drill.get("caught"));
    assertThat(drill.get("missed")).isEmpty();
    assertThat(drill.get("injected").get(0).get("attack").asText()).isEqualTo("X13");
    assertThat(outcome.report().get("overall").get("degraded").asBoolean()).isFalse();
    List<JsonNode> drills = outcome.sql("select night, caught, probability from gold.drills");
    assertThat(drills).hasSize(drill.get("injected").size());
    assertThat(drills.get(0).get("probability").asDouble()).isGreaterThan(0.999);
    assertThat(outcome.folder().resolve("lake/_redteam")).doesNotExist();
    Run verified = Run.of("verify", "-c", outcome.folder().resolve("plumbline.yaml").toString());
    assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
  }
}
