package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Differential item functioning by both methods, on one simulated test of eight items. */
class ItemBiasTest {

  private static final int EXAMINEES = 600;
  private static final ItemResponses RESPONSES = simulated(1.5);

  /** Equal ability; item 0 is harder for the focal group by the given log odds. */
  private static ItemResponses simulated(double bias) {
    SplittableRandom random = new SplittableRandom(21);
    boolean[][] right = new boolean[EXAMINEES][8];
    boolean[] focal = new boolean[EXAMINEES];
    for (int i = 0; i < EXAMINEES; i++) {
      focal[i] = i % 2 == 1;
      double ability = 4 * (random.nextDouble() - 0.5);
      for (int item = 0; item < 8; item++) {
        double eta = ability + 0.2 * (item - 4) - (item == 0 && focal[i] ? bias : 0);
        right[i][item] = random.nextDouble() < 1 / (1 + Math.exp(-eta));
      }
    }
    return ItemResponses.of(right, focal);
  }

  @Test
  void theBiasedItemIsFoundByBothMethodsAndNoOther() {
    List<MantelHaenszelDif.ItemBias> items = MantelHaenszelDif.of(0.95, 5).items(RESPONSES);
    List<LogisticDif.ItemBias> logistic = LogisticDif.items(RESPONSES, 0.95);
    assertThat(items).hasSize(8);
    assertThat(items.get(0).etsClass()).isEqualTo(EtsClass.C);
    assertThat(items.get(0).delta().value().orElseThrow()).isLessThan(-2);
    assertThat(logistic.get(0).size()).isNotEqualTo(EtsClass.A);
    assertThat(logistic.get(0).group().value().orElseThrow()).isBetween(-2.2, -0.8);
    assertThat(logistic.get(0).uniform().rejectsAt(1e-6)).isTrue();
    for (int item = 1; item < 8; item++) {
      assertThat(items.get(item).etsClass()).isNotEqualTo(EtsClass.C);
      assertThat(logistic.get(item).size()).isEqualTo(EtsClass.A);
    }
  }

  @Test
  void deltaIsTheScaledLogOddsRatioOfTheStrata() {
    MantelHaenszelDif.ItemBias item = MantelHaenszelDif.of(0.9, 0).items(RESPONSES).get(3);
    List<FourfoldTable> strata = RESPONSES.strata(3, Set.of(), 0);
    FixedEstimate odds = MantelHaenszel.atLevel(0.9).oddsRatio(strata);
    assertThat(item.oddsRatio()).isEqualTo(odds);
    assertThat(item.delta().value())
        .hasValueCloseTo(-2.35 * Math.log(odds.value().orElseThrow()), within(1e-13));
    assertThat(item.delta().standardError())
        .hasValueCloseTo(2.35 * odds.standardError().orElseThrow(), within(1e-13));
    assertThat(item.delta().interval().level()).isEqualTo(0.9);
    assertThat(item.logVariance())
        .hasValueCloseTo(Math.pow(odds.standardError().orElseThrow(), 2), within(1e-15));
    assertThat(item.test())
        .isEqualTo(MantelHaenszel.atLevel(0.9).test(strata, MantelHaenszel.Continuity.HALF));
  }

  @Test
  void strataHoldEveryExamineeOnceByScore() {
    boolean[][] right = {
      {true, true}, {true, false}, {false, true}, {false, false}, {true, true}, {false, false}
    };
    boolean[] focal = {false, false, true, true, true, false};
    ItemResponses few = ItemResponses.of(right, focal);
    // Scores 0, 1 and 2: reference right, reference wrong, focal right, focal wrong on item 0.
    assertThat(few.strata(0, Set.of(), 0))
        .containsExactly(
            new FourfoldTable(0, 1, 0, 1),
            new FourfoldTable(1, 0, 0, 1),
            new FourfoldTable(1, 0, 1, 0));
    // Without item 1 the score is item 0 itself.
    assertThat(few.strata(0, Set.of(1), 0))
        .containsExactly(new FourfoldTable(0, 1, 0, 2), new FourfoldTable(2, 0, 1, 0));
    // The item studied always counts.
    assertThat(few.strata(0, Set.of(0, 1), 0)).isEqualTo(few.strata(0, Set.of(1), 0));
  }

