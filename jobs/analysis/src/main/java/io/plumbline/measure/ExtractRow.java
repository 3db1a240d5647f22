package io.plumbline.measure;

import java.time.LocalDate;
import java.util.List;

/**
 * One row of {@code gold.extracts}.
 *
 * @param night night on which the row counts
 * @param extract id of the extract
 * @param key the row's key
 * @param integers integer columns in the extract's order
 * @param labels text columns in the extract's order
 */
public record ExtractRow(
    LocalDate night, String extract, String key, List<Long> integers, List<String> labels) {

  public ExtractRow {
    integers = List.copyOf(integers);
    labels = List.copyOf(labels);
  }
}
