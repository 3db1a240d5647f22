package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.ArmTally.Arm;
import io.plumbline.stats.ArmTally.Cell;
import io.plumbline.stats.StandardisedDifference.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class StandardisedDifferenceTest {

  private static final AsymptoticSequence SEQUENCE = AsymptoticSequence.of(0.05, 60);

  private record Item(int cluster, int stratum, int arm, double y) {}

  private static List<Item> items(long seed, int clusters, int strata) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Item> items = new ArrayList<>();
    for (int c = 0; c < clusters; c++) {
      int size = 1 + random.nextInt(6);
      for (int i = 0; i < size; i++) {
        int arm = random.nextInt(2);
        items.add(
            new Item(
                c, random.nextInt(strata), arm, random.nextDouble() < 0.3 + 0.2 * arm ? 1 : 0));
      }
    }
    return items;
  }

  private static List<ArmTally> clusters(List<Item> items) {
    Map<Integer, Map<List<Integer>, double[]>> byCluster = new TreeMap<>();
    for (Item item : items) {
      double[] sums =
          byCluster
              .computeIfAbsent(item.cluster, c -> new java.util.LinkedHashMap<>())
              .computeIfAbsent(List.of(item.stratum, item.arm), key -> new double[2]);
      sums[0]++;
      sums[1] += item.y;
    }
    return byCluster.values().stream()
        .map(
            cells ->
                ArmTally.cluster(
                    cells.entrySet().stream()
                        .map(
                            cell ->
                                new Cell(
                                    cell.getKey().get(0),
                                    Arm.values()[cell.getKey().get(1)],
                                    (long) cell.getValue()[0],
                                    cell.getValue()[1],
                                    (long) cell.getValue()[1]))
                        .toList()))
        .toList();
  }

  private static StandardisedDifference method(Double... omega) {
    return StandardisedDifference.of(SEQUENCE, List.of(omega), Scale.BINARY);
  }

  /** Straight from the definition, item by item. */
  private static double[] byDefinition(List<Item> items, double[] omega) {
    double difference = 0;
    Map<Integer, Double> influence = new TreeMap<>();
    for (int s = 0; s < omega.length; s++) {
      int stratum = s;
      IntFunction<List<Item>> arm =
          a -> items.stream().filter(i -> i.stratum == stratum && i.arm == a).toList();
      for (int a = 0; a < 2; a++) {
        List<Item> own = arm.apply(a);
        double mean = own.stream().mapToDouble(Item::y).average().orElseThrow();
        double sign = a == 1 ? 1 : -1;
        difference += sign * omega[s] * mean;
        for (Item item : own) {
          influence.merge(
              item.cluster, sign * omega[s] * (item.y - mean) / own.size(), Double::sum);
        }
      }
    }
    return new double[] {
      difference, influence.values().stream().mapToDouble(psi -> psi * psi).sum()
    };
  }

  @Test
  void quadraticFormAgreesWithTheDefinitionItemByItem() {
    double[] omega = {0.5, 0.3, 0.2};
    for (long seed = 1; seed <= 20; seed++) {
      List<Item> items = items(seed, 70, 3);
      StandardisedDifference.Parts parts =
          method(0.5, 0.3, 0.2).parts(ArmTally.sum(clusters(items)));
      double[] expected = byDefinition(items, omega);

      assertThat(parts.difference().orElseThrow())
          .as("seed %d", seed)
          .isEqualTo(expected[0], within(1e-13));
      assertThat(parts.variance().orElseThrow())
          .as("seed %d", seed)
          .isEqualTo(expected[1], within(1e-13));
      assertThat(parts.excludedShare()).isZero();
    }
  }

  @Test
  void sharesNeedNotAddUpToOne() {
    ArmTally tally = ArmTally.sum(clusters(items(4, 70, 2)));

    assertThat(method(5.0, 3.0).parts(tally).difference().orElseThrow())
        .isEqualTo(method(0.625, 0.375).parts(tally).difference().orElseThrow(), within(1e-14));
  }

  @Test
  void stratumWithoutOneArmIsExcludedAndTheRestRenormalised() {
    ArmTally both =
        ArmTally.cluster(
            List.of(new Cell(0, Arm.REFERENCE, 4, 1, 1), new Cell(0, Arm.COMPARED, 4, 3, 3)));
    ArmTally lone = ArmTally.cluster(List.of(new Cell(1, Arm.COMPARED, 4, 4, 4)));
    StandardisedDifference.Parts parts = method(0.6, 0.4).parts(both.plus(lone));

    assertThat(parts.difference().orElseThrow()).isEqualTo(0.5, within(1e-15));
    assertThat(parts.excludedShare()).isEqualTo(0.4, within(1e-15));
  }

  @Test
  void strataBeyondTheSharesGivenDoNotCount() {
    ArmTally tally = ArmTally.sum(clusters(items(5, 70, 3)));
    List<Item> firstOnly = items(5, 70, 3).stream().filter(i -> i.stratum == 0).toList();

    assertThat(method(1.0).parts(tally).variance().orElseThrow())
        .isEqualTo(byDefinition(firstOnly, new double[] {1})[1], within(1e-13));
  }

  @Test
  void withoutACommonStratumThereIsNoDifference() {
    ArmTally lone = ArmTally.cluster(List.of(new Cell(0, Arm.COMPARED, 4, 4, 4)));
    Result result = method(1.0).of(lone);

    assertThat(method(1.0).parts(lone).difference()).isEmpty();
    assertThat(method(1.0).parts(lone).variance()).isEmpty();
    assertThat(method(1.0).parts(lone).excludedShare()).isEqualTo(1);
    assertThat(result.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(result.estimate()).isEmpty();
    assertThat(result.clusters()).isEqualTo(1);
    assertThat(result.units()).isEqualTo(4);
    assertThat(method(0.0).parts(lone).excludedShare()).isZero();
  }

  @Test
  void enoughClustersGiveASequence() {
    ArmTally tally = ArmTally.sum(clusters(items(6, 120, 2)));
    StandardisedDifference method = method(0.5, 0.5);
    StandardisedDifference.Parts parts = method.parts(tally);
    Result result = method.of(tally);
    double half = method.halfWidth(parts.variance().orElseThrow(), 120);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.interval().lower().orElseThrow())
        .isEqualTo(parts.difference().orElseThrow() - half, within(1e-14));
    assertThat(result.mde().orElseThrow())
        .isEqualTo(half + 0.8416 * Math.sqrt(parts.variance().orElseThrow()), within(1e-14));
    assertThat(result.units()).isEqualTo(tally.items());
    assertThat(result.clusters()).isEqualTo(120);
  }

  @Test
  void halfWidthIsThatOfTheFormula() {
    double r = SEQUENCE.rho2();
    double grown = 90 * r + 1;

    assertThat(method(1.0).halfWidth(0.0004, 90))
        .isEqualTo(
            0.02 * Math.sqrt(2 * grown / (90 * r) * Math.log(Math.sqrt(grown) / 0.05)),
            within(1e-14));
  }

  private static ArmTally arms(
      int reference, int compared, int eventsReference, int eventsCompared) {
    List<ArmTally> clusters = new ArrayList<>();
    for (int c = 0; c < reference; c++) {
      int y = c < eventsReference ? 1 : 0;
      clusters.add(ArmTally.cluster(List.of(new Cell(0, Arm.REFERENCE, 1, y, y))));
    }
    for (int c = 0; c < compared; c++) {
      int y = c < eventsCompared ? 1 : 0;
      clusters.add(ArmTally.cluster(List.of(new Cell(0, Arm.COMPARED, 1, y, y))));
    }
    return ArmTally.sum(clusters);
  }

  @Test
  void sequenceStartsOnlyWithEnoughClustersPerArmAndEvent() {
    Scale binary = Scale.BINARY;

    assertThat(status(arms(30, 30, 10, 10), binary)).isEqualTo(Status.OK);
    assertThat(status(arms(29, 20, 10, 10), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(30, 20, 10, 10), binary)).isEqualTo(Status.OK);
    assertThat(status(arms(40, 19, 10, 10), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(19, 40, 10, 10), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(30, 30, 9, 10), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(30, 30, 10, 9), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(30, 30, 21, 10), binary)).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(status(arms(30, 30, 21, 10), Scale.SCORE)).isEqualTo(Status.OK);
  }

  private static Status status(ArmTally tally, Scale scale) {
    return StandardisedDifference.of(SEQUENCE, List.of(1.0), scale).of(tally).status();
  }

  @Test
  void smallLevelsNeedMoreEvents() {
    StandardisedDifference strict =
        StandardisedDifference.of(AsymptoticSequence.of(1e-4, 60), List.of(1.0), Scale.BINARY);

    assertThat(strict.of(arms(60, 60, 18, 18)).status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(strict.of(arms(60, 60, 19, 19)).status()).isEqualTo(Status.OK);
  }

  @Test
  void tooLargeAnExcludedShareIsNotEstimable() {
    ArmTally tally =
        arms(30, 30, 12, 12).plus(ArmTally.cluster(List.of(new Cell(1, Arm.COMPARED, 1, 1, 1))));

    assertThat(method(0.8, 0.2).of(tally).status()).isEqualTo(Status.OK);
    assertThat(method(0.79, 0.21).of(tally).status()).isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void noVariationIsDegenerate() {
    List<ArmTally> clusters = new ArrayList<>();
    for (int c = 0; c < 60; c++) {
      clusters.add(
          ArmTally.cluster(
              List.of(
                  new Cell(0, Arm.REFERENCE, 3, 0.3, 1), new Cell(0, Arm.COMPARED, 3, 0.6, 1))));
    }
    Result result =
        StandardisedDifference.of(SEQUENCE, List.of(1.0), Scale.SCORE).of(ArmTally.sum(clusters));

    assertThat(result.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(result.interval()).isEqualTo(Interval.unbounded(0.95, Interval.Kind.ANYTIME));
    assertThat(result.estimate().orElseThrow()).isEqualTo(0.1, within(1e-14));
  }

  @Test
  void noClustersAreNoData() {
    assertThat(method(1.0).of(ArmTally.NONE).status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void sharesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> method(-0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid share of stratum: -0.1 (must be finite and at least 0)");
    assertThatThrownBy(() -> method(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid share of stratum: Infinity (must be finite and at least 0)");
  }

  @Test
  void tallyOfSumsFormedElsewhereIsTheSame() {
    ArmTally cluster =
        ArmTally.cluster(
            List.of(new Cell(1, Arm.COMPARED, 4, 3, 3), new Cell(0, Arm.REFERENCE, 2, 2, 2)));
    ArmTally assembled =
        ArmTally.sum(
            List.of(
                ArmTally.clusters(1),
                ArmTally.armClusters(Arm.REFERENCE, 1, 1, 0),
                ArmTally.armClusters(Arm.COMPARED, 1, 1, 1),
                ArmTally.margin(0, Arm.REFERENCE, 2, 2),
                ArmTally.margin(1, Arm.COMPARED, 4, 3),
                ArmTally.pair(0, Arm.REFERENCE, 0, Arm.REFERENCE, 4, 4, 4, 4),
                ArmTally.pair(0, Arm.REFERENCE, 1, Arm.COMPARED, 8, 6, 8, 6),
                ArmTally.pair(1, Arm.COMPARED, 1, Arm.COMPARED, 16, 12, 12, 9)));

    assertThat(assembled.toArray()).isEqualTo(cluster.toArray());
  }

  @Test
  void tallyIsOrderFreeAndRestoredBitForBit() {
    List<ArmTally> parts = clusters(items(8, 40, 3));
    List<ArmTally> reversed = new ArrayList<>(parts);
    java.util.Collections.reverse(reversed);
    ArmTally whole = ArmTally.sum(parts);

    assertThat(ArmTally.sum(reversed).toArray()).isEqualTo(whole.toArray());
    assertThat(ArmTally.sum(parts.subList(0, 9)).plus(ArmTally.sum(parts.subList(9, 40))).toArray())
        .isEqualTo(whole.toArray());
    assertThat(ArmTally.of(whole.toArray()).toArray()).isEqualTo(whole.toArray());
    assertThat(ArmTally.of(ArmTally.NONE.toArray()).toArray()).isEqualTo(ArmTally.NONE.toArray());
  }

  @Test
  void brokenTalliesAreRefused() {
    assertThatThrownBy(
            () ->
                ArmTally.cluster(
                    List.of(
                        new Cell(0, Arm.COMPARED, 1, 1, 1), new Cell(0, Arm.COMPARED, 1, 0, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid cluster: stratum 0 of arm COMPARED twice (must be once)");
    assertThatThrownBy(() -> new Cell(0, Arm.COMPARED, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid items: 0 (must be at least 1)");
    assertThatThrownBy(() -> new Cell(-1, Arm.COMPARED, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid stratum: -1 (must be at least 0)");
    assertThatThrownBy(() -> ArmTally.pair(1, Arm.COMPARED, 0, Arm.COMPARED, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pair of cells: 3 and 1 (must be in order)");
    assertThatThrownBy(() -> ArmTally.of(new double[] {1, 0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 2 numbers (must be whole cells and pairs)");
    assertThatThrownBy(() -> ArmTally.of(new double[9]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid state: 9 numbers (must be whole cells and pairs)");
  }
}
