package io.plumbline.pipeline.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/** The records of one slice, in order. */
interface Records extends Closeable {

  /** Moves to the next record; false at the end. */
  boolean next() throws IOException;

  /** The record {@link #next} moved to. */
  Raw current();

  /** After the last record: where what was taken ends. */
  long end();

  /** After the last record: SHA-256 of each 8 MiB chunk that was read, by its index. */
  Map<Long, String> chunks() throws IOException;
}
