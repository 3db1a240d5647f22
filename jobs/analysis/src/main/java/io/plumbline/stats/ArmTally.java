package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Two arms compared within strata, counted so that the variance over clusters can be had for any
 * means and weights: items and sums of y per (stratum, arm), and for every pair of those met in one
 * cluster the sums of n n', n y', y n' and y y'.
 *
 * <p>Immutable; a commutative monoid under {@link #plus}, exact while all sums are whole numbers
 * below 2^53.
 */
public final class ArmTally {

  /** One of the two arms. */
  public enum Arm {
    /** What is compared against, such as evaluation. */
    REFERENCE,
    /** What is compared, such as deployment. */
    COMPARED
  }

  /**
   * What one cluster contributes to one stratum and arm.
   *
   * @param stratum from 0
   * @param arm the arm
   * @param items n, at least 1
   * @param sum sum of y over the items
   * @param events items that count as an event: y = 1, or for scores y other than the arm's mode
   */
  public record Cell(int stratum, Arm arm, long items, double sum, long events) {

    public Cell {
      Counts.nonNegative("stratum", stratum);
      if (items < 1) {
        throw new IllegalArgumentException("Invalid items: " + items + " (must be at least 1)");
      }
      Counts.finite("sum", sum);
      Counts.atMost("events", events, items);
    }

    int key() {
      return 2 * stratum + arm.ordinal();
    }
  }

  /** Clusters of each arm, those with an event, and those with an item that is none. */
  record ArmClusters(long all, long withEvent, long withoutEvent) {

    private static final ArmClusters NONE = new ArmClusters(0, 0, 0);

    private ArmClusters plus(ArmClusters other) {
      return new ArmClusters(
          all + other.all, withEvent + other.withEvent, withoutEvent + other.withoutEvent);
    }
  }

  /** Items and sum of y of one stratum and arm. */
  record Margin(long items, double sum) {

    private Margin plus(Margin other) {
      return new Margin(Math.addExact(items, other.items), sum + other.sum);
    }

    double mean() {
      return sum / items;
    }
  }

  /** Two (stratum, arm) cells met in one cluster, the lower key first. */
  record Pair(int first, int second) implements Comparable<Pair> {

    @Override
    public int compareTo(Pair other) {
      int byFirst = Integer.compare(first, other.first);
      return byFirst != 0 ? byFirst : Integer.compare(second, other.second);
    }
  }

  /** Sums over clusters of products of two cells. */
  record Products(double nn, double ny, double yn, double yy) {

    private Products plus(Products other) {
      return new Products(nn + other.nn, ny + other.ny, yn + other.yn, yy + other.yy);
    }
  }

  /** No clusters. */
  public static final ArmTally NONE =
      new ArmTally(0, ArmClusters.NONE, ArmClusters.NONE, new TreeMap<>(), new TreeMap<>());

  private final long clusters;
  private final ArmClusters reference;
  private final ArmClusters compared;
  private final SortedMap<Integer, Margin> margins;
  private final SortedMap<Pair, Products> products;

  private ArmTally(
      long clusters,
      ArmClusters reference,
      ArmClusters compared,
      SortedMap<Integer, Margin> margins,
      SortedMap<Pair, Products> products) {
    this.clusters = clusters;
    this.reference = reference;
    this.compared = compared;
    this.margins = margins;
    this.products = products;
  }

  /**
   * One cluster.
   *
   * @param cells its cells, each (stratum, arm) at most once
   */
  public static ArmTally cluster(List<Cell> cells) {
    SortedMap<Integer, Margin> margins = new TreeMap<>();
    SortedMap<Pair, Products> products = new TreeMap<>();
    for (Cell cell : cells) {
      if (margins.put(cell.key(), new Margin(cell.items, cell.sum)) != null) {
        throw new IllegalArgumentException(
            "Invalid cluster: stratum "
                + cell.stratum
                + " of arm "
                + cell.arm
                + " twice (must be once)");
      }
    }
    margins.forEach(
        (first, a) ->
            margins
                .tailMap(first)
                .forEach(
                    (second, b) ->
                        products.put(
                            new Pair(first, second),
                            new Products(
                                (double) a.items * b.items,
                                a.items * b.sum,
                                a.sum * b.items,
                                a.sum * b.sum))));
    return new ArmTally(
        1, armOf(cells, Arm.REFERENCE), armOf(cells, Arm.COMPARED), margins, products);
  }

  /**
   * Sums over any number of clusters that somebody else formed: one stratum and arm.
   *
   * @param items n, at least 1
   * @param sum sum of y
   */
  public static ArmTally margin(int stratum, Arm arm, long items, double sum) {
    Cell cell = new Cell(stratum, arm, items, sum, 0);
    SortedMap<Integer, Margin> margins = new TreeMap<>();
    margins.put(cell.key(), new Margin(items, sum));
    return new ArmTally(0, ArmClusters.NONE, ArmClusters.NONE, margins, new TreeMap<>());
  }

  /**
   * Sums over any number of clusters that somebody else formed: products of two cells met in one
   * cluster. Each unordered pair is given once, a cell with itself included, the cell of the lower
   * stratum first and within a stratum the reference arm first.
   *
   * @param nn sum of n n'
   * @param ny sum of n y'
   * @param yn sum of y n'
   * @param yy sum of y y'
   */
  public static ArmTally pair(
      int stratum,
      Arm arm,
      int otherStratum,
      Arm otherArm,
      double nn,
      double ny,
      double yn,
      double yy) {
    Pair pair = new Pair(2 * stratum + arm.ordinal(), 2 * otherStratum + otherArm.ordinal());
    if (pair.first < 0 || pair.first > pair.second) {
      throw new IllegalArgumentException(
          "Invalid pair of cells: " + pair.first + " and " + pair.second + " (must be in order)");
    }
    SortedMap<Pair, Products> products = new TreeMap<>();
    products.put(pair, new Products(nn, ny, yn, yy));
    return new ArmTally(0, ArmClusters.NONE, ArmClusters.NONE, new TreeMap<>(), products);
  }

  /**
   * Numbers of clusters that somebody else formed, for one arm.
   *
   * @param all clusters that reach the arm
   * @param withEvent those with an event there
   * @param withoutEvent those with an item there that is no event
   */
  public static ArmTally armClusters(Arm arm, long all, long withEvent, long withoutEvent) {
    ArmClusters own = new ArmClusters(all, withEvent, withoutEvent);
    return new ArmTally(
        0,
        arm == Arm.REFERENCE ? own : ArmClusters.NONE,
        arm == Arm.COMPARED ? own : ArmClusters.NONE,
        new TreeMap<>(),
        new TreeMap<>());
  }

  /** A number of clusters that somebody else formed, whichever arms they reach. */
  public static ArmTally clusters(long clusters) {
    Counts.nonNegative("clusters", clusters);
    return new ArmTally(
        clusters, ArmClusters.NONE, ArmClusters.NONE, new TreeMap<>(), new TreeMap<>());
  }

  /** All of them together. */
  public static ArmTally sum(Collection<ArmTally> parts) {
    long clusters = 0;
    ArmClusters reference = ArmClusters.NONE;
    ArmClusters compared = ArmClusters.NONE;
    SortedMap<Integer, Margin> margins = new TreeMap<>();
    SortedMap<Pair, Products> products = new TreeMap<>();
    for (ArmTally part : parts) {
      clusters = Math.addExact(clusters, part.clusters);
      reference = reference.plus(part.reference);
      compared = compared.plus(part.compared);
      part.margins.forEach((key, margin) -> margins.merge(key, margin, Margin::plus));
      part.products.forEach((pair, sums) -> products.merge(pair, sums, Products::plus));
    }
    return new ArmTally(clusters, reference, compared, margins, products);
  }

  private static ArmClusters armOf(List<Cell> cells, Arm arm) {
    List<Cell> own = cells.stream().filter(cell -> cell.arm == arm).toList();
    return new ArmClusters(
        own.isEmpty() ? 0 : 1,
        own.stream().anyMatch(cell -> cell.events > 0) ? 1 : 0,
        own.stream().anyMatch(cell -> cell.events < cell.items) ? 1 : 0);
  }

  /** The clusters of both. */
  public ArmTally plus(ArmTally other) {
    return sum(List.of(this, other));
  }

  /** Clusters in all. */
  public long clusters() {
    return clusters;
  }

  /** Items in all. */
  public long items() {
    return margins.values().stream().mapToLong(Margin::items).sum();
  }

  ArmClusters arm(Arm arm) {
    return arm == Arm.REFERENCE ? reference : compared;
  }

  SortedMap<Integer, Margin> margins() {
    return margins;
  }

  SortedMap<Pair, Products> products() {
    return products;
  }

  /** The state as plain doubles, for storage; {@link #of} restores it bit for bit. */
  public double[] toArray() {
    List<Double> stored = new ArrayList<>();
    stored.add((double) clusters);
    for (ArmClusters arm : List.of(reference, compared)) {
      stored.addAll(List.of((double) arm.all, (double) arm.withEvent, (double) arm.withoutEvent));
    }
    stored.add((double) margins.size());
    margins.forEach((key, m) -> stored.addAll(List.of((double) key, (double) m.items, m.sum)));
    products.forEach(
        (pair, p) ->
            stored.addAll(
                List.of((double) pair.first, (double) pair.second, p.nn, p.ny, p.yn, p.yy)));
    return stored.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The tally that {@link #toArray} stored.
   *
   * @throws IllegalArgumentException if the length does not fit or a number is NaN
   */
  public static ArmTally of(double[] stored) {
    Stored.check(stored, stored.length);
    int cells = stored.length < HEAD ? 0 : Stored.count(stored[HEAD - 1], 0, stored.length);
    int pairs = (stored.length - HEAD - 3 * cells) / 6;
    if (stored.length < HEAD || stored.length != HEAD + 3 * cells + 6 * pairs) {
      throw new IllegalArgumentException(
          "Invalid state: " + stored.length + " numbers (must be whole cells and pairs)");
    }
    SortedMap<Integer, Margin> margins = new TreeMap<>();
    int at = HEAD;
    for (int i = 0; i < cells; i++, at += 3) {
      margins.put((int) stored[at], new Margin((long) stored[at + 1], stored[at + 2]));
    }
    SortedMap<Pair, Products> products = new TreeMap<>();
    for (int i = 0; i < pairs; i++, at += 6) {
      products.put(
          new Pair((int) stored[at], (int) stored[at + 1]),
          new Products(stored[at + 2], stored[at + 3], stored[at + 4], stored[at + 5]));
    }
    return new ArmTally(
        (long) stored[0],
        new ArmClusters((long) stored[1], (long) stored[2], (long) stored[3]),
        new ArmClusters((long) stored[4], (long) stored[5], (long) stored[6]),
        margins,
        products);
  }

  private static final int HEAD = 8;
}
