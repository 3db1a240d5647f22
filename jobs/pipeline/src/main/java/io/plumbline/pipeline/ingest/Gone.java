package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Files that were read once and are there no longer. */
final class Gone {

  private Gone() {}

  /** Notes each of them once, unless it was old enough to expire. */
  static void note(
      SourceSettings source, Nights nights, FileReads reads, Set<String> present, SourcePlan plan) {
    for (Known known : reads.of(source.name())) {
      if (present.contains(known.file())
          || known.past().equals(Known.VANISHED)
          || hasExpired(source, nights, known)) {
        continue;
      }
      plan.note(
          new SourcePlan.Pending(
              known.file(),
              nights.through(),
              known.end(),
              known.end(),
              known.size(),
              known.chunks(),
              0,
              Known.VANISHED,
              Optional.of(0L),
              false));
    }
  }

  /** Whether a file is old enough to be gone. */
  static boolean hasExpired(SourceSettings source, Nights nights, Known known) {
    LocalDate day = NightRule.dayIn(known.file()).orElse(known.night());
    return source.retentionDays().isPresent()
        && !day.plusDays(source.retentionDays().getAsInt()).isAfter(nights.through());
  }
}
