package io.plumbline.reports;

import java.util.List;

/**
 * A picture of the drill-down with the numbers it is drawn from.
 *
 * @param title what it shows
 * @param note how to read it
 * @param drawing the picture
 * @param columns headings of its numbers
 * @param rows its numbers, as many cells per row as there are headings
 */
public record Chart(
    String title, String note, Drawing drawing, List<String> columns, List<List<String>> rows) {

  public Chart {
    Valid.text("chart title", title);
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
