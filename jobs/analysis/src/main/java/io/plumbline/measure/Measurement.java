package io.plumbline.measure;

import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Optional;

/**
 * What to count. Rows of a night are counted by scope (whom the question is about), stratum (what
 * is held fixed), cell (what is counted apart) and record night.
 *
 * @param id unique id, {@code kebab-case}
 * @param table table whose rows are counted; it has columns {@code night} and {@code record_night}
 * @param scope whom the question is about
 * @param stratum what is held fixed
 * @param each a {@code map<string,string>} column of which every entry is counted by itself, with
 *     its key and value as labels {@code key} and {@code value} of the cell
 * @param cell what is counted apart
 * @param sums integer expressions that are summed (null counts as 0)
 * @param where which rows count
 */
public record Measurement(
    String id,
    TableSpec table,
    List<Expr> scope,
    List<Expr> stratum,
    Optional<String> each,
    List<Expr> cell,
    List<Expr> sums,
    String where) {

  public Measurement {
    scope = List.copyOf(scope);
    stratum = List.copyOf(stratum);
    cell = List.copyOf(cell);
    sums = List.copyOf(sums);
    if (where.isBlank()) {
      throw new IllegalArgumentException("Invalid where of measurement '" + id + "': blank");
    }
  }
}
