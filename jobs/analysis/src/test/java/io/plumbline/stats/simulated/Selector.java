package io.plumbline.stats.simulated;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Chooses so many units every night by fixed shares, from some night on by other ones.
 *
 * @param perNight units chosen a night
 * @param before shares of the categories without an effect
 * @param after shares with it
 * @param change nights before the effect begins; 0 for from the first night on
 */
public record Selector(int perNight, double[] before, double[] after, int change) {

  /** The categories of the benchmark. */
  public static final double[] FIVE = {.35, .25, .20, .12, .08};

  /** A selector without an effect. */
  public static Selector fair(int perNight, double[] shares) {
    return new Selector(perNight, shares, shares, 0);
  }

  /** Odds psi on one category from some night on. */
  public static Selector tilted(
      int perNight, double[] shares, int category, double psi, int change) {
    double[] odds = new double[shares.length];
    Arrays.fill(odds, 1);
    odds[category] = psi;
    return new Selector(perNight, shares, tilted(shares, odds), change);
  }

  /** Shares multiplied by odds and brought back to one. */
  public static double[] tilted(double[] shares, double[] odds) {
    double[] tilted = new double[shares.length];
    double total = 0;
    for (int k = 0; k < shares.length; k++) {
      tilted[k] = shares[k] * odds[k];
      total += tilted[k];
    }
    for (int k = 0; k < shares.length; k++) {
      tilted[k] /= total;
    }
    return tilted;
  }

  /** The first night on which the monitor reaches the threshold; one after the last if never. */
  public int firstAlarm(Draws draws, Monitor monitor, double threshold, int nights) {
    for (int night = 1; night <= nights; night++) {
      monitor.night(draws.multinomial(perNight, night <= change ? before : after));
      if (monitor.evidence() >= threshold) {
        return night;
      }
    }
    return nights + 1;
  }

  /** Nights to the alarm over many runs. */
  public Delays delays(
      long first, int runs, Supplier<Monitor> monitor, double threshold, int nights) {
    long early = 0;
    long found = 0;
    double sum = 0;
    double squares = 0;
    for (long seed = first; seed < first + runs; seed++) {
      int alarm = firstAlarm(new Draws(seed), monitor.get(), threshold, nights);
      if (alarm <= change) {
        early++;
      } else {
        double delay = Math.min(alarm, nights) - change;
        found += alarm <= nights ? 1 : 0;
        sum += delay;
        squares += delay * delay;
      }
    }
    return new Delays(runs, early, found, sum, squares);
  }

  /**
   * Nights to the alarm, counted from the change and cut at the last night.
   *
   * @param runs all runs
   * @param early runs that alarmed before the change
   * @param found other runs that alarmed
   * @param sum of their delays
   * @param squares sum of squared delays
   */
  public record Delays(long runs, long early, long found, double sum, double squares) {

    /** Mean delay of the runs that did not alarm early. */
    public double mean() {
      return sum / (runs - early);
    }

    /** Standard error of the mean delay. */
    public double error() {
      long n = runs - early;
      return Math.sqrt(Math.max(0, squares / n - mean() * mean()) / n);
    }

    /** Runs that alarmed at all, early or not. */
    public Rate alarms() {
      return new Rate(early + found, runs);
    }

    @Override
    public String toString() {
      if (early == runs) {
        return "-";
      }
      double share = (double) found / (runs - early);
      String delay = String.format(Locale.ROOT, "%.1f ±%.1f", mean(), 1.96 * error());
      return share >= 0.9995 ? delay : delay + String.format(Locale.ROOT, " /%.2f", share);
    }
  }
}
