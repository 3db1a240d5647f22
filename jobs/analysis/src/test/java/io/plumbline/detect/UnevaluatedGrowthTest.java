package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnevaluatedGrowthTest {

  private final Counted counted = new Counted(new UnevaluatedGrowth());

  private void units(String kind, String context, long n) {
    counted.add(
        "behaviour-units",
        Map.of("behaviour", "shortcut"),
        Map.of("model", "m", "stratum", kind),
        Map.of("context", context),
        n);
  }

  private Night night(int agentic) {
    units("coding", "test", 50);
    units("coding", "deployment", 900);
    if (agentic > 0) {
      units("agentic", "deployment", agentic);
    }
    units("rare", "deployment", 1);
    return counted.night();
  }

  @Test
  void aKindThatIsDeployedAndNeverTestedIsListedWithItsGrowth() {
    Night last = counted.night();
    for (int t = 1; t < 28; t++) {
      assertThat(last.findings()).isEmpty();
      last = night(t < 14 ? 50 : 100);
    }
    assertThat(last.findings())
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.because())
                  .startsWith("1 of 3 kinds of prompts seen in deployment")
                  .contains("agentic (7.", "1.90 times its share 14 nights before");
              assertThat(finding.attackIds()).containsExactly("X14");
            });
  }

  @Test
  void whatIsNewComesFirst() {
    Night last = counted.night();
    for (int t = 1; t < 28; t++) {
      units("new", "deployment", t > 20 ? 100 : 0);
      last = night(50);
    }
    assertThat(last.findings().get(0).because())
        .contains("by growth: new (", "new in the last 14 nights); agentic (");
  }

  @Test
  void aKindThatIsTestedIsNoFindingAndOldTestsAreForgotten() {
    units("agentic", "test", 1);
    counted.night();
    for (int t = 1; t < 28; t++) {
      assertThat(night(100).findings()).isEmpty();
    }
    assertThat(night(100).findings()).hasSize(1);
  }

  @Test
  void withoutAnyTestThereIsNoStatement() {
    for (int t = 0; t < 40; t++) {
      units("coding", "deployment", 100);
      counted.night();
    }
    assertThat(counted.replay().evidence()).isEmpty();
  }
}
