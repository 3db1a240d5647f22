package io.plumbline.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The nights a run seals.
 *
 * @param from first open night
 * @param to last night to seal; before {@code from} when there is nothing to seal
 */
public record NightRange(LocalDate from, LocalDate to) {

  /** Records before this day have no plausible clock. */
  public static final LocalDate EARLIEST = LocalDate.of(2015, 1, 1);

  /**
   * Refuses a night that has not ended or whose sources are not all there yet.
   *
   * @param night night to seal
   * @param settle longest settle time of the sources
   * @param now the moment of the run
   * @throws PlumblineException {@link ErrorCode#NIGHT}
   */
  public static void requireSettled(LocalDate night, Duration settle, Instant now) {
    Instant ready = night.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(settle);
    if (now.isBefore(ready)) {
      throw new PlumblineException(
          ErrorCode.NIGHT,
          "Cannot seal night "
              + night
              + ": its records are all there only from "
              + ready
              + " on (24:00 UTC and the longest 'settle' of the sources), and it is "
              + now
              + ". Run later, or give an earlier --date");
    }
  }

  /** Refuses a range that would leave an unsealed night before it. */
  public static void requireNoGap(LocalDate from, Optional<LocalDate> lastSealed) {
    if (lastSealed.isPresent() && from.isAfter(lastSealed.get().plusDays(1))) {
      throw new PlumblineException(
          ErrorCode.NIGHT,
          "Cannot seal from night "
              + from
              + ": the last sealed night is "
              + lastSealed.get()
              + ", so the nights between would stay open. Start at "
              + lastSealed.get().plusDays(1));
    }
  }

  public boolean isEmpty() {
    return to.isBefore(from);
  }

  /** Every night of the range in order. */
  public List<LocalDate> nights() {
    return isEmpty() ? List.of() : from.datesUntil(to.plusDays(1)).toList();
  }
}
