package io.plumbline.pipeline.ingest;

import java.nio.file.Path;

/** Files as other systems write them. */
final class Golden {

  private Golden() {}

  /** A file by its name. */
  static Path file(String name) {
    return Path.of("src/test/resources/io/plumbline/pipeline/foreign").resolve(name);
  }
}
