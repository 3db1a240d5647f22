package io.plumbline.stats.zoo;

import io.plumbline.stats.ArmTally;
import io.plumbline.stats.ArmTally.Arm;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.BettingProcess;
import io.plumbline.stats.ClusterMeans;
import io.plumbline.stats.CountBlock;
import io.plumbline.stats.Direction;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.StandardisedDifference;
import io.plumbline.stats.StandardisedDifference.Parts;
import io.plumbline.stats.StandardisedDifference.Scale;
import io.plumbline.stats.simulated.Draws;
import java.util.ArrayList;
import java.util.List;

/** Nights that differ from each other, and limits that have not set in. */
final class NightTraps {

  private NightTraps() {}

  static List<Trap> all() {
    return List.of(shocks(), bursts(), rareEvents());
  }

  /** Whether bets on a mean of one half ever alarm; every night has an effect of its own. */
  private static boolean betsAlarm(long seed, boolean isNightUnit) {
    Draws draws = new Draws(seed);
    BettingProcess process = BettingProcess.start(0.5);
    for (int night = 0; night < 150; night++) {
      double shock = 0.3 * (draws.uniform() - 0.5);
      List<ClusterMeans> clusters = new ArrayList<>();
      double sum = 0;
      for (int c = 0; c < 30; c++) {
        double mean = 0.5 + shock + 0.5 * (draws.uniform() - 0.5);
        clusters.add(ClusterMeans.exactly(mean));
        sum += mean;
      }
      process = process.night(isNightUnit ? List.of(ClusterMeans.exactly(sum / 30)) : clusters);
      if (Trap.isAlarm(process.logPager(Direction.EITHER))) {
        return true;
      }
    }
    return false;
  }

  private static Trap shocks() {
    return new Trap(
        "a shock common to the night against a constant",
        seed -> betsAlarm(seed, false),
        0.2,
        seed -> betsAlarm(seed, true),
        Trap.ALPHA);
  }

  /**
   * Reviewers' quick approvals come in bursts: the night's rate varies for all of them alike. One
   * reviewer is watched, who makes a quarter of the decisions.
   */
  private static Trap bursts() {
    Trap.Nights againstMean =
        draws -> {
          double rate = 0.1 * Math.exp(0.8 * draws.normal() - 0.32);
          long own = draws.binomial(50, Math.min(0.9, rate));
          return List.of(new CountBlock(own, 5));
        };
    Trap.Nights againstOthers =
        draws -> {
          double rate = Math.min(0.9, 0.1 * Math.exp(0.8 * draws.normal() - 0.32));
          long own = draws.binomial(50, rate);
          long others = draws.binomial(75, rate) + draws.binomial(75, rate);
          return List.of(new PoolBlock(200, 50, own + others, own));
        };
    return new Trap(
        "overdispersed bursts against a known mean",
        seed -> Trap.pages(seed, 200, Direction.UP, againstMean),
        0.5,
        seed -> Trap.pages(seed, 200, Direction.UP, againstOthers),
        Trap.ALPHA);
  }

  private static ArmTally arm(Arm arm, long units, long events) {
    return ArmTally.sum(
        List.of(
            ArmTally.clusters(units),
            ArmTally.armClusters(arm, units, events, units - events),
            ArmTally.margin(0, arm, units, events),
            ArmTally.pair(0, arm, 0, arm, units, events, events, events)));
  }

  /** Whether a sequence of the difference of two arms ever leaves zero out. */
  private static boolean differenceAlarms(long seed, boolean isGuarded) {
    Draws draws = new Draws(seed);
    StandardisedDifference method =
        StandardisedDifference.of(
            AsymptoticSequence.of(Trap.ALPHA, 30 * 110), List.of(1.0), Scale.BINARY);
    ArmTally tally = ArmTally.NONE;
    for (int night = 0; night < 200; night++) {
      tally =
          ArmTally.sum(
              List.of(
                  tally,
                  arm(Arm.REFERENCE, 100, draws.binomial(100, 0.02)),
                  arm(Arm.COMPARED, 10, draws.binomial(10, 0.02))));
      Parts parts = method.parts(tally);
      double variance = parts.variance().orElseThrow();
      boolean isOut =
          isGuarded
              ? !method.of(tally).interval().contains(0)
              : variance > 0
                  && Math.abs(parts.difference().orElseThrow())
                      > method.halfWidth(variance, tally.clusters());
      if (isOut) {
        return true;
      }
    }
    return false;
  }

  private static Trap rareEvents() {
    return new Trap(
        "unequal arms with rare events before the normal limit",
        seed -> differenceAlarms(seed, false),
        0.2,
        seed -> differenceAlarms(seed, true),
        Trap.ALPHA);
  }
}
