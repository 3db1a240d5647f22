package io.plumbline.stats.bench;

import java.util.List;
import java.util.Locale;

/** How the benchmarks print, and how many runs they make. */
final class Printed {

  static final double ALARM = Math.log(20);
  static final int YEAR = 365;
  static final int NULL_RUNS = Integer.getInteger("plumbline.bench.null", 1_000);
  static final int RUNS = Integer.getInteger("plumbline.bench.runs", 400);

  private Printed() {}

  static void row(String name, List<String> cells) {
    System.out.println("| " + name + " | " + String.join(" | ", cells) + " |");
  }

  static void head(String title, List<String> columns) {
    System.out.printf(Locale.ROOT, "%n%s (null runs %d, other runs %d)%n", title, NULL_RUNS, RUNS);
    row("method", columns);
    row("---", columns.stream().map(column -> "---").toList());
  }
}
