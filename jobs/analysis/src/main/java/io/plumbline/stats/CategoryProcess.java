package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The evidence of one hypothesis on an attribute of three or more categories: is any of them over-
 * or under-represented among what was chosen?
 *
 * <p>{@code E = 0.8 (1/K) sum_k E_k + 0.2 E_LM}: a {@link TiltProcess} of every category against
 * all others, and {@link DirichletMultinomial} with concentrations 100 and 1000 for effects spread
 * over many categories. An average of e-processes is one, under any dependence. Categories are
 * fixed at registration; unused ones say nothing. Immutable; nights in order.
 *
 * <p>Source: Vovk and Wang 2021 (Ann. Stat. 49:1736, averages); Lindon and Malek 2022.
 */
public final class CategoryProcess {

  private static final double ONE_VERSUS_REST = 0.8;
  private static final double[] CONCENTRATIONS = {100, 1_000};

  private final List<TiltProcess> categories;
  private final List<DirichletMultinomial> mixtures;
  private final double[] restarted;
  private final int nights;

  private CategoryProcess(
      List<TiltProcess> categories,
      List<DirichletMultinomial> mixtures,
      double[] restarted,
      int nights) {
    this.categories = categories;
    this.mixtures = mixtures;
    this.restarted = restarted;
    this.nights = nights;
  }

  /**
   * A process that has seen no night.
   *
   * @param categories K, at least 3
   * @param rope margin of practical equivalence of every category's log odds ratio
   */
  public static CategoryProcess start(int categories, double rope) {
    if (categories < 3) {
      throw new IllegalArgumentException(
          "Invalid categories: " + categories + " (must be at least 3)");
    }
    List<TiltProcess> each = new ArrayList<>();
    for (int k = 0; k < categories; k++) {
      each.add(TiltProcess.start(rope));
    }
    List<DirichletMultinomial> mixtures = new ArrayList<>();
    for (double concentration : CONCENTRATIONS) {
      mixtures.add(DirichletMultinomial.start(concentration, categories));
    }
    return new CategoryProcess(
        List.copyOf(each), List.copyOf(mixtures), Restarts.nothing(CONCENTRATIONS.length), 0);
  }

