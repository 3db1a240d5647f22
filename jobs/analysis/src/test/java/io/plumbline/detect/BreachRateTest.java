package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Finding;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreachRateTest {

  private static final Map<String, String> DOMAIN = Map.of("domain", "deployment");

  @Test
  void aHabitPagesAndASlipDoesNot() {
    Counted slip = new Counted(new BreachRate());
    Counted habit = new Counted(new BreachRate());
    for (int t = 0; t < 30; t++) {
      slip.add("breach-rate", DOMAIN, Map.of(), Map.of("has", "true"), t == 7 ? 1 : 0)
          .add("breach-rate", DOMAIN, Map.of(), Map.of("has", "false"), 10);
      habit
          .add("breach-rate", DOMAIN, Map.of(), Map.of("has", "true"), 3)
          .add("breach-rate", DOMAIN, Map.of(), Map.of("has", "false"), 7);
      assertThat(slip.night().findings()).isEmpty();
      habit.night();
    }
    assertThat(habit.night().findings())
        .hasSize(1)
        .allMatch(finding -> finding.tier().orElseThrow() == Finding.Tier.PAGE);
    assertThat(habit.replay().measured("breach-rate").sentence())
        .startsWith("Domain deployment: 90 of 300 decisions under the stated policy broke it");
  }
}
