package io.plumbline.stats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether an item has become easier or harder for one group than its ability explains: differential
 * item functioning by the Mantel-Haenszel odds ratio, matched on the total score.
 *
 * <p>Answers of two groups in, one result per item out; {@code O(examinees items^2)}. Delta is
 * {@code -2.35 log(odds ratio)}, in ETS delta units, negative where the item favours the reference
 * group; standard error {@code 2.35 sqrt(var log OR)} (Robins, Breslow and Greenland). An odds
 * ratio of 0 or infinity gets a half added to all cells of all strata: {@link Status#SPARSE}. An
 * item that all answer alike at every score: {@link Status#NO_INFORMATION}; no examinees: {@link
 * Status#NO_DATA}.
 *
 * <p>Sources: Holland and Thayer 1988; Phillips and Holland 1987 (Biometrics 43:425); Zieky 1993
 * for the classes.
 */
public final class MantelHaenszelDif {

  /** One unit of delta per log odds (Holland and Thayer 1988). */
  private static final double DELTA = -2.35;

  private final double level;
  private final long fewest;

  private MantelHaenszelDif(double level, long fewest) {
    this.level = level;
    this.fewest = fewest;
  }

  /**
   * The analysis with intervals of the given level, in which adjacent scores are merged until both
   * groups have at least {@code fewest} examinees (5 is usual, 0 keeps every score apart).
   *
   * @throws IllegalArgumentException if the level is not in (0, 1) or fewest is negative
   */
  public static MantelHaenszelDif of(double level, long fewest) {
    Defined.requireLevel(level);
    if (fewest < 0) {
      throw new IllegalArgumentException(
          "Invalid examinees per group: " + fewest + " (must be at least 0)");
    }
    return new MantelHaenszelDif(level, fewest);
  }

  /**
   * One item's result.
   *
   * @param oddsRatio of answering right, reference against focal group at equal score
   * @param delta the same on the ETS delta scale
   * @param test the Mantel-Haenszel test with continuity correction
   * @param etsClass by size and significance; A when undefined
   * @param classBySize by size alone
   */
  public record ItemBias(
      FixedEstimate oddsRatio,
      FixedEstimate delta,
      Significance test,
      EtsClass etsClass,
      EtsClass classBySize) {

    /** The variance of the log odds ratio. */
    public OptionalDouble logVariance() {
      OptionalDouble error = oddsRatio.standardError();
      return error.isEmpty() ? error : OptionalDouble.of(error.getAsDouble() * error.getAsDouble());
    }
  }

  /** Every item, matched on the number of all right answers, the item itself included. */
  public List<ItemBias> items(ItemResponses responses) {
    return items(responses, Set.of());
  }

  /**
   * The same after one purification: items of class C no longer count in the matching score, except
   * for themselves.
   */
  public List<ItemBias> purifiedItems(ItemResponses responses) {
    List<ItemBias> first = items(responses);
    Set<Integer> excluded = new HashSet<>();
    for (int item = 0; item < first.size(); item++) {
      if (first.get(item).etsClass() == EtsClass.C) {
        excluded.add(item);
      }
    }
    return excluded.isEmpty() ? first : items(responses, excluded);
  }

  private List<ItemBias> items(ItemResponses responses, Set<Integer> excluded) {
    List<ItemBias> biases = new ArrayList<>();
    for (int item = 0; item < responses.items(); item++) {
      biases.add(item(responses.strata(item, excluded, fewest)));
    }
    return List.copyOf(biases);
  }

  private ItemBias item(List<FourfoldTable> strata) {
    MantelHaenszel family = MantelHaenszel.atLevel(level);
    FixedEstimate odds = family.oddsRatio(strata);
    if (odds.status() == Status.NOT_ESTIMABLE) {
      odds = family.smoothedOddsRatio(strata);
    }
    Significance test = family.test(strata, MantelHaenszel.Continuity.HALF);
    if (odds.value().isEmpty()) {
      return new ItemBias(odds, odds, test, EtsClass.A, EtsClass.A);
    }
    double delta = DELTA * Math.log(odds.value().getAsDouble());
    double error = -DELTA * odds.standardError().orElseThrow();
    return new ItemBias(
        odds,
        FixedEstimate.normal(delta, error, level, odds.n(), odds.clusters(), odds.status()),
        test,
        EtsClass.of(delta, error),
        EtsClass.ofSize(delta));
  }
}
