package io.plumbline.measure;

import io.plumbline.datasets.TableSpec;
import java.util.List;

/**
 * Rows a method needs as rows: chosen by hash of the key, never by content, at most {@code limit} a
 * night, sorted by key.
 *
 * @param id unique id, {@code kebab-case}
 * @param table table the rows are of
 * @param key expression that identifies a row
 * @param integers integer columns kept
 * @param labels text columns kept; null becomes the empty text
 * @param where which rows qualify
 * @param limit most rows kept per night, at most 100,000
 */
public record Extract(
    String id,
    TableSpec table,
    Expr key,
    List<Expr> integers,
    List<Expr> labels,
    String where,
    int limit) {

  public Extract {
    integers = List.copyOf(integers);
    labels = List.copyOf(labels);
    if (limit < 1 || limit > 100_000) {
      throw new IllegalArgumentException(
          "Invalid limit of extract '" + id + "': " + limit + " (must be 1 to 100,000)");
    }
  }
}
