package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.findings.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PolicyDriftTest {

  private static final Map<String, String> DOMAIN = Map.of("domain", "deployment");

  private static Night night(Counted counted, String required, String second, String cap) {
    Map<String, String> cell = new TreeMap<>();
    if (!required.isEmpty()) {
      cell.put("required_class", required);
      cell.put("second_person", second);
    }
    if (!cap.isEmpty()) {
      cell.put("review_cap", cap);
    }
    return counted.add("decisions-policy", DOMAIN, Map.of(), cell, 5).night();
  }

  @Test
  void aLowerClassIsAFindingAndStaysOne() {
    Counted counted = new Counted(new PolicyDrift());
    assertThat(night(counted, "human_with_sight", "true", "10").findings()).isEmpty();
    for (int t = 0; t < 2; t++) {
      assertThat(night(counted, "ai_reviewer", "true", "10").findings())
          .hasSize(1)
          .allMatch(finding -> finding.verdict() == Verdict.ATTENTION)
          .allMatch(
              finding ->
                  finding
                      .because()
                      .startsWith(
                          "Domain deployment: until 2026-01-01 the policy asked for"
                              + " human_with_sight and now asks for ai_reviewer ("));
    }
  }

  @Test
  void aPolicyThatFallsSilentIsLooser() {
    Counted counted = new Counted(new PolicyDrift());
    night(counted, "standing_policy", "false", "");
    assertThat(night(counted, "", "", "").findings().get(0).because())
        .contains("now asks for nothing (no stated boundary)");
  }

  @Test
  void aDroppedSecondPersonAndAHigherCapAreLooser() {
    Counted counted = new Counted(new PolicyDrift());
    night(counted, "human_nominal", "true", "10");
    assertThat(night(counted, "human_nominal", "false", "").findings().get(0).because())
        .contains(
            "asked for a second person and no longer does",
            "allowed a person 10 reviews an hour and now any number");
  }

  @Test
  void aStricterPolicyIsNone() {
    Counted counted = new Counted(new PolicyDrift());
    night(counted, "", "", "");
    assertThat(night(counted, "ai_reviewer", "false", "20").findings()).isEmpty();
    assertThat(night(counted, "human_with_sight", "true", "10").findings()).isEmpty();
  }

  @Test
  void nightsWithoutDecisionsAreNoChange() {
    Counted counted = new Counted(new PolicyDrift());
    night(counted, "human_with_sight", "true", "10");
    assertThat(counted.night().findings()).isEmpty();
    assertThat(night(counted, "human_with_sight", "true", "10").findings()).isEmpty();
  }
}
