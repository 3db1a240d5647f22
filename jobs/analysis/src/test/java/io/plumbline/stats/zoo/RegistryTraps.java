package io.plumbline.stats.zoo;

import io.plumbline.stats.Direction;
import io.plumbline.stats.EBenjaminiHochberg;
import io.plumbline.stats.InstanceWealth;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.TiltSum;
import io.plumbline.stats.simulated.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Instances and hypotheses that come and go. */
final class RegistryTraps {

  private static final int PAIRS = 100;
  private static final double FALSE_SHARE = 0.1;

  private RegistryTraps() {}

  static List<Trap> all() {
    return List.of(growingInstances(), retiredHypotheses());
  }

  private static final List<TiltSum> NIGHTS =
      LongStream.rangeClosed(0, PAIRS)
          .mapToObj(first -> new PairBlock(first, PAIRS - first).evidence())
          .toList();

  private static TiltSum night(Draws draws) {
    return NIGHTS.get((int) draws.binomial(PAIRS, 0.5));
  }

  /** A new version every third night; one is in use for six. */
  private static boolean instancesAlarm(long seed, boolean isWeighted) {
    Draws draws = new Draws(seed);
    List<TiltSum> instances = new ArrayList<>();
    double[] logE = new double[0];
    for (int night = 0; night < 365; night++) {
      if (night % 3 == 0) {
        instances.add(TiltSum.NONE);
      }
      int retired = Math.max(0, instances.size() - 2);
      for (int k = retired; k < instances.size(); k++) {
        instances.set(k, instances.get(k).plus(night(draws)));
      }
      for (int k = retired; k < instances.size(); k++) {
        logE = Arrays.copyOf(logE, instances.size());
        logE[k] = instances.get(k).logMixture(Direction.EITHER);
      }
      double mean =
          Arrays.stream(logE, retired, logE.length).map(Math::exp).average().orElseThrow();
      if (Trap.isAlarm(isWeighted ? InstanceWealth.logE(logE) : Math.log(mean))) {
        return true;
      }
    }
    return false;
  }

  private static Trap growingInstances() {
    return new Trap(
        "growing numbers of instances, averaged over those in use",
        seed -> instancesAlarm(seed, false),
        0.15,
        seed -> instancesAlarm(seed, true),
        Trap.ALPHA);
  }

  /** Four hundred hypotheses without an effect; those that look hopeless are taken off the list. */
  private static boolean listIsFalse(long seed, boolean isKept) {
    Draws draws = new Draws(seed);
    double[] logE = new double[400];
    for (int h = 0; h < logE.length; h++) {
      TiltSum sum = TiltSum.NONE;
      for (int night = 0; night < 10; night++) {
        sum = sum.plus(night(draws));
      }
      logE[h] = sum.logMixture(Direction.UP);
    }
    double[] counted =
        isKept ? logE : Arrays.stream(logE).filter(one -> one > Math.log(5)).toArray();
    for (boolean isListed : EBenjaminiHochberg.listed(counted, FALSE_SHARE)) {
      if (isListed) {
        return true;
      }
    }
    return false;
  }

  private static Trap retiredHypotheses() {
    return new Trap(
        "hypotheses taken off the worklist because they look hopeless",
        seed -> listIsFalse(seed, false),
        0.2,
        seed -> listIsFalse(seed, true),
        FALSE_SHARE);
  }
}
