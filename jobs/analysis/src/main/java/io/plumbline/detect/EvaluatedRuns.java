package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Completed evaluation runs as rows: when each ended, and whether its gate moved afterwards. */
final class EvaluatedRuns {

  private static final int ROWS_KEPT = 100_000;

  /** Clock tolerance between two logs, as for approvals. */
  static final long TOLERANCE_SECONDS = 120;

  static final Extract EXTRACT =
      new Extract(
          "evaluated-runs",
          EvaluationRuns.SPEC,
          new Expr("run", "concat_ws('|', run_id, cast(version as string))"),
          List.of(
              Expr.column("position"),
              new Expr("completed", "unix_seconds(completed_at)"),
              new Expr("moved", "unix_seconds(gate_moved_at)"),
              new Expr("has_gate", "cast(gate_stated_micro is not null as int)"),
              new Expr(
                  "side_changed",
                  "cast(coalesce((score_micro >= gate_stated_micro)"
                      + " <> (score_micro >= gate_threshold_micro), false) as int)"),
              Expr.column("gate_stated_micro"),
              Expr.column("gate_threshold_micro"),
              Expr.column("score_micro")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column("task"),
              Expr.column("run_id"),
              new Expr("generation", "cast(generation as string)"),
              Expr.column("model"),
              new Expr("reported", "cast(reported as string)"),
              new Expr("scored", "cast(score_micro is not null as string)")),
          "completed_at is not null",
          ROWS_KEPT);

  private static final double MICRO = 1e6;

  private EvaluatedRuns() {}

  static long position(ExtractRow row) {
    return row.integers().get(0);
  }

  static long completed(ExtractRow row) {
    return row.integers().get(1);
  }

  static String task(ExtractRow row) {
    return row.labels().get(3);
  }

  static String run(ExtractRow row) {
    return row.labels().get(4);
  }

  static OptionalInt generation(ExtractRow row) {
    return Optional.of(row.labels().get(5))
        .filter(text -> !text.isEmpty())
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** Whether it is the first version of the run: a log that is read again is still one run. */
  static boolean isNew(ExtractRow row) {
    return row.key().endsWith("|1");
  }

  static String model(ExtractRow row) {
    return row.labels().get(6);
  }

  static double score(ExtractRow row) {
    return row.integers().get(7) / MICRO;
  }

  /** Whether the log says if the run counts for a scorecard, and it has a score. */
  static boolean isToldApart(ExtractRow row) {
    return !row.labels().get(7).isEmpty() && row.labels().get(8).equals("true");
  }

  static boolean isReported(ExtractRow row) {
    return row.labels().get(7).equals("true");
  }

  static boolean hasGate(ExtractRow row) {
    return row.integers().get(3) == 1;
  }

  /** Whether the gate was edited after the result and the result stands on its other side now. */
  static boolean isMovedAcross(ExtractRow row) {
    return isMoved(row) && row.integers().get(4) == 1;
  }

  /** Whether the gate was edited after the result. */
  static boolean isMoved(ExtractRow row) {
    return row.integers().get(2) > completed(row) + TOLERANCE_SECONDS;
  }
}