  @Test
  void adjacentScoresAreMergedUpwardsAndTheRestJoinsTheLast() {
    boolean[][] right = {
      {true, true}, {true, false}, {false, true}, {false, false}, {true, true}, {false, false}
    };
    boolean[] focal = {false, false, true, true, true, false};
    ItemResponses few = ItemResponses.of(right, focal);
    assertThat(few.strata(0, Set.of(), 1)).hasSize(3);
    // Two of each group are reached at score 1; score 2 is left over.
    assertThat(few.strata(0, Set.of(), 2)).containsExactly(new FourfoldTable(2, 1, 1, 2));
    assertThat(few.strata(0, Set.of(), 9)).containsExactly(new FourfoldTable(2, 1, 1, 2));
  }

  @Test
  void purificationDropsItemsOfClassCFromTheScore() {
    List<MantelHaenszelDif.ItemBias> plain = MantelHaenszelDif.of(0.95, 5).items(RESPONSES);
    List<MantelHaenszelDif.ItemBias> purified =
        MantelHaenszelDif.of(0.95, 5).purifiedItems(RESPONSES);
    // The biased item itself is matched as before, the others without it.
    assertThat(purified.get(0)).isEqualTo(plain.get(0));
    FixedEstimate other = MantelHaenszel.atLevel(0.95).oddsRatio(RESPONSES.strata(1, Set.of(0), 5));
    assertThat(purified.get(1).oddsRatio()).isEqualTo(other);
    assertThat(purified.get(1)).isNotEqualTo(plain.get(1));
    ItemResponses fair = simulated(0);
    assertThat(MantelHaenszelDif.of(0.95, 5).purifiedItems(fair))
        .isEqualTo(MantelHaenszelDif.of(0.95, 5).items(fair));
  }

  @Test
  void oddsAtTheBoundaryAreSmoothed() {
    boolean[][] right = {
      {true, true}, {true, false}, {true, true}, {true, false},
      {false, true}, {false, true}, {false, false}, {false, true}
    };
    boolean[] focal = {false, false, false, false, true, true, true, true};
    MantelHaenszelDif.ItemBias item =
        MantelHaenszelDif.of(0.95, 1).items(ItemResponses.of(right, focal)).get(0);
    assertThat(item.delta().status()).isEqualTo(Status.SPARSE);
    assertThat(item.oddsRatio().status()).isEqualTo(Status.SPARSE);
    assertThat(item.delta().value().orElseThrow()).isNegative().isFinite();
    assertThat(item.delta().standardError()).isPresent();
  }

