package io.plumbline.datasets.surface;

import java.io.Serializable;
import java.util.Optional;

/**
 * A steering pattern as a pure decision per row: the reference lab applies it before it writes
 * logs, a drill applies it to a copy of tables.
 *
 * <p>A drill sends it to where the rows are, hence serializable. Strength 0 must change nothing,
 * bit for bit.
 */
public interface Attack extends Serializable {

  /** Id in the attack catalogue, such as {@code X01}. */
  String id();

  /** What one sentence says of it on a report or command line. */
  String title();

  /** The kind of row it decides about. */
  Surface surface();

  /**
   * What happens to this row.
   *
   * @param row the row before the attack
   * @param strength the attack's own unit, stated in its documentation; 0 is no attack
   * @param seed seed of the run; the decision is a function of key, columns, strength and seed
   */
  Optional<Change> on(RowView row, double strength, long seed);
}
