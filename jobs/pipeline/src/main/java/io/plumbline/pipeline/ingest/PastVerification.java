package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import io.plumbline.pipeline.tables.Tables;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.eclipse.jgit.lib.Repository;

/** Compares every byte that was read of every file with what is there now; writes nothing. */
final class PastVerification {

  private final Nights nights;
  private final Configuration hadoop;
  private final FileReads reads;

  PastVerification(Tables tables, Nights nights) {
    this.nights = nights;
    this.hadoop = tables.spark().sparkContext().hadoopConfiguration();
    this.reads = FileReads.load(tables);
  }

  /**
   * The files of a source whose past differs from its last read.
   *
   * @throws PlumblineException {@link ErrorCode#INPUT} when the source cannot be read
   */
  List<Broken> of(SourceSettings source) {
    try {
      return source.kind() == Kind.REPOSITORY ? repositories(source) : files(source);
    } catch (IOException failure) {
      throw new PlumblineException(
          ErrorCode.INPUT,
          "Cannot verify source '"
              + source.name()
              + "' at '"
              + source.path()
              + "': "
              + failure.getClass().getSimpleName()
              + ": "
              + failure.getMessage()
              + ". Correct `path` or its permissions and run again.",
          failure);
    }
  }

  private List<Broken> files(SourceSettings source) throws IOException {
    Map<String, Listing.Present> present = new HashMap<>();
    Listing.of(source, hadoop, name -> true).forEach(file -> present.put(file.file(), file));
    List<Broken> broken = new ArrayList<>();
    for (Known known : known(source)) {
      Optional<Listing.Present> file = Optional.ofNullable(present.get(known.file()));
      if (file.isEmpty()) {
        if (!known.chunks().isEmpty() && !Gone.hasExpired(source, nights, known)) {
          broken.add(new Broken(source.name(), known.file(), Known.VANISHED, 0));
        }
        continue;
      }
      Path path = new Path(file.get().path());
      Past.Check check = Past.checkAll(path.getFileSystem(hadoop), path, known, file.get().size());
      boolean mayBeRewritten = source.kind() == Kind.VERSIONED_FILES;
      if (!check.isSame() && !mayBeRewritten) {
        broken.add(new Broken(source.name(), known.file(), check.state(), check.position()));
      }
    }
    return broken;
  }

  private List<Broken> repositories(SourceSettings source) throws IOException {
    Map<String, File> present = new HashMap<>();
    for (FileStatus match : Listing.matches(source, hadoop)) {
      File folder = new File(match.getPath().toUri().getPath());
      if (Repositories.isOne(folder)) {
        present.put(Listing.relative(source, match.getPath()), folder);
      }
    }
    List<Broken> broken = new ArrayList<>();
    for (Known known : known(source)) {
      if (!present.containsKey(known.file())) {
        broken.add(new Broken(source.name(), known.file(), Known.VANISHED, 0));
        continue;
      }
      try (Repository repository = Repositories.open(present.get(known.file()))) {
        long lost = GitPlanner.lost(repository, known);
        if (lost > 0) {
          broken.add(new Broken(source.name(), known.file(), Known.REWRITTEN, lost));
        }
      }
    }
    return broken;
  }

  private List<Known> known(SourceSettings source) {
    return reads.of(source.name()).stream()
        .sorted(java.util.Comparator.comparing(Known::file))
        .toList();
  }
}
