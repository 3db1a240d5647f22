package io.plumbline.pipeline.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Reads files through a format without Spark. */
final class Reading {

  private static final NightRule RULE =
      new NightRule(
          false,
          LocalDate.MIN,
          LocalDate.MIN,
          Bench.NIGHT,
          false,
          Bench.NIGHT,
          Instant.parse("2026-03-11T07:00:00Z"));

  private Reading() {}

  /** All records of a file read as one slice. */
  static List<Raw> of(Format format, Path file) {
    try {
      byte[] head = Files.readAllBytes(file);
      return of(format, file, format.shape(file.getFileName().toString(), head), 0, head.length);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The records of a range of a file. */
  static List<Raw> of(Format format, Path file, Slice.Shape shape, long begin, long end) {
    try {
      Slice slice =
          new Slice(
              new Slice.Origin("s", format.name(), true, RULE),
              file.getFileName().toString(),
              file.toString(),
              shape,
              begin,
              end,
              Files.size(file),
              begin == 0,
              Files.size(file),
              List.of());
      List<Raw> found = new ArrayList<>();
      try (Records records = format.open(slice, new Configuration())) {
        while (records.next()) {
          found.add(records.current());
        }
        records.chunks();
      }
      return found;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
