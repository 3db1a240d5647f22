package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Result;
import io.plumbline.stats.Status;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeploymentMixTest {

  private static final Labels SCOPE = Labels.of(Map.of("behaviour", "refusal"));

  @Test
  void samePromptsAreComparedInPairs() {
    SplittableRandom random = new SplittableRandom(5);
    int prompts = 400;
    double sum = 0;
    double squares = 0;
    DeploymentMix mix = empty();
    for (int prompt = 0; prompt < prompts; prompt++) {
      int tested = random.nextInt(10) < 8 ? 1 : 0;
      int live = random.nextInt(10) < (tested == 1 ? 6 : 3) ? 1 : 0;
      sum += live - tested;
      squares += (live - tested) * (live - tested);
      mix.count(SCOPE, "prompt-" + prompt, 1, tested, 1, live);
      mix.deployed(SCOPE, "prompt-" + prompt, 1, Replay.FIRST);
    }
    Result result = mix.standardised(SCOPE, 2L * prompts);
    double mean = sum / prompts;
    double half =
        AsymptoticSequence.of(0.05, 30.0 * 2 * prompts)
            .halfWidth(squares / prompts - mean * mean, prompts);
    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.estimate().getAsDouble()).isCloseTo(mean, within(1e-12));
    assertThat(result.interval().lower().getAsDouble()).isCloseTo(mean - half, within(1e-12));
    assertThat(result.interval().upper().getAsDouble()).isCloseTo(mean + half, within(1e-12));
    assertThat(result.clusters()).isEqualTo(prompts);
  }

  @Test
  void pairsAndLargerStrataAddUp() {
    DeploymentMix mix = empty();
    for (int prompt = 0; prompt < 100; prompt++) {
      mix.count(SCOPE, "prompt-" + prompt, 1, prompt % 2, 1, prompt % 4 == 0 ? 1 : 0);
      mix.deployed(SCOPE, "prompt-" + prompt, 1, Replay.FIRST);
    }
    mix.count(SCOPE, "many", 300, 150, 300, 60);
    mix.deployed(SCOPE, "many", 300, Replay.FIRST);
    Result result = mix.standardised(SCOPE, 800);
    assertThat(result.estimate().getAsDouble())
        .isCloseTo((100 * (0.25 - 0.5) + 300 * (0.2 - 0.5)) / 400, within(1e-12));
    assertThat(result.clusters()).isEqualTo(700);
  }

  @Test
  void aRestoredMixSaysTheSame() {
    DeploymentMix mix = empty();
    mix.count(SCOPE, "one", 1, 1, 1, 0);
    mix.count(SCOPE, "many", 300, 150, 300, 60);
    mix.deployed(SCOPE, "one", 1, Replay.FIRST);
    mix.deployed(SCOPE, "many", 300, Replay.FIRST);
    Map<String, Fold> folds = new HashMap<>();
    mix.store(folds);
    assertThat(open(folds).standardised(SCOPE, 602)).isEqualTo(mix.standardised(SCOPE, 602));
  }

  private static DeploymentMix empty() {
    return open(Map.of());
  }

  private static DeploymentMix open(Map<String, Fold> folds) {
    return DeploymentMix.open(
        Shelf.of(
            new History(
                Replay.FIRST,
                Replay.FIRST,
                Optional.empty(),
                Map.of(),
                Map.of(),
                folds,
                Map.of())));
  }
}
