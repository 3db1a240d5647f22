package io.plumbline.pipeline.redteam;

import io.plumbline.datasets.gold.Drills;
import io.plumbline.measure.Labels;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.reports.Drill;
import io.plumbline.stats.MissedDrills;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/**
 * A pattern that was put into a copy on a night: a row of {@code gold.drills}.
 *
 * @param night the night whose run did it
 * @param attack id of the pattern
 * @param scope where it was put
 * @param strengthMicro its strength in millionths
 * @param isCaught whether a detector found it
 * @param probability least probability, computed beforehand, with which it is found
 */
public record Drilled(
    LocalDate night,
    String attack,
    Labels scope,
    long strengthMicro,
    boolean isCaught,
    double probability) {

  /** Nights over which misses are counted. */
  public static final int NIGHTS = 90;

  private static final double CHANCE = 0.001;
  private static final int MOST_ROWS = 100_000;
  private static final double MICRO = 1e6;

  /** Drills of a period, by night. */
  public static SortedMap<LocalDate, List<Drilled>> read(
      Tables tables, LocalDate from, LocalDate to) {
    SortedMap<LocalDate, List<Drilled>> byNight = new TreeMap<>();
    // Bounded: a few rows a night, cut off.
    for (Row row :
        tables
            .read(Drills.SPEC, from, to)
            .selectExpr(
                "cast(night as string)",
                "attack",
                "scope",
                "strength_micro",
                "caught",
                "probability")
            .orderBy(functions.col("night"), functions.col("attack"), functions.col("scope"))
            .limit(MOST_ROWS)
            .collectAsList()) {
      Drilled one =
          new Drilled(
              LocalDate.parse(row.getString(0)),
              row.getString(1),
              Labels.parse(row.getString(2)),
              row.getLong(3),
              row.getBoolean(4),
              row.getDouble(5));
      byNight.computeIfAbsent(one.night, key -> new ArrayList<>()).add(one);
    }
    return byNight;
  }

  /** The row of {@code gold.drills}. */
  Row row() {
    return RowFactory.create(
        Date.valueOf(night), attack, scope.text(), strengthMicro, isCaught, probability);
  }

  private Drill.Injected injected() {
    return new Drill.Injected(attack, strengthMicro / MICRO);
  }

  /** What page 1 says of a night's drills; empty where there was none. */
  public static Optional<Drill> drill(List<Drilled> tonight) {
    return tonight.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Drill(
                tonight.stream().map(Drilled::injected).toList(),
                tonight.stream().filter(Drilled::isCaught).map(Drilled::injected).toList(),
                tonight.stream().filter(one -> !one.isCaught).map(Drilled::injected).toList()));
  }

  /**
   * Why the instrument is in doubt on a night with drills: more were missed on it and the nights
   * before than chance leaves.
   *
   * @param byNight drills by night
   */
  public static Optional<String> doubt(
      SortedMap<LocalDate, List<Drilled>> byNight, LocalDate night) {
    if (byNight.getOrDefault(night, List.of()).isEmpty()) {
      return Optional.empty();
    }
    List<Drilled> recent =
        byNight.subMap(night.minusDays(NIGHTS - 1L), night.plusDays(1)).values().stream()
            .flatMap(Collection::stream)
            .toList();
    long missed = recent.stream().filter(one -> !one.isCaught).count();
    double found = recent.stream().mapToDouble(Drilled::probability).min().orElseThrow();
    double chance = MissedDrills.chance(recent.size(), (int) missed, found);
    return chance >= CHANCE
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Of %d drills of the last %d nights %d %s missed, each of which is found with"
                    + " probability %.4f or more: so many are missed by chance with probability"
                    + " %.1e.",
                recent.size(),
                NIGHTS,
                missed,
                missed == 1 ? "was" : "were",
                found,
                chance));
  }
}
