package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Optional;

/**
 * X10: runs of one evaluation that were due are not made, while the others go on.
 *
 * <p>Strength: the share of its runs that are left out. Clustered, all runs of a day are left out
 * together. Adaptive, those of Mondays and Tuesdays are always made, so that the task is never long
 * without a result.
 *
 * @param task the task
 * @param setting how it spreads
 */
public record Postponing(String task, Setting setting) implements Attack {

  /** Leaves out the evaluation of oversight. */
  public static final Postponing OF_OVERSIGHT =
      new Postponing("oversight_cooperation", Setting.INDEPENDENT);

  @Override
  public String id() {
    return "X10";
  }

  @Override
  public String title() {
    return "runs of " + task + " that were due are left out";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_RUN;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    // A run that was made has an end as well, and is past postponing.
    Optional<LocalDate> day =
        row.column("started_at").map(at -> LocalDate.parse(at.substring(0, 10)));
    if (day.isEmpty() || !Candidate.is(row, "task", task)) {
      return Optional.empty();
    }
    boolean kept =
        setting == Setting.ADAPTIVE && day.get().getDayOfWeek().compareTo(DayOfWeek.TUESDAY) <= 0;
    String drawn =
        setting == Setting.CLUSTERED
            ? day.get().toString()
            : row.column("run_id").orElse(row.key());
    return !kept && Chance.of(seed, id(), drawn) < strength
        ? Optional.of(Change.remove())
        : Optional.empty();
  }
}
