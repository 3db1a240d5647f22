package io.plumbline.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The same counts by DuckDB, over a table of its own with attributes as plain columns. */
final class DuckDb implements AutoCloseable {

  /** A way of writing the group-bys; each leaves its result in a temporary table. */
  enum Way {
    GROUPING_SETS("one query, grouping sets, texts", "candidates"),
    ONE_EACH("one query per attribute, texts", "candidates"),
    GROUPING_SETS_OF_ENUMS("one query, grouping sets, enumerations", "enumerated"),
    ONE_EACH_OF_ENUMS("one query per attribute, enumerations", "enumerated"),
    NUMBERED_FIRST("groups numbered first, then one query per attribute", "enumerated");

    final String words;
    final String table;

    Way(String words, String table) {
      this.words = words;
      this.table = table;
    }
  }

  private static final String GROUP =
      "night, record_night, purpose, selector_id, pool_id, stratum, selector_model";

  private static final String WHERE =
      " where night = date '"
          + CandidateRows.NIGHT
          + "' and unit and version = 1 and selector_kind <> 'human'"
          + " and selector_id <> 'random-control'";

  private static final List<String> COLUMNS =
      IntStream.range(0, Attribute.ALL.size()).mapToObj(i -> "a" + i).toList();

  private final Connection connection;

  DuckDb(Path file, int threads) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:" + file);
    execute("set threads = " + threads);
    execute("set memory_limit = '6GB'");
  }

  /** Copies the rows of the files, unless an earlier bench did. */
  void load(Path table) throws SQLException {
    if (holds("enumerated")) {
      return;
    }
    execute(
        "create or replace table candidates as select "
            + GROUP
            + ", unit, version, selector_kind, selected, cluster_id, "
            + IntStream.range(0, COLUMNS.size())
                .mapToObj(
                    i -> "attributes['" + Attribute.ALL.get(i).name() + "'] as " + COLUMNS.get(i))
                .collect(Collectors.joining(", "))
            + " from read_parquet('"
            + table
            + "/*.parquet')");
    List<String> texts = new ArrayList<>(COLUMNS);
    texts.addAll(
        List.of("purpose", "selector_id", "pool_id", "stratum", "selector_model", "selector_kind"));
    for (String text : texts) {
      execute("drop type if exists kind_" + text);
      execute(
          "create type kind_"
              + text
              + " as enum (select distinct "
              + text
              + " from candidates where "
              + text
              + " is not null order by 1)");
    }
    execute(
        "create table enumerated as select * replace ("
            + texts.stream()
                .map(text -> text + "::kind_" + text + " as " + text)
                .collect(Collectors.joining(", "))
            + ") from candidates");
    execute("checkpoint");
  }

  /** Counts attributes' values; the result is a temporary table of the database. */
  void count(Way way) throws SQLException {
    switch (way) {
      case GROUPING_SETS, GROUPING_SETS_OF_ENUMS ->
          execute(
              "create or replace temp table counted as select "
                  + GROUP
                  + ", selected, grouping_id("
                  + String.join(", ", COLUMNS)
                  + ") as which, "
                  + String.join(", ", COLUMNS)
                  + ", count(*) as n from "
                  + way.table
                  + WHERE
                  + " group by grouping sets ("
                  + COLUMNS.stream()
                      .map(column -> "(" + GROUP + ", selected, " + column + ")")
                      .collect(Collectors.joining(", "))
                  + ")");
      case ONE_EACH, ONE_EACH_OF_ENUMS -> {
        for (String column : COLUMNS) {
          execute(
              "create or replace temp table counted_"
                  + column
                  + " as select "
                  + GROUP
                  + ", selected, "
                  + column
                  + ", count(*) as n from "
                  + way.table
                  + WHERE
                  + " group by all");
        }
      }
      case NUMBERED_FIRST -> {
        execute(
            "create or replace temp table groups as select *, row_number() over ()::int as number"
                + " from (select distinct "
                + GROUP
                + " from "
                + way.table
                + WHERE
                + ")");
        execute(
            "create or replace temp table numbered as select number, selected, "
                + String.join(", ", COLUMNS)
                + " from "
                + way.table
                + " join groups using ("
                + GROUP
                + ")"
                + WHERE);
        for (String column : COLUMNS) {
          execute(
              "create or replace temp table counted_"
                  + column
                  + " as select groups.*, selected, "
                  + column
                  + ", n from (select number, selected, "
                  + column
                  + ", count(*) as n from numbered group by all) join groups using (number)");
        }
      }
    }
  }

  /** What {@link #count} counted. */
  Counts counted(Way way) throws SQLException {
    Counts counts = new Counts();
    for (int i = 0; i < COLUMNS.size(); i++) {
      String column = COLUMNS.get(i);
      boolean together = way == Way.GROUPING_SETS || way == Way.GROUPING_SETS_OF_ENUMS;
      String rows =
          together
              ? "counted where which = "
                  + ((1 << COLUMNS.size()) - 1 - (1 << COLUMNS.size() - 1 - i))
              : "counted_" + column + " where true";
      try (Statement statement = connection.createStatement();
          ResultSet found =
              statement.executeQuery(
                  "select purpose::varchar, selector_id::varchar, pool_id::varchar,"
                      + " stratum::varchar, selector_model::varchar, selected, "
                      + column
                      + "::varchar, n from "
                      + rows
                      + " and "
                      + column
                      + " is not null")) {
        while (found.next()) {
          counts.add(
              new Counts.Group(
                  found.getString(1),
                  found.getString(2),
                  found.getString(3),
                  found.getString(4),
                  found.getString(5),
                  found.getBoolean(6)),
              Attribute.ALL.get(i).name(),
              found.getString(7),
              found.getLong(8));
        }
      }
    }
    return counts;
  }

  String version() throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  private boolean holds(String table) throws SQLException {
    try (ResultSet found = connection.getMetaData().getTables(null, null, table, null)) {
      return found.next();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
