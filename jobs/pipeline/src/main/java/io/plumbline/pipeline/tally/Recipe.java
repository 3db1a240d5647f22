package io.plumbline.pipeline.tally;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * What a task needs to know to count batches. Columns are meant by position in {@code columns}.
 *
 * @param columns the plain columns that are read, then what is derived from them
 * @param maps the map columns of which entries are counted or looked up
 * @param night position of the night
 * @param recordNight position of the record night
 * @param filter which rows the table has at all
 * @param wheres which rows count, each condition once
 * @param groupings what rows are grouped by, each once
 * @param counts what is counted, one per measurement
 */
record Recipe(
    List<Read> columns,
    List<MapColumn> maps,
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
    maps = List.copyOf(maps);
    wheres = List.copyOf(wheres);
    groupings = List.copyOf(groupings);
    counts = List.copyOf(counts);
  }

  /**
   * One column: of the scan, whether one of the scan's has a value, or what a map has under a key.
   *
   * @param ordinal its place in a batch; {@link #NONE} where it is looked up
   * @param kind what is read of it
   * @param map position of the map it is looked up in, or {@link #NONE}
   * @param key the key under which it is looked up
   */
  record Read(int ordinal, DataType type, Kind kind, int map, String key) implements Serializable {

    /** What is read of a column. */
    enum Kind {
      /** Its values are turned into codes. */
      NUMBERED,
      /** It is summed at most. */
      RAW,
      /** Whether it has a value at all. */
      PRESENCE,
      /** The value of a key. */
      LOOKUP
    }

    static Read column(int ordinal, DataType type, Kind kind) {
      return new Read(ordinal, type, kind, NONE, "");
    }

    static Read presence(int ordinal) {
      return new Read(ordinal, DataTypes.BooleanType, Kind.PRESENCE, NONE, "");
    }

    static Read lookup(int map, String key) {
      return new Read(NONE, DataTypes.StringType, Kind.LOOKUP, map, key);
    }
  }

  /**
   * A map column.
   *
   * @param ordinal its place in a batch
   */
  record MapColumn(String name, int ordinal) implements Serializable {}

  /** Whether it is asked of some map column whether there is a map: pages alone do not say that. */
  boolean readsPresenceOfMaps() {
    return columns.stream()
        .anyMatch(
            read ->
                read.kind == Read.Kind.PRESENCE
                    && maps.stream().anyMatch(map -> map.ordinal == read.ordinal));
  }

  /** The same over batches without the map columns, none of which is read otherwise. */
  Recipe withoutMaps() {
    return new Recipe(
        columns.stream()
            .map(
                read ->
                    new Read(
                        read.ordinal
                            - (int) maps.stream().filter(map -> map.ordinal < read.ordinal).count(),
                        read.type,
                        read.kind,
                        read.map,
                        read.key))
            .toList(),
        maps,
        night,
        recordNight,
        filter,
        wheres,
        groupings,
        counts);
  }

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
   * @param each position of the map whose entries are counted, or {@link #NONE}
   */
  record Count(String id, int grouping, Texts cell, int each, List<Formula> addends)
      implements Serializable {
    Count {
      addends = List.copyOf(addends);
    }
  }
}
