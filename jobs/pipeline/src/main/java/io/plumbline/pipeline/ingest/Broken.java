package io.plumbline.pipeline.ingest;

/**
 * A file whose past is no longer what was read.
 *
 * @param source name of the source
 * @param file path relative to the source
 * @param past edited, truncated, vanished or rewritten
 * @param position first offset that differs, or commits that are no longer reachable
 */
public record Broken(String source, String file, String past, long position) {}
