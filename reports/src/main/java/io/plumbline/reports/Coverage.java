package io.plumbline.reports;

import java.util.OptionalLong;

/**
 * What one source delivered in the period.
 *
 * @param source its name in the configuration
 * @param expected rows expected, empty where nothing says how many
 * @param received rows received
 * @param late rows that belong to a night already sealed
 * @param quarantined rows that could not be read
 * @param status the worst that can be said of it
 */
public record Coverage(
    String source,
    OptionalLong expected,
    long received,
    long late,
    long quarantined,
    Status status) {

  /** The worst that can be said of a source; most serious first. */
  public enum Status {
    /** It could not be read. */
    FAILED,
    /** It delivered nothing, though it comes every night. */
    MISSING,
    /** Its share of unreadable rows is above its limit. */
    MALFORMED,
    /** Fewer rows than expected. */
    PARTIAL,
    /** Some rows came after their night was sealed. */
    LATE,
    /** It delivered nothing, and does not come every night. */
    NOT_DUE,
    /** Complete as far as can be told. */
    OK
  }

  public Coverage {
    Valid.text("source", source);
    Valid.count("expected", expected);
    Valid.count("received", received);
    Valid.count("late", late);
    Valid.count("quarantined", quarantined);
  }
}