  /** After one more night with these blocks, possibly none; impossible ones say nothing. */
  public CategoryProcess night(List<CategoryBlock> blocks) {
    int k = categories.size();
    List<List<PoolBlock>> own = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      own.add(new ArrayList<>());
    }
    double[] expected = new double[k];
    long[] counts = new long[k];
    long selected = 0;
    for (CategoryBlock block : blocks) {
      if (block.pool().size() != k) {
        throw new IllegalArgumentException(
            "Invalid block: " + block.pool().size() + " categories (must be " + k + ")");
      }
      List<PoolBlock> split = block.oneVersusRest();
      for (int i = 0; i < k; i++) {
        own.get(i).add(split.get(i));
      }
      long pool = block.poolTotal();
      if (block.isPossible() && pool > 0) {
        selected += block.selectedTotal();
        for (int i = 0; i < k; i++) {
          expected[i] += block.selectedTotal() * (block.pool().get(i) / (double) pool);
          counts[i] += block.selected().get(i);
        }
      }
    }
    List<TiltProcess> nextCategories = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      nextCategories.add(categories.get(i).night(own.get(i)));
    }
    List<DirichletMultinomial> nextMixtures = new ArrayList<>(mixtures);
    double[] increments = new double[mixtures.size()];
    if (selected > 0) {
      for (int i = 0; i < k; i++) {
        expected[i] = Math.min(1, expected[i] / selected);
      }
      for (int i = 0; i < increments.length; i++) {
        DirichletMultinomial next = mixtures.get(i).night(expected, counts);
        nextMixtures.set(i, next);
        increments[i] = next.lastIncrement();
      }
    }
    double[] nextRestarted = restarted.clone();
    double logStake = nights < Restarts.YEAR ? Restarts.LOG_YEARLY_STAKE : Restarts.NO_STAKE;
    Restarts.step(nextRestarted, logStake, increments, 0, increments.length, 0);
    return new CategoryProcess(
        List.copyOf(nextCategories), List.copyOf(nextMixtures), nextRestarted, nights + 1);
  }

  /** The process of one category against all others. */
  public TiltProcess category(int k) {
    return categories.get(k);
  }

  /** Log e-value against no effect, betting from the first night on. */
  public double logPlain() {
    return mixed(
        categories.stream().mapToDouble(one -> one.logPlain(Direction.EITHER)).toArray(),
        mixtures.stream().mapToDouble(DirichletMultinomial::logE).toArray());
  }

  /** Log e-value against no effect, betting from every night on; minus infinity before any. */
  public double logRestart() {
    return mixed(
        categories.stream().mapToDouble(one -> one.logRestart(Direction.EITHER)).toArray(),
        restarted);
  }

  /** What the pager compares with {@code log(1/alpha)}: half plain, half restart. */
  public double logPager() {
    return Restarts.half(logPlain(), logRestart());
  }

  /**
   * The pager's log e-value from one-versus-rest alone, for attributes counted without one
   * representative per cluster, where the Dirichlet mixture is not valid.
   */
  public double logPagerOneVersusRest() {
    return mean(categories.stream().mapToDouble(one -> one.logPager(Direction.EITHER)).toArray());
  }

  private static double mixed(double[] each, double[] mixtures) {
    return LogSum.add(
        Math.log(ONE_VERSUS_REST) + mean(each), Math.log(1 - ONE_VERSUS_REST) + mean(mixtures));
  }

  private static double mean(double[] logs) {
    return LogSum.of(logs) - Math.log(logs.length);
  }

  /**
   * Log e-value against every category's tilt lying within the margin: the mean over categories of
   * {@link TiltProcess#logBeyondRope}.
   */
  public OptionalDouble logBeyondRope() {
    return OptionalDouble.of(
        mean(
            categories.stream()
                .mapToDouble(one -> one.logBeyondRope(Direction.EITHER).orElseThrow())
                .toArray()));
  }

  /** The category with the strongest evidence, the first of equals. */
  public int strongest() {
    int best = 0;
    for (int k = 1; k < categories.size(); k++) {
      if (categories.get(k).logPager(Direction.EITHER)
          > categories.get(best).logPager(Direction.EITHER)) {
        best = k;
      }
    }
    return best;
  }

  /** POOL_MISMATCH if any block was impossible, else the status of the process as a whole. */
  public Status status() {
    List<Status> each = categories.stream().map(one -> one.sum().status()).toList();
    for (Status first : List.of(Status.POOL_MISMATCH, Status.OK, Status.NO_INFORMATION)) {
      if (each.contains(first)) {
        return first;
      }
    }
    return Status.NO_DATA;
  }

  /** Nights seen. */
  public int nights() {
    return nights;
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    int k = categories.size();
    int mixture = DirichletMultinomial.length(k);
    double[] stored = new double[length(k)];
    stored[0] = k;
    stored[1] = nights;
    System.arraycopy(restarted, 0, stored, 2, restarted.length);
    int at = 2 + restarted.length;
    for (DirichletMultinomial one : mixtures) {
      System.arraycopy(one.toArray(), 0, stored, at, mixture);
      at += mixture;
    }
    for (TiltProcess one : categories) {
      System.arraycopy(one.toArray(), 0, stored, at, TiltProcess.LENGTH);
      at += TiltProcess.LENGTH;
    }
    return stored;
  }

  private static int length(int categories) {
    int mixtures = CONCENTRATIONS.length;
    return 2
        + mixtures
        + mixtures * DirichletMultinomial.length(categories)
        + categories * TiltProcess.LENGTH;
  }

  /**
   * The process that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length does not fit or a number is NaN
   */
  public static CategoryProcess of(double[] stored) {
    int k = stored.length == 0 ? 0 : Stored.count(stored[0], 3, stored.length);
    Stored.check(stored, length(k));
    int mixture = DirichletMultinomial.length(k);
    int at = 2 + CONCENTRATIONS.length;
    List<DirichletMultinomial> mixtures = new ArrayList<>();
    for (int i = 0; i < CONCENTRATIONS.length; i++, at += mixture) {
      mixtures.add(DirichletMultinomial.of(Arrays.copyOfRange(stored, at, at + mixture)));
    }
    List<TiltProcess> categories = new ArrayList<>();
    for (int i = 0; i < k; i++, at += TiltProcess.LENGTH) {
      categories.add(TiltProcess.of(Arrays.copyOfRange(stored, at, at + TiltProcess.LENGTH)));
    }
    return new CategoryProcess(
        List.copyOf(categories),
        List.copyOf(mixtures),
        Arrays.copyOfRange(stored, 2, 2 + CONCENTRATIONS.length),
        Stored.count(stored[1], 0, Integer.MAX_VALUE));
  }
}
