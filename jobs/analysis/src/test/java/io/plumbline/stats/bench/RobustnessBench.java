package io.plumbline.stats.bench;

import static io.plumbline.stats.bench.Printed.ALARM;
import static io.plumbline.stats.bench.Printed.NULL_RUNS;
import static io.plumbline.stats.bench.Printed.RUNS;
import static io.plumbline.stats.bench.Printed.YEAR;
import static io.plumbline.stats.bench.Printed.head;
import static io.plumbline.stats.bench.Printed.row;

import io.plumbline.stats.ClusterBlock;
import io.plumbline.stats.Direction;
import io.plumbline.stats.DirichletMultinomial;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Rate;
import io.plumbline.stats.simulated.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** False alarms and delays where units come in clusters, pools drift or are nearly used up. */
@Tag("bench")
class RobustnessBench {

  private static final double[] FIVE = Selector.FIVE;

  /** A simulated night that a process is fed with. */
  private interface Nights {
    List<TiltBlock> night(Draws draws);
  }

  private static String[] nullAndDelay(
      Direction direction, LongFunction<Nights> fair, LongFunction<Nights> tilted) {
    Rate alarms =
        Rate.over(
            500_001, NULL_RUNS, seed -> firstAlarm(seed, direction, fair.apply(seed)) <= YEAR);
    double sum = 0;
    long found = 0;
    for (long seed = 600_001; seed < 600_001 + RUNS; seed++) {
      int night = firstAlarm(seed, direction, tilted.apply(seed));
      found += night <= YEAR ? 1 : 0;
      sum += Math.min(night, YEAR);
    }
    return new String[] {
      alarms.toString(), String.format(Locale.ROOT, "%.1f /%.2f", sum / RUNS, (double) found / RUNS)
    };
  }

  private static int firstAlarm(long seed, Direction direction, Nights nights) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    for (int night = 1; night <= YEAR; night++) {
      process = process.night(nights.night(draws));
      if (process.logPager(direction) >= ALARM) {
        return night;
      }
    }
    return YEAR + 1;
  }

  private static double tilted(double share, double psi) {
    return share * psi / (1 - share + share * psi);
  }

  /** Clusters of one size; items of a cluster share their attribute with probability rho. */
  private static List<TiltBlock> clustered(
      Draws draws, int size, double rho, double share, boolean isClusterUnit) {
    int clusters = 40 / size;
    long[] byHits = new long[size + 1];
    long items = 0;
    for (int c = 0; c < clusters; c++) {
      boolean common = draws.happens(share);
      int hits = 0;
      for (int i = 0; i < size; i++) {
        hits += (draws.happens(Math.sqrt(rho)) ? common : draws.happens(share)) ? 1 : 0;
      }
      byHits[hits]++;
      items += hits;
    }
    if (!isClusterUnit) {
      return List.of(new ShareBlock(40, items, 0.2));
    }
    List<ClusterBlock.Cell> cells = new ArrayList<>();
    for (int hits = 0; hits <= size; hits++) {
      cells.add(new ClusterBlock.Cell(size, hits, byHits[hits]));
    }
    return List.of(new ClusterBlock(0.2, cells));
  }

  @Test
  void robustness() {
    head(
        "Table 4. Directed pager, share 20 %, 40 a night; null seeds from 500001, psi 1.2 from"
            + " 600001",
        List.of("null year", "psi 1.2"));
    for (double[] form : new double[][] {{1, 1}, {5, 0.1}, {5, 1}, {10, 1}}) {
      for (boolean isClusterUnit : new boolean[] {false, true}) {
        Function<Double, Nights> nights =
            psi ->
                draws -> clustered(draws, (int) form[0], form[1], tilted(0.2, psi), isClusterUnit);
        row(
            String.format(
                Locale.ROOT,
                "clusters of %.0f, correlation %.1f: %s unit",
                form[0],
                form[1],
                isClusterUnit ? "cluster" : "item"),
            List.of(
                nullAndDelay(Direction.UP, seed -> nights.apply(1.0), seed -> nights.apply(1.2))));
      }
    }
    row(
        "pool drifts: frozen baseline, undirected",
        List.of(
            nullAndDelay(
                Direction.EITHER, seed -> drifting(true, 1), seed -> drifting(true, 1.2))));
    row(
        "pool drifts: tonight's pool, undirected",
        List.of(
            nullAndDelay(
                Direction.EITHER, seed -> drifting(false, 1), seed -> drifting(false, 1.2))));
    for (int n : new int[] {10, 40, 70}) {
      row(
          n + " of 100 selected: kernel H",
          List.of(
              nullAndDelay(
                  Direction.UP,
                  seed -> finite(n, 1, x -> new PoolBlock(100, 20, n, x)),
                  seed -> finite(n, 1.2, x -> new PoolBlock(100, 20, n, x)))));
      row(
          n + " of 100 selected: kernel B",
          List.of(
              nullAndDelay(
                  Direction.UP,
                  seed -> finite(n, 1, x -> new ShareBlock(n, x, 0.2)),
                  seed -> finite(n, 1.2, x -> new ShareBlock(n, x, 0.2)))));
    }
    row("5 categories, pool drifts: frozen c=100", List.of(driftingMixture(100, true), ""));
    row("5 categories, pool drifts: tilted c=100", List.of(driftingMixture(100, false), ""));
    row("5 categories, pool drifts: tilted c=1000", List.of(driftingMixture(1_000, false), ""));
  }

  private static Nights drifting(boolean isFrozen, double psi) {
    return new Nights() {
      private double logit = Math.log(0.25);

      @Override
      public List<TiltBlock> night(Draws draws) {
        logit += 0.03 * draws.normal();
        double share = 1 / (1 + Math.exp(-logit));
        long x = draws.binomial(40, tilted(share, psi));
        return List.of(new ShareBlock(40, x, isFrozen ? 0.2 : share));
      }
    };
  }

  private static Nights finite(int n, double psi, LongFunction<TiltBlock> block) {
    return draws -> List.of(block.apply(draws.drawn(100, 20, n, psi)));
  }

  private static String driftingMixture(double concentration, boolean isFrozen) {
    return Rate.over(
            700_001,
            NULL_RUNS / 2,
            seed -> {
              Draws draws = new Draws(seed);
              DirichletMultinomial process = DirichletMultinomial.start(concentration, 5);
              double[] odds = {1, 1, 1, 1, 1};
              for (int night = 0; night < YEAR; night++) {
                for (int k = 0; k < 5; k++) {
                  odds[k] *= Math.exp(0.03 * draws.normal());
                }
                double[] shares = Selector.tilted(FIVE, odds);
                process = process.night(isFrozen ? FIVE : shares, draws.multinomial(40, shares));
                if (process.logE() >= ALARM) {
                  return true;
                }
              }
              return false;
            })
        .toString();
  }
}
