package io.plumbline.pipeline.ingest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Real data that stands beside the repository and is no part of it. */
final class Shared {

  private Shared() {}

  /** A folder of it; the test is skipped where it is absent. */
  static Path folder(String name) {
    Path root = Path.of(System.getProperty("plumbline.root", "../.."));
    Path folder = root.resolve("../shared").resolve(name).toAbsolutePath().normalize();
    Assumptions.assumeTrue(Files.isDirectory(folder), "needs " + folder);
    return folder;
  }
}
