package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GainPerComputeTest {

  private static final LocalDate NIGHT = Replay.FIRST.plusDays(200);
  private static final double ELASTICITY = 0.2;

  /** It asks for no level: it never pages. */
  private static final Levels NO_LEVELS =
      new Levels() {
        @Override
        public Level of(Hypothesis hypothesis, Labels scope) {
          throw new IllegalStateException("Unexpected question for the level of " + hypothesis);
        }

        @Override
        public Plan plan() {
          return Plan.standard();
        }
      };

  /** Gains of generations 2, 3 and so on, and the compute spent on each, in GPU hours. */
  private static List<Evidence> examine(double[] gains, long[] spent, long nameless) {
    List<Tally> scores = new ArrayList<>();
    double mean = 0.05;
    scores.addAll(LoopRows.scores(NIGHT, "suite", 1, mean, mean, mean));
    List<Tally> ledger = new ArrayList<>();
    Map<String, Integer> generations = new HashMap<>(Map.of("atlas-1", 1));
    for (int i = 0; i < gains.length; i++) {
      mean *= Math.exp(gains[i]);
      scores.addAll(LoopRows.scores(NIGHT, "suite", i + 2, mean, mean, mean));
      generations.put("atlas-" + (i + 2), i + 2);
      ledger.add(compute("atlas-" + (i + 2), spent[i]));
    }
    if (nameless > 0) {
      ledger.add(compute("unheard-of", nameless));
    }
    return new GainPerCompute()
        .examine(
            new History(
                NIGHT,
                Replay.FIRST,
                Optional.empty(),
                Map.of("criteria-scores", scores, "loop-compute", ledger),
                Map.of(),
                Map.of(),
                generations),
            NO_LEVELS)
        .evidence();
  }

  private static Tally compute(String model, long units) {
    return LoopRows.tally(
        NIGHT,
        "loop-compute",
        Map.of("unit", "gpu_hour"),
        Map.of("subject_model", model),
        Map.of("use", "training", "source", "ledger"),
        1,
        units * 1_000_000);
  }

  private static Evidence.Measured only(List<Evidence> evidence) {
    assertThat(evidence).hasSize(1);
    return evidence.get(0).measured().orElseThrow();
  }

  /** Gains that follow the compute, but for a little that alternates. */
  private static double[] gains(long[] spent) {
    double[] gains = new double[spent.length];
    for (int i = 0; i < spent.length; i++) {
      gains[i] = ELASTICITY * Math.log(spent[i] / 100.0) + (i % 2 == 0 ? 0.01 : -0.01);
    }
    return gains;
  }

  @Test
  void aPlantedElasticityLiesInItsInterval() {
    long[] spent = {200, 400, 300, 800, 500};
    Evidence.Measured found = only(examine(gains(spent), spent, 0));
    assertThat(found.status()).isEqualTo(Status.OK);
    assertThat(found.effect().value().orElseThrow()).isCloseTo(ELASTICITY, within(0.05));
    assertThat(found.effect().interval().contains(ELASTICITY)).isTrue();
    assertThat(found.mde80()).isPresent();
    assertThat(found.sentence()).contains("over 5 generations: a doubling of compute went with");
  }

  /**
   * R 4.2.2: {@code f <- lm(c(.1, .3, .2, .5) ~ log(c(100, 300, 200, 400)))}, {@code coef(f)},
   * {@code confint(f, level = 1 - .05 * 6 / (pi^2 * 16))}.
   */
  @Test
  void slopeAndIntervalAreThoseOfLeastSquares() {
    double[] gains = {0.1, 0.3, 0.2, 0.5};
    Evidence.Measured found = only(examine(gains, new long[] {100, 300, 200, 400}, 0));
    assertThat(found.effect().value().orElseThrow()).isCloseTo(0.26507426, within(1e-4));
    assertThat(found.effect().interval().lower().orElseThrow()).isCloseTo(-1.3901609, within(1e-3));
    assertThat(found.effect().interval().upper().orElseThrow()).isCloseTo(1.9203095, within(1e-3));
  }

  @Test
  void twoGainsAreTooFew() {
    long[] spent = {200, 400};
    Evidence.Measured found = only(examine(gains(spent), spent, 0));
    assertThat(found.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(found.effect().value()).isEmpty();
    assertThat(found.sentence()).endsWith("whose compute is known; there are 2.");
  }

  @Test
  void generationsThatCostTheSameTellNothing() {
    Evidence.Measured found =
        only(examine(new double[] {0.1, 0.2, 0.1}, new long[] {300, 300, 300}, 0));
    assertThat(found.status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(found.effect().value()).isEmpty();
  }

  @Test
  void computeThatNamesNoGenerationMakesItPartial() {
    long[] spent = {200, 400, 300, 800};
    Evidence.Measured found = only(examine(gains(spent), spent, 50));
    assertThat(found.status()).isEqualTo(Status.PARTIAL);
    assertThat(found.sentence())
        .endsWith("compute of 50.0 names no model of a known generation and is left out.");
  }

  @Test
  void withoutALedgerThereIsNoRow() {
    assertThat(examine(new double[0], new long[0], 0)).isEmpty();
  }
}
