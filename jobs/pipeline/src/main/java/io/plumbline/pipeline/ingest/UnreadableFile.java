package io.plumbline.pipeline.ingest;

import java.io.IOException;

/** A file failed while a task read it; its source is left out of the run. */
final class UnreadableFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final String file;
  private final String fault;

  UnreadableFile(Slice slice, IOException fault) {
    super("Cannot read '" + slice.file() + "' of source '" + slice.source().name() + "'", fault);
    this.source = slice.source().name();
    this.file = slice.file();
    this.fault = fault.getClass().getSimpleName() + ": " + fault.getMessage();
  }

  String source() {
    return source;
  }

  String file() {
    return file;
  }

  String fault() {
    return fault;
  }
}
