package io.plumbline.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Query results as text: an aligned table, CSV or JSON lines. */
final class RowPrinter {

  private RowPrinter() {}

  static String of(String format, Dataset<Row> rows, int limit) {
    List<String> names = List.of(rows.columns());
    if (format.equals("json")) {
      return jsonLines(rows, limit);
    }
    List<List<String>> lines = new ArrayList<>();
    // Bounded by --limit.
    for (Row row : rows.limit(limit).collectAsList()) {
      List<String> line = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        line.add(row.isNullAt(i) ? "" : String.valueOf(row.get(i)));
      }
      lines.add(line);
    }
    return format.equals("csv") ? csv(names, lines) : aligned(names, lines);
  }

  private static String jsonLines(Dataset<Row> rows, int limit) {
    StringBuilder text = new StringBuilder();
    org.apache.spark.sql.Column all = functions.to_json(functions.struct(functions.col("*")));
    for (Row row : rows.limit(limit).select(all).collectAsList()) {
      text.append(row.getString(0)).append('\n');
    }
    return text.toString();
  }

  private static String csv(List<String> names, List<List<String>> lines) {
    StringBuilder text =
        new StringBuilder(String.join(",", names.stream().map(RowPrinter::quoted).toList()))
            .append('\n');
    lines.forEach(
        line ->
            text.append(String.join(",", line.stream().map(RowPrinter::quoted).toList()))
                .append('\n'));
    return text.toString();
  }

  private static String quoted(String value) {
    return value.matches("(?s).*[\",\r\n].*") ? "\"" + value.replace("\"", "\"\"") + "\"" : value;
  }

  private static String aligned(List<String> names, List<List<String>> lines) {
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = names.get(i).length();
      for (List<String> line : lines) {
        widths[i] = Math.min(80, Math.max(widths[i], printable(line.get(i)).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    append(text, names, widths);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    append(text, rule, widths);
    lines.forEach(line -> append(text, line.stream().map(RowPrinter::printable).toList(), widths));
    return text.append(lines.size()).append(lines.size() == 1 ? " row\n" : " rows\n").toString();
  }

  private static void append(StringBuilder text, List<String> line, int[] widths) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String value = line.get(i);
      String cut = value.length() > 80 ? value.substring(0, 77) + "..." : value;
      row.append(cut).append(" ".repeat(Math.max(0, widths[i] - cut.length()) + 2));
    }
    text.append(row.toString().stripTrailing()).append('\n');
  }

  private static String printable(String value) {
    return value.replaceAll("\\p{Cntrl}", " ");
  }
}
