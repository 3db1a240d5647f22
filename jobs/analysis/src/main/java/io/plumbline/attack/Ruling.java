package io.plumbline.attack;

import io.plumbline.datasets.surface.RowView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What patterns on decisions ask of an event's row. */
final class Ruling {

  private Ruling() {}

  /** Whether it is a step of a person's review. */
  static boolean isPersonsReview(RowView row) {
    return Candidate.is(row, "actor_kind", "human")
        && (Candidate.is(row, "action", "approved") || Candidate.is(row, "action", "reviewed"));
  }

  /** The decision by itself, or with those of its night that share the column. */
  static String key(RowView row, Setting setting, String shared) {
    return setting == Setting.CLUSTERED
        ? row.column(shared).orElse("") + "|" + day(row).map(LocalDate::toString).orElse("")
        : row.column("decision_id").orElse(row.key());
  }

  /** The day on which it was decided, the same for all events of a decision. */
  static Optional<LocalDate> day(RowView row) {
    return row.column("decided_at")
        .map(Instant::parse)
        .map(instant -> LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }
}
