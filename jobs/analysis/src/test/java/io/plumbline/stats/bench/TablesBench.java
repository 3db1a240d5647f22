package io.plumbline.stats.bench;

import static io.plumbline.stats.bench.Printed.ALARM;
import static io.plumbline.stats.bench.Printed.NULL_RUNS;
import static io.plumbline.stats.bench.Printed.RUNS;
import static io.plumbline.stats.bench.Printed.YEAR;
import static io.plumbline.stats.bench.Printed.head;
import static io.plumbline.stats.bench.Printed.row;

import io.plumbline.stats.CategoryProcess;
import io.plumbline.stats.Direction;
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

  private static final double[] FIVE = Selector.FIVE;
  private static final int TARGET = 2;

  private static Map<String, Supplier<Monitor>> methods() {
    Map<String, Supplier<Monitor>> methods = new LinkedHashMap<>();
    methods.put("naive chi-square, tonight", () -> Monitors.chiSquareTonight(FIVE));
    methods.put("naive chi-square, cumulative", () -> Monitors.chiSquareCumulative(FIVE));
    methods.put("Dirichlet mixture c=5", () -> Monitors.mixture(FIVE, 5));
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
}
