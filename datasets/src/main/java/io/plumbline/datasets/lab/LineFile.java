package io.plumbline.datasets.lab;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A file of lines, compressed where its name ends in {@code .gz}. */
final class LineFile {

  private LineFile() {}

  /** Writes lines that bring their own line ends. */
  static void write(Path file, List<byte[]> lines) throws IOException {
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out =
            isCompressed(file)
                ? new GZIPOutputStream(raw, 1 << 16)
                : new BufferedOutputStream(raw, 1 << 16)) {
      for (byte[] line : lines) {
        out.write(line);
      }
    }
  }

  /** Reads lines with their line ends. */
  static List<byte[]> read(Path file) throws IOException {
    byte[] all;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = isCompressed(file) ? new GZIPInputStream(raw, 1 << 16) : raw) {
      all = in.readAllBytes();
    }
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : all) {
      line.write(b);
      if (b == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      }
    }
    if (line.size() > 0) {
      lines.add(line.toByteArray());
    }
    return lines;
  }

  private static boolean isCompressed(Path file) {
    return file.toString().endsWith(".gz");
  }
}
