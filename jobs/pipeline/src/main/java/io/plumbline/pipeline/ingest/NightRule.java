package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * On which night a record counts.
 *
 * <p>A record's own night is the UTC date of its clock, or the night its source states. It counts
 * on the latest of that, its day of arrival where the source's paths tell it, the first unsealed
 * night and the configured start. A record that cannot be placed by its clock counts on its day of
 * arrival, or else on the first open night, so that it is seen.
 *
 * <p>A record is {@code CLOCK_AHEAD} when its clock is more than 48 hours after the end of the day
 * on which it arrived. Without a day of arrival that end is the later of the end of the night being
 * run and the time of reading: files that already hold later nights are then not mistaken for
 * clocks that run ahead.
 *
 * @param byFileDate whether paths tell the day of arrival
 * @param stated the night the source states; {@link LocalDate#MIN}: none
 * @param floor no record counts before this night; {@link LocalDate#MIN}: none
 * @param open the first open night
 * @param bounded whether the configuration states the first night
 * @param through the last night of this run
 * @param readAt when the run reads
 */
record NightRule(
    boolean byFileDate,
    LocalDate stated,
    LocalDate floor,
    LocalDate open,
    boolean bounded,
    LocalDate through,
    Instant readAt)
    implements Serializable {

  static final String CLOCK_AHEAD = "CLOCK_AHEAD";

  /** Clocks before this day are not taken for the beginning of a lab's history. */
  static final LocalDate EARLIEST = LocalDate.of(2015, 1, 1);

  private static final Duration TOLERANCE = Duration.ofHours(48);
  private static final Pattern DAY = Pattern.compile("(?<!\\d)(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");

  static NightRule of(SourceSettings source, Nights nights) {
    LocalDate floor = nights.lastSealed().map(night -> night.plusDays(1)).orElse(LocalDate.MIN);
    return new NightRule(
        source.arrival() == Arrival.FILE_DATE,
        source.night().orElse(LocalDate.MIN),
        nights.start().filter(floor::isBefore).orElse(floor),
        nights.open(),
        nights.start().isPresent(),
        nights.through(),
        nights.ingestedAt());
  }

  /**
   * Where a record counts.
   *
   * @param recordAt its own clock where it could be read; empty where it has none
   * @param recordNight night of the record itself
   * @param night night on which it counts
   * @param reason why it cannot be used, empty when it can
   */
  record Place(
      Optional<Instant> recordAt, LocalDate recordNight, LocalDate night, Optional<String> reason) {

    boolean isLate() {
      return night.isAfter(recordNight);
    }
  }

  /** The first {@code yyyy-MM-dd} in a path that is a date. */
  static Optional<LocalDate> dayIn(String path) {
    Matcher matcher = DAY.matcher(path);
    while (matcher.find()) {
      int month = Integer.parseInt(matcher.group(2));
      int day = Integer.parseInt(matcher.group(3));
      if (month >= 1 && month <= 12 && day >= 1) {
        LocalDate first = LocalDate.of(Integer.parseInt(matcher.group(1)), month, 1);
        if (day <= first.lengthOfMonth()) {
          return Optional.of(first.withDayOfMonth(day));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether records without a clock have a night. */
  boolean statesNight() {
    return !stated.equals(LocalDate.MIN);
  }

  /** Places a record with this clock, read from this file, that may already be known to be bad. */
  Place place(String file, Optional<Instant> clock, Optional<String> reason) {
    Optional<LocalDate> day = dayIn(file);
    Optional<LocalDate> arrival = day.filter(known -> byFileDate);
    if (clock.isPresent() && isAhead(clock.get(), arrival)) {
      LocalDate night = later(arrival.orElse(open), floor);
      return new Place(clock, night, night, Optional.of(reason.orElse(CLOCK_AHEAD)));
    }
    if (clock.isPresent()) {
      LocalDate own = LocalDate.ofInstant(clock.get(), ZoneOffset.UTC);
      boolean plausible = bounded || !own.isBefore(EARLIEST);
      LocalDate night = later(plausible ? own : open, later(arrival.orElse(floor), floor));
      return new Place(clock, own, night, reason);
    }
    if (statesNight()) {
      LocalDate night = later(stated, later(arrival.orElse(floor), floor));
      return new Place(clock, stated, night, reason);
    }
    LocalDate night = later(day.orElse(open), floor);
    return new Place(clock, night, night, Optional.of(reason.orElse("it has no time stamp")));
  }

  private boolean isAhead(Instant clock, Optional<LocalDate> arrival) {
    Instant endOfRun = endOf(through);
    Instant arrived = arrival.map(NightRule::endOf).orElse(endOfRun);
    if (arrival.isEmpty() && readAt.isAfter(arrived)) {
      arrived = readAt;
    }
    return clock.isAfter(arrived.plus(TOLERANCE));
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
