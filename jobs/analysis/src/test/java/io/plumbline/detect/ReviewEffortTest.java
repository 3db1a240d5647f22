package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewEffortTest {

  private static Night night(Counted counted, int generation, int shift) {
    for (int bin = 18; bin < 26; bin++) {
      counted.add(
          "review-effort",
          Map.of(),
          Map.of("domain", "deployment", "generation", Integer.toString(generation)),
          Map.of("length", Integer.toString(bin - shift)),
          2);
    }
    return counted.night();
  }

  @Test
  void reviewsOfHalfTheLengthBeforeAReleasePage() {
    Counted counted = new Counted(new ReviewEffort());
    for (int t = 0; t < 28; t++) {
      assertThat(night(counted, 1, t >= 21 ? 4 : 0).findings()).isEmpty();
    }
    assertThat(night(counted, 2, 0).findings())
        .hasSize(1)
        .allMatch(finding -> finding.because().contains("the last of generation 1"));
  }

  @Test
  void steadyReviewsDoNot() {
    Counted counted = new Counted(new ReviewEffort());
    for (int t = 0; t < 84; t++) {
      assertThat(night(counted, 1 + t / 28, 0).findings()).isEmpty();
    }
    assertThat(
            counted
                .replay()
                .measured("shorter-reviews-before-release")
                .effect()
                .value()
                .isPresent())
        .isTrue();
  }

  @Test
  void beforeAReleaseNothingCanBeTold() {
    Counted counted = new Counted(new ReviewEffort());
    night(counted, 1, 0);
    assertThat(counted.replay().evidence("shorter-reviews-before-release").status())
        .isEqualTo(Status.INSUFFICIENT);
  }
}
