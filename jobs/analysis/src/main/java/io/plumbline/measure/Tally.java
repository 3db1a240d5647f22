package io.plumbline.measure;

import java.time.LocalDate;
import java.util.List;

/**
 * One row of {@code gold.tallies}: an exact count.
 *
 * @param night night on which the rows count
 * @param measurement id of the measurement
 * @param scope whom the question is about
 * @param recordNight night of the records themselves; before {@code night} for late rows
 * @param stratum what is held fixed
 * @param cell what is counted apart
 * @param n rows counted
 * @param sums sums of the measurement's integer expressions
 */
public record Tally(
    LocalDate night,
    String measurement,
    Labels scope,
    LocalDate recordNight,
    Labels stratum,
    Labels cell,
    long n,
    List<Long> sums) {

  public Tally {
    sums = List.copyOf(sums);
    if (n < 0) {
      throw new IllegalArgumentException("Invalid count: " + n + " (must be >= 0)");
    }
  }
}
