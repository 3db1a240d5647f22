package io.plumbline.stats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides the chance of any false page in a year among the registered hypotheses. A hypothesis
 * pages when {@code E >= 1 / alpha_h}; by Ville's inequality and the union bound the chance of any
 * false page in the year is at most the sum of all {@code alpha_h}, whatever the dependence.
 *
 * <p>Each family has a fixed share. Four fifths of it go to the hypotheses registered at the start:
 * half to directed ones, half to the others, equally within each half (all of it to the one kind if
 * there is only one). The last fifth is a reserve: the k-th newcomer gets {@code 1 / (k (k + 1))}
 * of it, so that it never runs out and nobody is ever reweighted.
 *
 * <p>Source: Ville 1939; the division is this project's.
 */
public final class PagerBudget {

  /** The default chance of any false page in a budget year. */
  public static final double YEARLY = 0.05;

  private static final double INITIAL_SHARE = 0.8;

  /** When a hypothesis was registered. */
  public enum Entry {
    /** At the start of the year. */
    INITIAL,
    /** Later, in the order given. */
    NEWCOMER
  }

  /**
   * One registered hypothesis.
   *
   * @param id unique
   * @param family whose budget it shares
   * @param direction as registered, before data
   * @param entry when it was registered
   */
  public record Hypothesis(String id, Family family, Direction direction, Entry entry) {}

  private PagerBudget() {}

  /**
   * The budget of every hypothesis, in the order given.
   *
   * @param yearly chance of any false page in the year, in (0, 1)
   * @param hypotheses newcomers in the order of their registration
   * @throws IllegalArgumentException if two have the same id
   */
  public static Map<String, Double> divide(double yearly, List<Hypothesis> hypotheses) {
    Counts.openShare("yearly budget", yearly);
    Map<String, Double> budgets = new LinkedHashMap<>();
    hypotheses.forEach(one -> budgets.put(one.id, 0.0));
    if (budgets.size() != hypotheses.size()) {
      throw new IllegalArgumentException("Invalid hypotheses: an id twice (must be unique)");
    }
    for (Family family : Family.values()) {
      List<Hypothesis> own = hypotheses.stream().filter(one -> one.family == family).toList();
      divide(yearly * family.share(), own, budgets);
    }
    return budgets;
  }

  private static void divide(double budget, List<Hypothesis> own, Map<String, Double> budgets) {
    List<Hypothesis> directed = new ArrayList<>();
    List<Hypothesis> undirected = new ArrayList<>();
    int newcomers = 0;
    for (Hypothesis one : own) {
      if (one.entry == Entry.NEWCOMER) {
        newcomers++;
        double part = 1 / ((double) newcomers * (newcomers + 1));
        budgets.put(one.id, budget * (1 - INITIAL_SHARE) * part);
      } else if (one.direction == Direction.EITHER) {
        undirected.add(one);
      } else {
        directed.add(one);
      }
    }
    double part = directed.isEmpty() || undirected.isEmpty() ? 1 : 0.5;
    for (List<Hypothesis> kind : List.of(directed, undirected)) {
      kind.forEach(one -> budgets.put(one.id, budget * INITIAL_SHARE * part / kind.size()));
    }
  }

  /**
   * The budget of a hypothesis that has paged and starts again on later data: halved every time.
   *
   * @param pages how often it has paged this year
   */
  public static double rearmed(double budget, int pages) {
    Counts.nonNegative("pages", pages);
    return Math.scalb(budget, -pages);
  }

  /** Whether evidence reaches the budget, {@code log E >= log(1 / alpha)}. */
  public static boolean isPaged(double logE, double budget) {
    return logE >= -Math.log(budget);
  }
}
