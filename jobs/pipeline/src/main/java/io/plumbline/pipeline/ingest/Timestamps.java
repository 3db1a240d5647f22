package io.plumbline.pipeline.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time stamps of records, to the microsecond. */
final class Timestamps {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2})(?::(\\d{2})(\\.\\d+)?)?"
              + "(?:([Zz])|([+-]\\d{2}):?(\\d{2}))?");

  private Timestamps() {}

  /**
   * Reads an RFC 3339 time stamp; a fraction finer than a microsecond is cut off, a leap second is
   * the last second before it.
   *
   * @return empty when it is none, or has no offset from UTC
   */
  static Optional<Instant> rfc3339(String text) {
    Matcher matcher = FORM.matcher(text);
    boolean whole = matcher.matches() && matcher.group(3) != null;
    boolean zoned = whole && (matcher.group(5) != null || matcher.group(6) != null);
    return zoned ? instant(matcher) : Optional.empty();
  }

  /** Reads an ISO 8601 date and time as Python writes it; without an offset it is taken as UTC. */
  static Optional<Instant> iso8601(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? instant(matcher) : Optional.empty();
  }

  private static Optional<Instant> instant(Matcher matcher) {
    String second = matcher.group(3) == null ? "00" : matcher.group(3);
    String fraction = matcher.group(4) == null ? "" : matcher.group(4);
    if (second.equals("60")) {
      second = "59";
      fraction = "";
    }
    if (fraction.length() > 10) {
      fraction = fraction.substring(0, 10);
    }
    try {
      LocalDateTime local =
          LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2) + ":" + second + fraction);
      String offset = matcher.group(6) == null ? "Z" : matcher.group(6) + ":" + matcher.group(7);
      return Optional.of(
          OffsetDateTime.of(local, ZoneOffset.of(offset))
              .toInstant()
              .truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException invalid) {
      return Optional.empty();
    }
  }
}
