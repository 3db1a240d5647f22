package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Agreement of any number of raters beyond chance, where every item has equally many ratings but
 * not necessarily by the same raters.
 *
 * <p>Counts of items x categories in, kappa out; {@code O(items categories)}. Only one category in
 * use: Fleiss' kappa is {@link Status#UNDEFINED}. Items with unequal numbers of ratings or with one
 * rating each: {@link Status#NOT_APPLICABLE}, use {@link KrippendorffAlpha}.
 *
 * <p>Sources: Fleiss 1971 (Psychol. Bull. 76:378); Fleiss, Nee and Landis 1979 (Psychol. Bull.
 * 86:974) for the standard errors; Randolph 2005 for free-marginal kappa.
 */
public final class FleissKappa {

  private final CountTable table;
  private final long raters;

  private FleissKappa(CountTable table, long raters) {
    this.table = table;
    this.raters = raters;
  }

  /**
   * The ratings to compare.
   *
   * @param counts for every item (row) the number of ratings in each category (column)
   * @throws IllegalArgumentException if rows differ in length or a count is negative
   */
  public static FleissKappa of(long[][] counts) {
    CountTable table = CountTable.of(counts);
    long raters = table.rows() == 0 ? 0 : table.row(0);
    for (int i = 1; i < table.rows(); i++) {
      raters = table.row(i) == raters ? raters : 0;
    }
    return new FleissKappa(table, raters);
  }

  /**
   * Fleiss' kappa with the percentile interval over resampled items; the standard error is that of
   * no agreement beyond chance.
   *
   * @param bootstrap level, replicates
   * @param random seeded by the caller
   */
  public FixedEstimate kappa(ItemBootstrap bootstrap, SplittableRandom random) {
    long n = table.rows();
    Status status = status();
    if (status != Status.OK) {
      return FixedEstimate.undefined(status, bootstrap.level(), n, n);
    }
    Interval interval =
        bootstrap.interval(table.rows(), items -> Defined.number(kappa(items)), random);
    return new FixedEstimate(
        Defined.number(kappa(everyItem())),
        Defined.number(Math.sqrt(nullVariance())),
        interval,
        n,
        n,
        Status.OK);
  }

  /** Tests agreement by chance alone: {@code z = kappa / se0}, two-sided normal. */
  public Significance test() {
    Status status = status();
    if (status != Status.OK) {
      return Significance.undefined(status, table.rows());
    }
    double z = kappa(everyItem()) / Math.sqrt(nullVariance());
    return Significance.of(z, Tails.normalBothSides(z), table.rows(), Status.OK);
  }

  /**
   * Randolph's free-marginal kappa: chance agreement is one over the number of categories offered,
   * used or not; with one category {@link Status#UNDEFINED}.
   */
  public FixedEstimate randolph(ItemBootstrap bootstrap, SplittableRandom random) {
    long n = table.rows();
    if (table.n() == 0 || raters < 2) {
      return FixedEstimate.undefined(status(), bootstrap.level(), n, n);
    }
    if (table.columns() < 2) {
      return FixedEstimate.undefined(Status.UNDEFINED, bootstrap.level(), n, n);
    }
    Interval interval =
        bootstrap.interval(table.rows(), items -> Defined.number(randolph(items)), random);
    return new FixedEstimate(
        Defined.number(randolph(everyItem())),
        Defined.number(Double.NaN),
        interval,
        n,
        n,
        Status.OK);
  }

  /**
   * Kappa of every category against all others, with the normal interval of no agreement's standard
   * error {@code sqrt(2 / (items raters (raters-1)))}; a category nobody or everybody used is
   * {@link Status#UNDEFINED}.
   */
  public List<FixedEstimate> byCategory(double level) {
    Defined.requireLevel(level);
    long n = table.rows();
    List<FixedEstimate> kappas = new ArrayList<>();
    for (int j = 0; j < table.columns(); j++) {
      double share = (double) table.column(j) / table.n();
      if (raters < 2 || share == 0 || share == 1) {
        Status status = raters < 2 ? status() : Status.UNDEFINED;
        kappas.add(FixedEstimate.undefined(status, level, n, n));
        continue;
      }
      double split = 0;
      for (int i = 0; i < table.rows(); i++) {
        split += (double) table.count(i, j) * (raters - table.count(i, j));
      }
      double pairs = (double) n * raters * (raters - 1);
      double kappa = 1 - split / (pairs * share * (1 - share));
      kappas.add(FixedEstimate.normal(kappa, Math.sqrt(2 / pairs), level, n, n, Status.OK));
    }
    return List.copyOf(kappas);
  }

  private Status status() {
    if (table.n() == 0) {
      return Status.NO_DATA;
    }
    if (raters < 2) {
      return Status.NOT_APPLICABLE;
    }
    return table.withoutEmptyMargins().columns() < 2 ? Status.UNDEFINED : Status.OK;
  }

  /** NaN when the items drawn use one category only. */
  private double kappa(int[] items) {
    double chance = 0;
    for (int j = 0; j < table.columns(); j++) {
      double used = 0;
      for (int item : items) {
        used += table.count(item, j);
      }
      double share = used / ((double) items.length * raters);
      chance += share * share;
    }
    // All ratings in one category leaves nothing to agree on; the share is then exactly 1.
    return chance == 1 ? Double.NaN : (agreement(items) - chance) / (1 - chance);
  }

  private double randolph(int[] items) {
    double chance = 1.0 / table.columns();
    return (agreement(items) - chance) / (1 - chance);
  }

  private double agreement(int[] items) {
    double agreeing = 0;
    for (int item : items) {
      for (int j = 0; j < table.columns(); j++) {
        agreeing += (double) table.count(item, j) * (table.count(item, j) - 1);
      }
    }
    return agreeing / ((double) items.length * raters * (raters - 1));
  }

  private int[] everyItem() {
    int[] items = new int[table.rows()];
    Arrays.setAll(items, i -> i);
    return items;
  }

  private double nullVariance() {
    double pq = 0;
    double skewed = 0;
    for (int j = 0; j < table.columns(); j++) {
      double p = (double) table.column(j) / table.n();
      pq += p * (1 - p);
      skewed += p * (1 - p) * (1 - 2 * p);
    }
    double pairs = (double) table.rows() * raters * (raters - 1);
    return 2 * (pq * pq - skewed) / (pq * pq * pairs);
  }
}
