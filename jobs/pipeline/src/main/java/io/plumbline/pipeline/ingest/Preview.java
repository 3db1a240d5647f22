package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.tables.Tables;
import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What a source would read, as found and without reading it.
 *
 * @param kind what is counted: files, repositories or Delta tables
 * @param count how many there are
 * @param bytes their size; 0 where that is not a matter of files
 */
public record Preview(String kind, long count, long bytes) {

  private static final String TABLE = "table";

  /**
   * Finds what a source names.
   *
   * @throws PlumblineException {@link ErrorCode#INPUT} when its path cannot be listed
   */
  public static Preview of(SourceSettings source, Configuration hadoop) {
    try {
      if (source.format().equals("git")) {
        long repositories =
            Listing.matches(source, hadoop).stream()
                .map(match -> new File(match.getPath().toUri().getPath()))
                .filter(Repositories::isOne)
                .count();
        return new Preview("repository", repositories, 0);
      }
      if (source.reader().equals(Optional.of("delta"))) {
        return new Preview("Delta table", deltaTables(source, hadoop).size(), 0);
      }
      List<Listing.Present> files = files(source, hadoop);
      return new Preview(
          "file", files.size(), files.stream().mapToLong(Listing.Present::size).sum());
    } catch (IOException failure) {
      throw new PlumblineException(
          ErrorCode.INPUT,
          "Cannot list source '"
              + source.name()
              + "' at '"
              + source.path()
              + "': "
              + failure
              + ". Correct `path`, or make it readable.",
          failure);
    }
  }

  /**
   * Reads the columns of a {@code table} source and tries its expressions on them; no row is read.
   *
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when the mapping does not fit
   */
  public static void requireMapping(Tables tables, SourceSettings source, Configuration hadoop) {
    Mapping mapping = Mapping.of(tables.spark(), source);
    Instant now = Instant.EPOCH;
    Nights nights =
        new Nights(
            Optional.empty(), Optional.empty(), LocalDate.ofInstant(now, ZoneOffset.UTC), now);
    try {
      List<TablePlanner.Input> inputs = new ArrayList<>();
      if (source.reader().equals(Optional.of("delta"))) {
        for (Path table : deltaTables(source, hadoop)) {
          inputs.add(new TablePlanner.Input(table.getName(), table.toString(), false));
        }
      } else {
        for (Listing.Present file : files(source, hadoop)) {
          inputs.add(new TablePlanner.Input(file.file(), file.path(), false));
        }
      }
      if (!inputs.isEmpty()) {
        new MappedRecords(tables, source, nights, mapping).of(inputs);
      }
    } catch (IOException failure) {
      throw new PlumblineException(
          ErrorCode.INPUT, "Cannot read source '" + source.name() + "': " + failure, failure);
    }
  }

  private static List<Listing.Present> files(SourceSettings source, Configuration hadoop)
      throws IOException {
    return source.format().equals(TABLE)
        ? Listing.of(source, hadoop, name -> true)
        : Listing.of(source, hadoop, Formats.named(source.name(), source.format())::reads);
  }

  private static List<Path> deltaTables(SourceSettings source, Configuration hadoop)
      throws IOException {
    List<Path> tables = new ArrayList<>();
    for (FileStatus match : Listing.matches(source, hadoop)) {
      if (match.getPath().getFileSystem(hadoop).exists(new Path(match.getPath(), "_delta_log"))) {
        tables.add(match.getPath());
      }
    }
    return tables;
  }
}
