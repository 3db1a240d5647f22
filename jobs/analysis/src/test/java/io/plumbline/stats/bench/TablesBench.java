package io.plumbline.stats.bench;

import io.plumbline.stats.ArmTally;
import io.plumbline.stats.AsymptoticSequence;
import io.plumbline.stats.CategoryProcess;
import io.plumbline.stats.ClusterBlock;
import io.plumbline.stats.Direction;
import io.plumbline.stats.DirichletMultinomial;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.StandardisedDifference;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Monitor;
import io.plumbline.stats.simulated.Monitors;
import io.plumbline.stats.simulated.Rate;
import io.plumbline.stats.simulated.Selector;
import io.plumbline.stats.simulated.Selector.Delays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * False alarms and nights to an alarm in the settings in which the methods were chosen: 40
 * selections a night, five categories, odds psi on the one of 20 %, alpha 0.05, a year of 365
 * nights. Seeds are consecutive from the number printed; shares come with exact 95 % intervals,
 * means with 1.96 standard errors.
 */
@Tag("bench")
class TablesBench {

  private static final double ALARM = Math.log(20);
  private static final double[] FIVE = Selector.FIVE;
  private static final int TARGET = 2;
  private static final int YEAR = 365;
  private static final int NULL_RUNS = Integer.getInteger("plumbline.bench.null", 1_000);
  private static final int RUNS = Integer.getInteger("plumbline.bench.runs", 400);

  private static Map<String, Supplier<Monitor>> methods() {
    Map<String, Supplier<Monitor>> methods = new LinkedHashMap<>();
    methods.put("naive chi-square, tonight", () -> Monitors.chiSquareTonight(FIVE));
    methods.put("naive chi-square, cumulative", () -> Monitors.chiSquareCumulative(FIVE));
    methods.put("Dirichlet mixture c=100", () -> Monitors.mixture(FIVE, 100));
    methods.put("Dirichlet mixture c=1000", () -> Monitors.mixture(FIVE, 1_000));
    methods.put("night-unit bets, directed", () -> Monitors.nightBets(FIVE[TARGET], TARGET));
    methods.put(
        "tilt undirected, plain", () -> Monitors.categories(FIVE, CategoryProcess::logPlain));
    methods.put(
        "tilt undirected, restart", () -> Monitors.categories(FIVE, CategoryProcess::logRestart));
    methods.put(
        "**tilt undirected, pager**", () -> Monitors.categories(FIVE, CategoryProcess::logPager));
    methods.put(
        "tilt directed, plain",
        () -> Monitors.tilt(FIVE[TARGET], TARGET, process -> process.logPlain(Direction.UP)));
    methods.put(
        "tilt directed, restart",
        () -> Monitors.tilt(FIVE[TARGET], TARGET, process -> process.logRestart(Direction.UP)));
    methods.put("**tilt directed, pager**", TablesBench::directed);
    return methods;
  }

  private static Monitor directed() {
    return Monitors.tilt(FIVE[TARGET], TARGET, process -> process.logPager(Direction.UP));
  }

  private static void row(String name, List<String> cells) {
    System.out.println("| " + name + " | " + String.join(" | ", cells) + " |");
  }

  private static void head(String title, List<String> columns) {
    System.out.printf(Locale.ROOT, "%n%s (null runs %d, other runs %d)%n", title, NULL_RUNS, RUNS);
    row("method", columns);
    row("---", columns.stream().map(column -> "---").toList());
  }

  @Test
  void skewFromTheFirstNightOn() {
    List<Selector> effects = new ArrayList<>();
    for (double psi : new double[] {1.1, 1.2, 1.3, 1.5, 2}) {
      effects.add(Selector.tilted(40, FIVE, TARGET, psi, 0));
    }
    double[] graded = new double[5];
    for (int k = 0; k < 5; k++) {
      graded[k] = Math.pow(1.2, (k - 2) / 2.0);
    }
    effects.add(new Selector(40, FIVE, Selector.tilted(FIVE, graded), 0));
    head(
        "Table 1. Skew from night 1; nights to the alarm; null seeds from 1, others from 100001",
        List.of("null year", "1.1", "1.2", "1.3", "1.5", "2.0", "diffuse 1.2"));
    methods()
        .forEach(
            (name, method) -> {
              List<String> cells = new ArrayList<>();
              cells.add(
                  Selector.fair(40, FIVE)
                      .delays(1, NULL_RUNS, method, ALARM, YEAR)
                      .alarms()
                      .toString());
              effects.forEach(
                  effect ->
                      cells.add(effect.delays(100_001, RUNS, method, ALARM, YEAR).toString()));
              row(name, cells);
            });
  }

  @Test
  void changeAtNightOneHundred() {
    head(
        "Table 2. Change at night 100; further nights to the alarm; null seeds from 200001, others"
            + " from 300001",
        List.of("null <=100", "null year", "1.1", "1.2", "1.3", "1.5", "2.0", "3.0"));
    methods()
        .forEach(
            (name, method) -> {
              List<String> cells = new ArrayList<>();
              Delays quiet =
                  Selector.tilted(40, FIVE, TARGET, 1, 100)
                      .delays(200_001, NULL_RUNS, method, ALARM, YEAR);
              cells.add(new Rate(quiet.early(), quiet.runs()).toString());
              cells.add(quiet.alarms().toString());
              for (double psi : new double[] {1.1, 1.2, 1.3, 1.5, 2, 3}) {
                cells.add(
                    Selector.tilted(40, FIVE, TARGET, psi, 100)
                        .delays(300_001, RUNS, method, ALARM, YEAR)
                        .toString());
              }
              row(name, cells);
            });
  }

