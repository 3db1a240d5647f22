package io.plumbline.pipeline.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One record as a format read it, before it is placed on a night.
 *
 * @param member member of an archive, or commit of a repository
 * @param ordinal position among records that share file, member and offset
 * @param begin offset of its first byte
 * @param end offset after its last byte
 * @param sha256 digest of its bytes
 * @param clock its own time stamp
 * @param reason why it cannot be used
 * @param text its bytes as text; empty when they are too many or are no text
 * @param own values of the bronze table's own columns, in order; an empty {@link Optional} is null
 */
record Raw(
    Optional<String> member,
    int ordinal,
    long begin,
    long end,
    String sha256,
    Optional<Instant> clock,
    Optional<String> reason,
    Optional<UTF8String> text,
    List<Optional<?>> own) {}
