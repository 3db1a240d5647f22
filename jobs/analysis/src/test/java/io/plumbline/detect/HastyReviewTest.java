package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HastyReviewTest {

  private static final Map<String, String> DANA = Map.of("reviewer", "dana");

  private static Night night(Counted counted, long hasty, long careful) {
    return counted
        .add("hasty-review", DANA, Map.of(), Map.of("has", "true"), hasty)
        .add("hasty-review", DANA, Map.of(), Map.of("has", "false"), careful)
        .night();
  }

  @Test
  void manyHastyNightsPage() {
    Counted counted = new Counted(new HastyReview());
    Night last = night(counted, 6, 2);
    for (int t = 0; t < 12; t++) {
      last = night(counted, 6, 2);
    }
    assertThat(last.findings())
        .hasSize(1)
        .allMatch(finding -> finding.tier().orElseThrow() == Finding.Tier.PAGE)
        .allMatch(finding -> finding.attackIds().contains("X19"));
    assertThat(counted.replay().measured("impossible-latency").effect().value().orElseThrow())
        .isCloseTo(0.73, within(1e-9));
  }

  @Test
  void oneNightHoweverLongIsOneUnit() {
    Counted counted = new Counted(new HastyReview());
    assertThat(night(counted, 400, 0).findings()).isEmpty();
    Evidence.Measured one = counted.replay().measured("impossible-latency");
    assertThat(one.clusters()).isEqualTo(1);
    assertThat(one.logE().orElseThrow()).isLessThan(Math.log(1 / 0.02));
  }

  @Test
  void theStatedShareRaisesNothing() {
    Counted counted = new Counted(new HastyReview());
    for (int t = 0; t < 200; t++) {
      assertThat(night(counted, t % 5 == 0 ? 1 : 0, t % 5 == 0 ? 9 : 10).findings()).isEmpty();
    }
    assertThat(counted.replay().measured("impossible-latency").status()).isEqualTo(Status.OK);
  }

  @Test
  void aFewNightsCouldNotHaveShownIt() {
    Counted counted = new Counted(new HastyReview());
    night(counted, 0, 5);
    assertThat(counted.replay().measured("impossible-latency").status())
        .isEqualTo(Status.UNDERPOWERED);
  }
}