  @Test
  void priceOfALargeRegistry() {
    head(
        "Table 3. Directed pager, share 20 %; nights to the alarm by alpha; seeds from 400001",
        List.of(".05", "1e-3", "1e-4", "1e-5", "change at 100: .05", "1e-4"));
    double[][] settings = {
      {40, 1.2}, {40, 1.5}, {200, 1.1}, {200, 1.2}, {200, 1.5}, {1_000, 1.05}, {1_000, 1.1}
    };
    double[] shares = {0.2, 0.8};
    Supplier<Monitor> method =
        () -> Monitors.tilt(0.2, 0, process -> process.logPager(Direction.UP));
    for (double[] setting : settings) {
      List<String> cells = new ArrayList<>();
      for (double alpha : new double[] {.05, 1e-3, 1e-4, 1e-5}) {
        cells.add(
            Selector.tilted((int) setting[0], shares, 0, setting[1], 0)
                .delays(400_001, RUNS / 2, method, -Math.log(alpha), YEAR)
                .toString());
      }
      for (double alpha : new double[] {.05, 1e-4}) {
        cells.add(
            Selector.tilted((int) setting[0], shares, 0, setting[1], 100)
                .delays(400_001, RUNS / 2, method, -Math.log(alpha), YEAR)
                .toString());
      }
      row(String.format(Locale.ROOT, "%.0f a night, psi %.2f", setting[0], setting[1]), cells);
    }
  }

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

  @Test
  void twoArms() {
    double[][] settings = {{.30, .30}, {.02, .02}, {.33, .30}, {.36, .30}, {.45, .30}, {.05, .02}};
    head(
        "Table 5. 20 + 20 binary outcomes a night; seeds from 800001",
        List.of(".30/.30", ".02/.02", ".33/.30", ".36/.30", ".45/.30", ".05/.02"));
    List<String> tilt = new ArrayList<>();
    List<String> sequence = new ArrayList<>();
    List<String> started = new ArrayList<>();
    for (double[] setting : settings) {
      boolean isNull = setting[0] == setting[1];
      int runs = isNull ? NULL_RUNS : RUNS;
      tilt.add(arms(runs, isNull, seed -> conditional(seed, setting)));
      sequence.add(arms(runs / 4, isNull, seed -> difference(seed, setting, false)));
      started.add(arms(runs / 4, isNull, seed -> difference(seed, setting, true)));
    }
    row("conditional tilt, plain two-sided", tilt);
    row("asymptotic sequence, from the first night (a quarter of the runs)", sequence);
    row("asymptotic sequence, with start conditions (a quarter of the runs)", started);
  }

  private static String arms(int runs, boolean isNull, LongFunction<Integer> alarm) {
    long found = 0;
    double sum = 0;
    for (long seed = 800_001; seed < 800_001 + runs; seed++) {
      int night = alarm.apply(seed);
      found += night <= YEAR ? 1 : 0;
      sum += Math.min(night, YEAR);
    }
    return isNull
        ? new Rate(found, runs).toString()
        : String.format(Locale.ROOT, "%.1f /%.2f", sum / runs, (double) found / runs);
  }

  private static int conditional(long seed, double[] shares) {
    Draws draws = new Draws(seed);
    TiltProcess process = TiltProcess.start();
    for (int night = 1; night <= YEAR; night++) {
      long a = draws.binomial(20, shares[0]);
      long b = draws.binomial(20, shares[1]);
      process = process.night(List.of(new PoolBlock(40, 20, a + b, a)));
      if (process.logPlain(Direction.EITHER) >= ALARM) {
        return night;
      }
    }
    return YEAR + 1;
  }

  private static int difference(long seed, double[] shares, boolean isGuarded) {
    Draws draws = new Draws(seed);
    StandardisedDifference method =
        StandardisedDifference.of(
            AsymptoticSequence.of(0.05, 40 * 40),
            List.of(1.0),
            StandardisedDifference.Scale.BINARY);
    ArmTally tally = ArmTally.NONE;
    for (int night = 1; night <= YEAR; night++) {
      tally =
          ArmTally.sum(
              List.of(
                  tally,
                  units(ArmTally.Arm.COMPARED, 20, draws.binomial(20, shares[0])),
                  units(ArmTally.Arm.REFERENCE, 20, draws.binomial(20, shares[1]))));
      if (isGuarded) {
        Interval interval = method.of(tally).interval();
        if (!interval.contains(0)) {
          return night;
        }
      } else {
        StandardisedDifference.Parts parts = method.parts(tally);
        double variance = parts.variance().orElseThrow();
        double half = method.halfWidth(variance, tally.clusters());
        if (variance > 0 && Math.abs(parts.difference().orElseThrow()) > half) {
          return night;
        }
      }
    }
    return YEAR + 1;
  }

  /** Clusters of one item each, so many with an event. */
  private static ArmTally units(ArmTally.Arm arm, long units, long events) {
    return ArmTally.sum(
        List.of(
            ArmTally.clusters(units),
            ArmTally.armClusters(arm, units, events, units - events),
            ArmTally.margin(0, arm, units, events),
            ArmTally.pair(0, arm, 0, arm, units, events, events, events)));
  }
}
