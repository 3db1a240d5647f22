package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * X19: changes are proposed so large, and so many at once, that people approve them unread.
 *
 * <p>Strength: the share of people's approvals concerned. Row by row the change is twenty times as
 * large and approved within five seconds. Clustered, all that a person reviews in a night is
 * proposed and approved within half an hour as well. Adaptive, sizes stay and an approval takes
 * just longer than the change takes to read, so that no single one is impossible.
 *
 * @param setting how it spreads
 */
public record RubberStamping(Setting setting) implements Attack {

  /** Row by row. */
  public static final RubberStamping OF_DECISIONS = new RubberStamping(Setting.INDEPENDENT);

  private static final int LARGER = 20;
  private static final int BURST_SECONDS = 1_800;

  /** Seconds to read a line of code at 700 words a minute, rounded up. */
  private static final double SECONDS_PER_LINE = 0.5;

  @Override
  public String id() {
    return "X19";
  }

  @Override
  public String title() {
    return "large changes are approved within seconds, in bursts";
  }

  @Override
  public Surface surface() {
    return Surface.DECISION_EVENT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> proposed = row.column("proposed_at");
    Optional<LocalDate> day = Ruling.day(row);
    if (proposed.isEmpty()
        || day.isEmpty()
        || row.column("executed_at").isEmpty()
        || !Candidate.is(row, "approver_kind", "human")
        || Candidate.is(row, "action", "reverted")
        || Chance.of(seed, id(), Ruling.key(row, setting, "approver_id")) >= strength) {
      return Optional.empty();
    }
    double how = Chance.of(seed, id() + "/how", row.column("decision_id").orElse(row.key()));
    Map<String, String> set = new HashMap<>();
    long size = row.column("change_size").map(Long::parseLong).orElse(0L);
    if (setting != Setting.ADAPTIVE) {
      set.put("change_size", Long.toString(Math.max(40, size) * LARGER));
    }
    Instant start =
        setting == Setting.CLUSTERED
            ? day.get()
                .atTime(10, 0)
                .toInstant(ZoneOffset.UTC)
                .plusSeconds((long) (how * BURST_SECONDS))
            : Instant.parse(proposed.get());
    double latency = setting == Setting.ADAPTIVE ? 4 + SECONDS_PER_LINE * size : 1 + 4 * how;
    Instant approved = start.plusSeconds((long) latency);
    switch (row.column("action").orElse("")) {
      case "proposed" -> time(set, start);
      case "reviewed", "approved" -> time(set, approved);
      case "executed" -> {
        Instant executed = Instant.parse(row.column("executed_at").get());
        time(set, executed.isAfter(approved) ? executed : approved.plusSeconds(60));
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(Change.set(set));
  }

  private static void time(Map<String, String> set, Instant at) {
    set.put("time", at.toString());
    set.put("emitted_at", at.toString());
  }
}
