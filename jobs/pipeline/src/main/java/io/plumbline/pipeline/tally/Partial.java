package io.plumbline.pipeline.tally;

import java.io.Serializable;
import java.util.List;

/**
 * What some batches counted, small enough to be sent.
 *
 * @param end how counting ended; there are no counts unless all were made
 * @param groups the groups of each grouping
 * @param cells the counted cells of each measurement
 */
record Partial(End end, List<Groups> groups, List<Cells> cells) implements Serializable {

  /** How a task ended. */
  enum End {
    COUNTED,
    /** It met more than it may hold. */
    TOO_LARGE,
    /** Its batches lacked rows that the pages of their files have. */
    OUT_OF_STEP
  }

  Partial {
    groups = List.copyOf(groups);
    cells = List.copyOf(cells);
  }

  /** What a task gives back that had to stop. */
  static Partial stopped(End why) {
    return new Partial(why, List.of(), List.of());
  }

  /**
   * One group; nights are days since 1970.
   *
   * @param scope canonical text
   * @param stratum canonical text
   */
  record Group(int night, int recordNight, String scope, String stratum) {}

  /** Groups side by side. */
  record Groups(int[] nights, int[] recordNights, String[] scopes, String[] strata)
      implements Serializable {

    static Groups of(List<Group> groups) {
      return new Groups(
          groups.stream().mapToInt(Group::night).toArray(),
          groups.stream().mapToInt(Group::recordNight).toArray(),
          groups.stream().map(Group::scope).toArray(String[]::new),
          groups.stream().map(Group::stratum).toArray(String[]::new));
    }

    int size() {
      return nights.length;
    }

    Group group(int i) {
      return new Group(nights[i], recordNights[i], scopes[i], strata[i]);
    }
  }

  /** Texts of a measurement's cells, and how often each occurs in which group. */
  record Cells(String[] texts, CellCounts.Filled filled) implements Serializable {}
}
