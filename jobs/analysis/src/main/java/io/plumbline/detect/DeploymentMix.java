package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.ArmTally;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Result;
import io.plumbline.stats.StandardisedDifference;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Units of both arms by stratum, and the deployment mix of the nights before: what a difference is
 * standardised to.
 *
 * <p>The mix is that of the last {@value #NIGHTS} nights that were counted into it, tonight's not
 * among them.
 */
final class DeploymentMix {

  /** Nights whose deployment shares make the mix. */
  static final int NIGHTS = 28;

  private static final String ARMS = "arms";
  private static final String MIX = "mix";
  private static final double ALPHA = 0.05;
  private static final int NIGHTS_TIGHTEST = 30;

  /** One stratum of one scope: units and shown units under test, then in deployment. */
  private final Map<Labels, SortedMap<String, long[]>> arms = new HashMap<>();

  /** Deployed units by scope, stratum and night. */
  private final Map<Labels, SortedMap<String, SortedMap<Long, Long>>> deployed = new HashMap<>();

  private DeploymentMix() {}

  /** As of the night before. */
  static DeploymentMix open(Shelf shelf) {
    DeploymentMix mix = new DeploymentMix();
    for (Shelf.Item item : shelf.items(ARMS)) {
      double[] numbers = item.fold().numbers();
      long[] counts = new long[numbers.length];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = (long) numbers[i];
      }
      mix.arms
          .computeIfAbsent(item.scope(), key -> new TreeMap<>())
          .put(item.label("stratum"), counts);
    }
    for (Shelf.Item item : shelf.items(MIX)) {
      double[] numbers = item.fold().numbers();
      SortedMap<Long, Long> nights = new TreeMap<>();
      for (int i = 0; i < numbers.length; i += 2) {
        nights.put((long) numbers[i], (long) numbers[i + 1]);
      }
      mix.deployed
          .computeIfAbsent(item.scope(), key -> new TreeMap<>())
          .put(item.label("stratum"), nights);
    }
    return mix;
  }

  /** Adds units of a stratum. */
  void count(Labels scope, String stratum, long test, long testShown, long live, long liveShown) {
    long[] counts =
        arms.computeIfAbsent(scope, key -> new TreeMap<>())
            .computeIfAbsent(stratum, key -> new long[4]);
    counts[0] += test;
    counts[1] += testShown;
    counts[2] += live;
    counts[3] += liveShown;
  }

  /** Counts tonight's deployed units into the mix that later nights are standardised to. */
  void deployed(Labels scope, String stratum, long units, LocalDate night) {
    if (units > 0) {
      deployed
          .computeIfAbsent(scope, key -> new TreeMap<>())
          .computeIfAbsent(stratum, key -> new TreeMap<>())
          .merge(night.toEpochDay(), units, Math::addExact);
    }
  }

  /**
   * The difference of shares, deployment less test, over the strata of the mix.
   *
   * @param firstNight units of the scope's first night: the sequence is narrowest after thirty such
   *     nights
   */
  Result standardised(Labels scope, long firstNight) {
    List<Double> omega = new ArrayList<>();
    List<ArmTally> parts = new ArrayList<>();
    Pairs pairs = new Pairs();
    for (Map.Entry<String, SortedMap<Long, Long>> entry :
        deployed.getOrDefault(scope, new TreeMap<>()).entrySet()) {
      double share = 0;
      for (long units : entry.getValue().values()) {
        share += units;
      }
      long[] counts =
          arms.getOrDefault(scope, new TreeMap<>()).getOrDefault(entry.getKey(), new long[4]);
      if (share == 1 && counts[0] == 1 && counts[2] == 1) {
        pairs.add(counts[1], counts[3]);
        continue;
      }
      add(parts, omega.size(), ArmTally.Arm.REFERENCE, counts[0], counts[1]);
      add(parts, omega.size(), ArmTally.Arm.COMPARED, counts[2], counts[3]);
      omega.add(share);
    }
    if (pairs.count > 0) {
      pairs.addTo(parts, omega.size());
      omega.add((double) pairs.count);
    }
    if (omega.isEmpty()) {
      return new Result(
          OptionalDouble.empty(),
          Interval.unbounded(1 - ALPHA, Interval.Kind.ANYTIME),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          units(scope),
          units(scope),
          Status.NOT_ESTIMABLE);
    }
    double tightest = (double) NIGHTS_TIGHTEST * Math.max(1, firstNight);
    return StandardisedDifference.of(
            AsymptoticSequence.of(ALPHA, tightest), omega, StandardisedDifference.Scale.BINARY)
        .of(ArmTally.sum(parts));
  }

  private long units(Labels scope) {
    return arms.getOrDefault(scope, new TreeMap<>()).values().stream()
        .mapToLong(counts -> counts[0] + counts[2])
        .sum();
  }

  /** Every unit is a cluster of its own, so products within a cluster are counts. */
  private static void add(
      List<ArmTally> parts, int stratum, ArmTally.Arm arm, long units, long shown) {
    if (units > 0) {
      parts.add(ArmTally.margin(stratum, arm, units, shown));
      parts.add(ArmTally.pair(stratum, arm, stratum, arm, units, shown, shown, shown));
      parts.add(ArmTally.armClusters(arm, units, shown, units - shown));
      parts.add(ArmTally.clusters(units));
    }
  }

  /**
   * Strata of one unit per arm, such as the same prompt in both: each is a cluster that reaches
   * both arms of one stratum. Their difference is the same as stratum by stratum, and its variance
   * is that of the differences within pairs; a single unit has none of its own.
   */
  private static final class Pairs {
    private long count;
    private long testShown;
    private long liveShown;
    private long bothShown;

    private void add(long test, long live) {
      count++;
      testShown += test;
      liveShown += live;
      bothShown += test * live;
    }

    private void addTo(List<ArmTally> parts, int stratum) {
      parts.add(ArmTally.margin(stratum, ArmTally.Arm.REFERENCE, count, testShown));
      parts.add(ArmTally.margin(stratum, ArmTally.Arm.COMPARED, count, liveShown));
      parts.add(pair(stratum, ArmTally.Arm.REFERENCE, testShown));
      parts.add(pair(stratum, ArmTally.Arm.COMPARED, liveShown));
      parts.add(
          ArmTally.pair(
              stratum,
              ArmTally.Arm.REFERENCE,
              stratum,
              ArmTally.Arm.COMPARED,
              count,
              liveShown,
              testShown,
              bothShown));
      parts.add(ArmTally.armClusters(ArmTally.Arm.REFERENCE, count, testShown, count - testShown));
      parts.add(ArmTally.armClusters(ArmTally.Arm.COMPARED, count, liveShown, count - liveShown));
      parts.add(ArmTally.clusters(count));
    }

    private ArmTally pair(int stratum, ArmTally.Arm arm, long shown) {
      return ArmTally.pair(stratum, arm, stratum, arm, count, shown, shown, shown);
    }
  }

  /** Adds what the next night starts from; strata that left the mix keep their counts. */
  void store(Map<String, Fold> folds) {
    arms.forEach(
        (scope, strata) ->
            strata.forEach(
                (stratum, counts) ->
                    folds.put(
                        key(ARMS, scope, stratum),
                        Fold.of(counts[0], counts[1], counts[2], counts[3]))));
    deployed.forEach(
        (scope, strata) -> {
          SortedMap<Long, Long> nights = new TreeMap<>();
          strata.values().forEach(nights::putAll);
          long oldest =
              nights.keySet().stream()
                  .skip(Math.max(0, nights.size() - NIGHTS))
                  .findFirst()
                  .orElse(Long.MIN_VALUE);
          strata.forEach(
              (stratum, counts) -> {
                List<Double> numbers = new ArrayList<>();
                new TreeMap<>(counts)
                    .tailMap(oldest)
                    .forEach(
                        (night, units) -> {
                          numbers.add((double) night);
                          numbers.add((double) units);
                        });
                if (!numbers.isEmpty()) {
                  folds.put(
                      key(MIX, scope, stratum),
                      Fold.of(numbers.stream().mapToDouble(Double::doubleValue).toArray()));
                }
              });
        });
  }

  private static String key(String kind, Labels scope, String stratum) {
    return Shelf.key(kind, Map.of("scope", scope.text(), "stratum", stratum));
  }
}
