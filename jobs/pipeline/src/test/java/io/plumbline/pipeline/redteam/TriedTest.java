package io.plumbline.pipeline.redteam;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Setting;
import io.plumbline.attack.Suppression;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.measure.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TriedTest {

  private static final Target TARGET =
      new Target(
          Suppression.SAFETY,
          Setting.INDEPENDENT,
          Candidates.SPEC,
          Labels.of(Map.of("purpose", "training_data")),
          Target.Unit.SHARE,
          List.of(0.1, 0.2, 0.4));

  /** Five copies of which the first ones were caught, on nights 1, 2, ... */
  private static Tried tried(double strength, int caught) {
    List<SortedMap<String, Integer>> runs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      runs.add(i < caught ? new TreeMap<>(Map.of("a/1", i + 1, "b/1", 9)) : new TreeMap<>());
    }
    return new Tried(TARGET, strength, runs);
  }

  @Test
  void theSmallestStrengthLiesBetweenTwoThatWereTried() {
    assertThat(Tried.smallestSeen(List.of(tried(0.1, 2), tried(0.2, 5), tried(0.4, 5))))
        .hasValueCloseTo(0.1 + 0.1 * (0.8 - 0.4) / 0.6, org.assertj.core.data.Offset.offset(1e-12));
  }

  @Test
  void whereTheSmallestOneIsSeenItIsTheAnswer() {
    assertThat(Tried.smallestSeen(List.of(tried(0.1, 4), tried(0.2, 5)))).hasValue(0.1);
  }

  @Test
  void whereTheLargestOneIsNotSeenThereIsNone() {
    assertThat(Tried.smallestSeen(List.of(tried(0.1, 0), tried(0.2, 3)))).isEmpty();
  }

  @Test
  void aCopyCountsOnceHoweverManyDetectorsFoundIt() {
    Tried three = tried(0.1, 3);
    assertThat(three.caught()).isEqualTo(3);
    assertThat(three.caughtBy("b/1")).isEqualTo(3);
    assertThat(three.caughtBy("c/1")).isZero();
    assertThat(three.delay()).hasValue(2);
    assertThat(three.delayOf("b/1")).hasValue(9);
    assertThat(tried(0.1, 0).delay()).isEmpty();
  }
}
