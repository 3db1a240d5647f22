package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthoritySentenceTest {

  private static Page.Authority domain(String name, long sight, long reviewer, long unknown) {
    return new Page.Authority(name, Optional.empty(), sight, 0, reviewer, 0, 0, unknown);
  }

  @Test
  void bothBoundsAreGivenAndTheDomainWithTheLeast() {
    assertThat(
            AuthoritySentence.of(
                List.of(domain("deployment", 60, 0, 0), domain("code_change", 10, 20, 10))))
        .isEqualTo(
            "Of 100 decisions in 2 domains a person with sight of the change decided at least"
                + " 70.0 % (worst case, 70) and at most 80.0 % (best case, 10 of unknown authority"
                + " counted for it); least in code change, 25.0 to 50.0 %.");
  }

  @Test
  void unknownsMoveOnlyTheBounds() {
    String known = AuthoritySentence.of(List.of(domain("deployment", 60, 40, 0)));
    String unknown = AuthoritySentence.of(List.of(domain("deployment", 60, 30, 10)));
    assertThat(known).contains("decided 60.0 % (60; none of unknown authority)");
    assertThat(unknown).contains("at least 60.0 % (worst case, 60)", "at most 70.0 %");
  }

  @Test
  void boundsThatReadTheSameAreOneNumber() {
    assertThat(AuthoritySentence.of(List.of(domain("deployment", 3_000, 3_000, 1))))
        .contains("decided 50.0 % (3,000; 1 of unknown authority)")
        .doesNotContain("at least", "at most");
  }

  @Test
  void withoutDecisionsNothingIsSaid() {
    assertThat(AuthoritySentence.of(List.of())).startsWith("No decisions were recorded");
  }
}
