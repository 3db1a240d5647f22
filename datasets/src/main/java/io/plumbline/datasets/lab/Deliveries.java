package io.plumbline.datasets.lab;

/**
 * What one log folder holds.
 *
 * @param events events sent, each counted once
 * @param late of these, those received on a later day than emitted
 * @param repeated lines that repeat an event exactly
 * @param malformed lines that are no event
 */
public record Deliveries(long events, long late, long repeated, long malformed) {

  static final Deliveries NONE = new Deliveries(0, 0, 0, 0);

  Deliveries plus(long moreEvents, long moreLate, long moreRepeated, long moreMalformed) {
    return new Deliveries(
        events + moreEvents, late + moreLate, repeated + moreRepeated, malformed + moreMalformed);
  }

  /** All lines of the folder. */
  public long lines() {
    return events + repeated + malformed;
  }
}
