package io.plumbline.measure;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a detector may look at on one night: tonight's tallies and extract rows, and its own folds
 * as of the night before. Nights are examined in order.
 *
 * @param night the night
 * @param firstNight the first sealed night: the budget year starts here
 * @param previousNight the sealed night before this one
 * @param tallies tonight's tallies by measurement, in a fixed order
 * @param extracts tonight's extract rows by extract, in key order
 * @param folds this detector's folds by key as of the previous night
 * @param generations generation number by model id, where one is known
 */
public record History(
    LocalDate night,
    LocalDate firstNight,
    Optional<LocalDate> previousNight,
    Map<String, List<Tally>> tallies,
    Map<String, List<ExtractRow>> extracts,
    Map<String, Fold> folds,
    Map<String, Integer> generations) {

  /** Tonight's tallies of this measurement; none where nothing was counted. */
  public List<Tally> tallies(Measurement measurement) {
    return tallies.getOrDefault(measurement.id(), List.of());
  }

  /** Tonight's rows of this extract; none where none qualified. */
  public List<ExtractRow> rows(Extract extract) {
    return extracts.getOrDefault(extract.id(), List.of());
  }

  /** What was accumulated under this key up to the previous night. */
  public Optional<Fold> fold(String key) {
    return Optional.ofNullable(folds.get(key));
  }

  /** Generation of a model, where one is known. */
  public OptionalInt generation(String model) {
    Integer generation = generations.get(model);
    return generation == null ? OptionalInt.empty() : OptionalInt.of(generation);
  }
}
