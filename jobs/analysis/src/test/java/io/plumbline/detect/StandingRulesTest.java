package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Night;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingRulesTest {

  private static final Map<String, String> DOMAIN = Map.of("domain", "infrastructure");

  private static Counted approved(Counted counted, int generation, String rule, long n) {
    return counted.add(
        "standing-rules",
        DOMAIN,
        Map.of("generation", Integer.toString(generation)),
        rule.isEmpty()
            ? Map.of("half", "0", "has", "false")
            : Map.of("half", "0", "has", "true", "rule", rule),
        n);
  }

  @Test
  void theInventoryNamesRulesAndThoseThatAreNew() {
    Counted counted = new Counted(new StandingRules());
    approved(counted, 1, "standing ci-bot", 4).night();
    approved(counted, 1, "session dana", 3);
    Night night = approved(counted, 1, "", 20).night();
    Evidence.Violations inventory = counted.replay().rule("standing-rule-inventory");
    assertThat(inventory.violations()).isEqualTo(2);
    assertThat(inventory.sentence())
        .contains("2 such approvers (session dana, standing ci-bot) approved 7 decisions")
        .contains("1 of them appeared tonight");
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void growthBetweenGenerationsPages() {
    Counted counted = new Counted(new StandingRules());
    Night last = counted.night();
    for (int generation = 1; generation <= 3; generation++) {
      for (String half : List.of("0", "1")) {
        Map<String, String> stratum = Map.of("generation", Integer.toString(generation));
        counted.add("standing-rules", DOMAIN, stratum, Map.of("half", half, "has", "false"), 100);
        counted.add(
            "standing-rules",
            DOMAIN,
            stratum,
            Map.of("half", half, "has", "true", "rule", "standing ci-bot"),
            generation == 1 ? 2 : 100);
      }
      last = counted.night();
    }
    assertThat(last.findings())
        .isNotEmpty()
        .allMatch(finding -> finding.hypothesis().name().equals("standing-approvals"));
  }
}
