package io.plumbline.findings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was declared before any data: the year's error budget, margins of practical equivalence, and
 * declared hypotheses per question. Its digest is in the report.
 *
 * @param alphaPerYear probability of any false page in a budget year
 * @param margins margin by name: {@code selection_log_odds}, {@code share_difference}, {@code
 *     behaviour_gap}, {@code mean_score}, {@code unlogged_share}, ...
 * @param declared per question id, declared hypotheses by name; empty: the default plan
 */
public record Plan(
    double alphaPerYear,
    SortedMap<String, Double> margins,
    SortedMap<String, SortedMap<String, Declared>> declared) {

  /**
   * A hypothesis that was declared: the question passes only when it is settled.
   *
   * @param direction the only side on which an effect pages, or both
   * @param margin its own margin; empty: the plan's
   * @param value the one value of the attribute it is about; empty: any
   */
  public record Declared(Direction direction, OptionalDouble margin, Optional<String> value) {

    /** Canonical text. */
    public String text() {
      return direction.name().toLowerCase(Locale.ROOT)
          + (margin.isPresent() ? " margin " + margin.getAsDouble() : "")
          + value.map(one -> " value " + one).orElse("");
    }
  }

  /** Margins where the configuration names none (log odds, share, score). */
  public static final Map<String, Double> DEFAULT_MARGINS =
      Map.of(
          "selection_log_odds", 0.10,
          "share_difference", 0.02,
          "behaviour_gap", 0.02,
          "mean_score", 0.01,
          "unlogged_share", 0.01,
          "boundary_breach", 0.01,
          "decision_share_trend", 0.02,
          "oversight_effort", Math.log(1.5));

  public Plan {
    if (!(alphaPerYear > 0 && alphaPerYear < 1)) {
      throw new IllegalArgumentException(
          "Invalid alpha_per_year: " + alphaPerYear + " (must be in (0, 1))");
    }
  }

  /** The default plan: 5 % a year, default margins, every attribute found is tested. */
  public static Plan standard() {
    return new Plan(0.05, new TreeMap<>(DEFAULT_MARGINS), new TreeMap<>());
  }

  /** The declared hypothesis of this name; empty where it was not declared. */
  public Optional<Declared> declared(Question question, String name) {
    return Optional.ofNullable(declared(question).get(name));
  }

  /** Every declared hypothesis of a question, by name. */
  public SortedMap<String, Declared> declared(Question question) {
    return declared.getOrDefault(question.id(), new TreeMap<>());
  }

  /** The margin of this name; throws {@link IllegalArgumentException} for an unknown one. */
  public double margin(String name) {
    Double margin = margins.getOrDefault(name, DEFAULT_MARGINS.get(name));
    if (margin == null) {
      throw new IllegalArgumentException("Invalid margin name: '" + name + "'");
    }
    return margin;
  }
}
