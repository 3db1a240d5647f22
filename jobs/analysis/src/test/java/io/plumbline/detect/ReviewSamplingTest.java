package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.stats.PriorPosteriorRatio;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewSamplingTest {

  private static final Map<String, String> GENERATION = Map.of("generation", "4");

  private static Counted decided(long population, long sound, long defective) {
    Counted counted = new Counted(new ReviewSampling());
    counted.add(
        "review-sampling",
        GENERATION,
        Map.of(),
        Map.of("counts", "true", "audit", "none"),
        population);
    if (sound + defective > 0) {
      counted.add(
          "review-sampling",
          GENERATION,
          Map.of(),
          Map.of("counts", "false", "audit", "sound"),
          sound);
      counted.add(
          "review-sampling",
          GENERATION,
          Map.of(),
          Map.of("counts", "false", "audit", "defective"),
          defective);
    }
    counted.night();
    return counted;
  }

  @Test
  void enoughSoundReviewsAreAdequateAtTheRiskLimit() {
    var statement = decided(1_000, 600, 0).replay().measured("defective-without-a-person");
    long most = new PriorPosteriorRatio(1, 1).confidence(1_000, 600, 0, 0.05).upper();
    assertThat(most).isLessThanOrEqualTo(10);
    assertThat(statement.status()).isEqualTo(Status.OK);
    assertThat(statement.sentence()).contains("from 0 to " + most + " of them are", "adequate.");
  }

  @Test
  void aFewReviewsAreNotAndMoreAreAskedFor() {
    var statement = decided(1_000, 20, 1).replay().measured("defective-without-a-person");
    assertThat(statement.status()).isEqualTo(Status.UNDERPOWERED);
    assertThat(statement.sentence()).contains("not adequate for 1 %; 258 reviews drawn at random");
  }

  @Test
  void noReviewsAreNoData() {
    var evidence = decided(1_000, 0, 0).replay().evidence("defective-without-a-person");
    assertThat(evidence.status()).isEqualTo(Status.NO_DATA);
    assertThat(evidence.sentence()).contains("reviewed 0 afterwards");
  }
}
