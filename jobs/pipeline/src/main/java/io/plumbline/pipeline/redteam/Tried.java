package io.plumbline.pipeline.redteam;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A pattern at one strength, put into copies of the tables several times.
 *
 * @param target the pattern
 * @param strength how strong it was
 * @param runs per copy, the night (from 1) on which each detector that found it did
 */
record Tried(Target target, double strength, List<SortedMap<String, Integer>> runs) {

  /** Share of copies that has to be caught for a strength to count as seen. */
  static final double POWER = 0.8;

  Tried {
    runs = List.copyOf(runs);
  }

  /** Detectors that found it in some copy, in order. */
  SortedSet<String> detectors() {
    SortedSet<String> detectors = new TreeSet<>();
    runs.forEach(run -> detectors.addAll(run.keySet()));
    return detectors;
  }

  /** Copies in which it was found at all. */
  long caught() {
    return runs.stream().filter(run -> !run.isEmpty()).count();
  }

  /** Copies in which this detector found it. */
  long caughtBy(String detector) {
    return runs.stream().filter(run -> run.containsKey(detector)).count();
  }

  /** Median night of those on which it was found first; empty where it never was. */
  OptionalDouble delay() {
    return median(
        runs.stream()
            .filter(run -> !run.isEmpty())
            .map(run -> run.values().stream().mapToInt(Integer::intValue).min().orElseThrow())
            .sorted()
            .toList());
  }

  /** Median night of those on which this detector found it; empty where it never did. */
  OptionalDouble delayOf(String detector) {
    return median(
        runs.stream()
            .filter(run -> run.containsKey(detector))
            .map(run -> run.get(detector))
            .sorted()
            .toList());
  }

  private static OptionalDouble median(List<Integer> sorted) {
    int n = sorted.size();
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2.0);
  }

  /**
   * The smallest strength found in four of five copies, between two strengths of the ladder by a
   * straight line; the smallest one tried where that was found already, and empty where even the
   * largest was not.
   *
   * @param ladder one pattern at its strengths, ascending
   */
  static OptionalDouble smallestSeen(List<Tried> ladder) {
    Optional<Tried> below = Optional.empty();
    for (Tried rung : ladder) {
      double share = rung.share();
      if (share >= POWER) {
        return OptionalDouble.of(
            below
                .map(
                    one ->
                        one.strength
                            + (rung.strength - one.strength)
                                * (POWER - one.share())
                                / (share - one.share()))
                .orElse(rung.strength));
      }
      below = Optional.of(rung);
    }
    return OptionalDouble.empty();
  }

  private double share() {
    return (double) caught() / runs.size();
  }
}
