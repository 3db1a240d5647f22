package io.plumbline.pipeline.tally;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * What a task needs to know to count batches. Columns are meant by position in {@code columns}.
 *
 * @param columns the plain columns that are read
 * @param night position of the night
 * @param recordNight position of the record night
 * @param filter which rows the table has at all
 * @param wheres which rows count, each condition once
 * @param groupings what rows are grouped by, each once
 * @param counts what is counted, one per measurement
 */
record Recipe(
    List<Read> columns,
    int night,
    int recordNight,
    Formula filter,
    List<Formula> wheres,
    List<Grouping> groupings,
    List<Count> counts)
    implements Serializable {

  /** Position that no column has. */
  static final int NONE = -1;

  Recipe {
    columns = List.copyOf(columns);
    wheres = List.copyOf(wheres);
    groupings = List.copyOf(groupings);
    counts = List.copyOf(counts);
  }

  /**
   * One column of the scan.
   *
   * @param ordinal its place in a batch
   * @param isNumbered whether its values are turned into codes; else it is only summed
   */
  record Read(int ordinal, DataType type, boolean isNumbered) implements Serializable {}

  /** One JSON object: its names and, for the first of them, what gives their values. */
  record Texts(List<String> names, List<Formula> values) implements Serializable {
    Texts {
      names = List.copyOf(names);
      values = List.copyOf(values);
    }
  }

  /** Rows that count, grouped by night, record night, scope and stratum. */
  record Grouping(int where, Texts scope, Texts stratum) implements Serializable {}

  /**
   * One measurement.
   *
   * @param each place in a batch of the map whose entries are counted, or {@link #NONE}
   */
  record Count(String id, int grouping, Texts cell, int each, List<Formula> addends)
      implements Serializable {
    Count {
      addends = List.copyOf(addends);
    }
  }
}
