package io.plumbline.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a test compares with, byte for byte; rewritten only with -Dgolden.update=true. */
final class Golden {

  private Golden() {}

  /** The wanted bytes; with {@code golden.update} they become the actual ones first. */
  static byte[] bytes(String name, byte[] actual) {
    Path file =
        Path.of(System.getProperty("plumbline.root"), "reports/src/test/resources/golden", name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.getParent());
        Files.write(file, actual);
      }
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
