package io.plumbline.notebooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a query answered: at most {@value #MOST} rows, shown as a table.
 *
 * @param columns names in order
 * @param rows values, null where SQL says null
 */
public record Answer(List<String> columns, List<Row> rows) implements Shown.Value {

  /** Most rows an answer holds: a picture or a page is no place for more. */
  public static final int MOST = 20_000;

  private static final int PRINTED = 40;

  public Answer {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  static Answer of(Dataset<Row> query) {
    List<Row> rows = query.limit(MOST + 1).collectAsList();
    if (rows.size() > MOST) {
      throw new IllegalStateException(
          "The query has more than " + MOST + " rows; count in SQL, or add a limit");
    }
    return new Answer(List.of(query.columns()), rows);
  }

  /** The values of one column, in row order. */
  public List<Object> column(String name) {
    int index = index(name);
    List<Object> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.get(index)));
    return values;
  }

  /** One value of one row. */
  public Object value(int row, String column) {
    return Objects.requireNonNullElse(rows.get(row).get(index(column)), "");
  }

  /** One value as text. */
  public String text(int row, String column) {
    return String.valueOf(value(row, column));
  }

  /** One value as a number. */
  public double number(int row, String column) {
    return ((Number) value(row, column)).doubleValue();
  }

  /** The first rows alone. */
  public Answer head(int count) {
    return new Answer(columns, rows.subList(0, Math.min(count, rows.size())));
  }

  private int index(String name) {
    int index = columns.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "Invalid column: '" + name + "' (must be one of " + columns + ")");
    }
    return index;
  }

  @Override
  public Shown shown() {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : head(PRINTED).rows) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        line.add(row.isNullAt(i) ? "" : String.valueOf(row.get(i)));
      }
      lines.add(line);
    }
    StringBuilder plain = new StringBuilder(String.join(" | ", columns));
    lines.forEach(line -> plain.append('\n').append(String.join(" | ", line)));
    return new Shown(
        Shown.Form.HTML,
        Page.render("table.jte", Map.of("columns", columns, "lines", lines, "total", rows.size())),
        plain.toString());
  }
}
