package io.plumbline.pipeline.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Where the calendar stands when sources are read.
 *
 * @param lastSealed the last sealed night; empty before the first
 * @param start the first night of the configuration; empty where it states none
 * @param through the last night this run is for; records of later nights wait in bronze
 * @param ingestedAt when the run reads, written beside every record
 */
public record Nights(
    Optional<LocalDate> lastSealed,
    Optional<LocalDate> start,
    LocalDate through,
    Instant ingestedAt) {

  /** The night on which something that states no night counts: the first open one. */
  LocalDate open() {
    LocalDate first = lastSealed.map(night -> night.plusDays(1)).orElse(through);
    return start.filter(first::isBefore).orElse(first);
  }
}