  @Test
  void itemsAllAnswerAlikeHaveNoResult() {
    boolean[][] right = {{true, true}, {true, false}, {true, true}, {true, false}};
    boolean[] focal = {false, false, true, true};
    ItemResponses same = ItemResponses.of(right, focal);
    MantelHaenszelDif.ItemBias item = MantelHaenszelDif.of(0.95, 0).items(same).get(0);
    assertThat(item.delta().status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(item.delta().value()).isEmpty();
    assertThat(item.logVariance()).isEmpty();
    assertThat(item.etsClass()).isEqualTo(EtsClass.A);
    assertThat(item.classBySize()).isEqualTo(EtsClass.A);
    LogisticDif.ItemBias logistic = LogisticDif.items(same, 0.95).get(0);
    assertThat(logistic.any().status()).isEqualTo(Status.SINGLE_CLASS);
    assertThat(logistic.rSquaredChange()).isEmpty();
    assertThat(logistic.group().status()).isEqualTo(Status.SINGLE_CLASS);
    assertThat(logistic.size()).isEqualTo(EtsClass.A);
    ItemResponses none = ItemResponses.of(new boolean[0][], new boolean[0]);
    assertThat(MantelHaenszelDif.of(0.95, 0).items(none)).isEmpty();
    assertThat(LogisticDif.items(none, 0.95)).isEmpty();
  }

  @Test
  void logisticBiasComparesNestedFits() {
    LogisticDif.ItemBias item = LogisticDif.items(RESPONSES, 0.9).get(2);
    double[][] score = new double[EXAMINEES][];
    double[][] group = new double[EXAMINEES][];
    double[][] product = new double[EXAMINEES][];
    double[][] nothing = new double[EXAMINEES][];
    double[] y = new double[EXAMINEES];
    for (int i = 0; i < EXAMINEES; i++) {
      double s = RESPONSES.score(i, 2, Set.of());
      double g = i % 2;
      nothing[i] = new double[] {1};
      score[i] = new double[] {1, s};
      group[i] = new double[] {1, s, g};
      product[i] = new double[] {1, s, g, g * s};
      y[i] = RESPONSES.isRight(i, 2) ? 1 : 0;
    }
    double base = Regression.logistic(score, y).deviance().orElseThrow();
    double uniform = Regression.logistic(group, y).deviance().orElseThrow();
    double full = Regression.logistic(product, y).deviance().orElseThrow();
    double none = Regression.logistic(nothing, y).deviance().orElseThrow();
    assertThat(item.any().statistic()).hasValueCloseTo(base - full, within(1e-12));
    assertThat(item.any().degreesOfFreedom()).hasValue(2);
    assertThat(item.uniform().statistic()).hasValueCloseTo(base - uniform, within(1e-12));
    assertThat(item.uniform().degreesOfFreedom()).hasValue(1);
    assertThat(item.any().n()).isEqualTo(EXAMINEES);
    double most = 1 - Math.exp(-none / EXAMINEES);
    double change =
        (Math.exp((base - none) / EXAMINEES) - Math.exp((full - none) / EXAMINEES)) / most;
    assertThat(item.rSquaredChange()).hasValueCloseTo(change, within(1e-13));
    assertThat(item.group())
        .isEqualTo(
            Regression.logistic(group, y).coefficients(StandardErrors.ofModel(), 0.9).get(2));
  }

  @Test
  void oneGroupIdentifiesNoBias() {
    boolean[][] right = {{true, true}, {true, false}, {false, true}, {false, false}, {true, false}};
    ItemResponses one = ItemResponses.of(right, new boolean[5]);
    LogisticDif.ItemBias item = LogisticDif.items(one, 0.9).get(0);
    assertThat(item.any().status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(item.rSquaredChange()).isEmpty();
    assertThat(item.group().status()).isEqualTo(Status.NOT_IDENTIFIED);
  }

  @Test
  void classesFollowTheirThresholds() {
    assertThat(EtsClass.of(0.99, 0.01)).isEqualTo(EtsClass.A);
    assertThat(EtsClass.of(1, 0.01)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.of(-1.96, 1)).isEqualTo(EtsClass.A);
    assertThat(EtsClass.of(-1.97, 1)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.of(1.49, 0.01)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.of(1.5, 0.01)).isEqualTo(EtsClass.C);
    assertThat(EtsClass.of(2.645, 1)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.of(-2.65, 1)).isEqualTo(EtsClass.C);
    assertThat(EtsClass.ofSize(0.99)).isEqualTo(EtsClass.A);
    assertThat(EtsClass.ofSize(-1)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.ofSize(1.5)).isEqualTo(EtsClass.C);
    assertThat(EtsClass.ofRSquared(0.0349)).isEqualTo(EtsClass.A);
    assertThat(EtsClass.ofRSquared(0.035)).isEqualTo(EtsClass.B);
    assertThat(EtsClass.ofRSquared(0.07)).isEqualTo(EtsClass.C);
  }

  @Test
  void answersAndSettingsAreChecked() {
    assertThatThrownBy(() -> ItemResponses.of(new boolean[2][3], new boolean[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid examinees and groups: 2 and 1 (must be equally many)");
    assertThatThrownBy(
            () -> ItemResponses.of(new boolean[][] {{true}, {true, false}}, new boolean[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid items: 1 and 2 (must be equally many)");
    assertThatThrownBy(() -> MantelHaenszelDif.of(0.9, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid examinees per group: -1 (must be at least 0)");
    assertThatThrownBy(() -> MantelHaenszelDif.of(1, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> LogisticDif.items(RESPONSES, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
