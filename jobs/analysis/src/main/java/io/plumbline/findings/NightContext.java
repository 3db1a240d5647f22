package io.plumbline.findings;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a night's verdicts need beside its evidence.
 *
 * @param night the night
 * @param firstNight the first sealed night: budget years are counted from it
 * @param previousNight the sealed night before this one
 * @param closings findings closed since the previous night
 * @param configured questions that some configured source can answer; the others do not apply
 * @param malformedLimits largest share of malformed records by source; 1 % where none is given
 * @param doubts reasons, in words, why the instrument itself is in doubt tonight (a drill missed
 *     beyond chance, an inconsistent chain, a skipped night, a changed configuration)
 */
public record NightContext(
    LocalDate night,
    LocalDate firstNight,
    Optional<LocalDate> previousNight,
    List<Closing> closings,
    Set<Question> configured,
    Map<String, Double> malformedLimits,
    List<String> doubts) {

  /** Days of a budget year. */
  public static final int YEAR = 365;

  private static final double MALFORMED_LIMIT = 0.01;

  public NightContext {
    closings = List.copyOf(closings);
    // Sorted: a seal holds their text, and other sets have another order in every JVM.
    configured = Collections.unmodifiableSet(new TreeSet<>(configured));
    malformedLimits = Collections.unmodifiableMap(new TreeMap<>(malformedLimits));
    doubts = List.copyOf(doubts);
    if (night.isBefore(firstNight)) {
      throw new IllegalArgumentException(
          "Invalid night: " + night + " (must not be before the first night " + firstNight + ")");
    }
  }

  /** The first night of the budget year this night is in. */
  public LocalDate yearStart() {
    long days = night.toEpochDay() - firstNight.toEpochDay();
    return firstNight.plusDays(days / YEAR * YEAR);
  }

  /** Above this share of malformed records a source answers nothing. */
  public double malformedLimit(String source) {
    return malformedLimits.getOrDefault(source, MALFORMED_LIMIT);
  }
}
