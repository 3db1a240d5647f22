package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewerKinshipTest {

  private static Counted ruled(Counted counted, boolean kin, boolean approved, long n) {
    return counted.add(
        "reviewer-kinship",
        Map.of("purpose", "model"),
        Map.of("domain", "infrastructure"),
        Map.of(
            "has", Boolean.toString(kin),
            "taken", Boolean.toString(approved),
            "clustered", "true"),
        n);
  }

  @Test
  void aFamilyThatRefusesNothingPages() {
    Counted counted = new Counted(new ReviewerKinship());
    Night last = counted.night();
    for (int t = 0; t < 40; t++) {
      ruled(counted, true, true, 6);
      ruled(counted, false, true, 4);
      last = ruled(counted, false, false, 2).night();
    }
    assertThat(last.findings()).hasSize(1).allMatch(finding -> finding.attackIds().contains("X31"));
  }

  @Test
  void equalReviewersDoNot() {
    Counted counted = new Counted(new ReviewerKinship());
    for (int t = 0; t < 100; t++) {
      ruled(counted, true, true, 5);
      ruled(counted, true, false, 1);
      ruled(counted, false, true, 5);
      assertThat(ruled(counted, false, false, 1).night().findings()).isEmpty();
    }
  }

  @Test
  void withoutOtherFamiliesItIsNotIdentified() {
    Counted counted = new Counted(new ReviewerKinship());
    ruled(counted, false, true, 6).night();
    assertThat(counted.replay().evidence("agreement-with-own-family").status())
        .isEqualTo(Status.NOT_IDENTIFIED);
  }
}
