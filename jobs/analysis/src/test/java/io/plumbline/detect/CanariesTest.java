package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanariesTest {

  private static final Map<String, String> DANA = Map.of("reviewer", "dana");

  private static Night night(Counted counted, long caught, long missed, long reviews) {
    counted.add("hasty-review", DANA, Map.of(), Map.of("has", "false"), reviews);
    if (caught + missed > 0) {
      counted
          .add("canaries", DANA, Map.of(), Map.of("has", "true"), caught)
          .add("canaries", DANA, Map.of(), Map.of("has", "false"), missed);
    }
    return counted.night();
  }

  @Test
  void withoutSeedsItIsSaidThatNothingIsKnown() {
    Counted counted = new Counted(new Canaries());
    night(counted, 0, 0, 120);
    night(counted, 0, 0, 80);
    assertThat(counted.replay().evidence("canaries-seeded").status()).isEqualTo(Status.NO_DATA);
    assertThat(counted.replay().evidence("canaries-seeded").sentence())
        .startsWith("0 decisions were seeded as bad to test 200 approvals by people");
  }

  @Test
  void aReviewerWhoMissesMostSeedsPages() {
    Counted counted = new Counted(new Canaries());
    Night last = night(counted, 0, 2, 40);
    for (int t = 0; t < 15; t++) {
      last = night(counted, t % 4 == 0 ? 1 : 0, 2, 40);
    }
    assertThat(last.findings())
        .hasSize(1)
        .allMatch(finding -> finding.because().startsWith("Reviewer dana refused 4 of 36"));
  }

  @Test
  void aReviewerWhoCatchesSeedsDoesNot() {
    Counted counted = new Counted(new Canaries());
    for (int t = 0; t < 60; t++) {
      assertThat(night(counted, t % 10 == 0 ? 1 : 2, t % 10 == 0 ? 1 : 0, 40).findings()).isEmpty();
    }
  }
}
