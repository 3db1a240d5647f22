package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.configuration.SourceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of a source, in the order of their names. */
final class Listing {

  /** Deeper directories are not entered: a link that points upward would never end. */
  private static final int DEPTH = 32;

  private Listing() {}

  /**
   * One file.
   *
   * @param file path relative to the source's root
   * @param path full path
   * @param size bytes
   */
  record Present(String file, String path, long size) {}

  /**
   * Files that a source's path names, or that lie below a directory it names.
   *
   * @param wanted which names are taken below a directory; hidden ones never are
   * @throws IOException when the path cannot be listed
   */
  static List<Present> of(SourceSettings source, Configuration hadoop, Predicate<String> wanted)
      throws IOException {
    List<Present> files = new ArrayList<>();
    for (FileStatus match : matches(source, hadoop)) {
      if (match.isDirectory()) {
        FileSystem system = match.getPath().getFileSystem(hadoop);
        below(system, match.getPath(), source, wanted, DEPTH, files);
      } else {
        files.add(present(source, match));
      }
    }
    files.sort(Comparator.comparing(Present::file));
    return files;
  }

  /** What a source's path names, directories as such. */
  static List<FileStatus> matches(SourceSettings source, Configuration hadoop) throws IOException {
    Path path = new Path(source.path());
    FileStatus[] matches = path.getFileSystem(hadoop).globStatus(path);
    return matches == null ? List.of() : List.of(matches);
  }

  private static void below(
      FileSystem system,
      Path directory,
      SourceSettings source,
      Predicate<String> wanted,
      int depth,
      List<Present> files)
      throws IOException {
    for (FileStatus child : system.listStatus(directory)) {
      String name = child.getPath().getName();
      if (name.startsWith(".") || name.startsWith("_")) {
        continue;
      }
      if (child.isDirectory() && depth > 0) {
        below(system, child.getPath(), source, wanted, depth - 1, files);
      } else if (child.isFile() && wanted.test(name)) {
        files.add(present(source, child));
      }
    }
  }

  private static Present present(SourceSettings source, FileStatus status) {
    return new Present(
        relative(source, status.getPath()), status.getPath().toString(), status.getLen());
  }

  /** A path relative to the source's root: its name where it is the root itself. */
  static String relative(SourceSettings source, Path path) {
    String full = Path.getPathWithoutSchemeAndAuthority(path).toString();
    String root = Path.getPathWithoutSchemeAndAuthority(new Path(source.root())).toString();
    boolean folder = source.root().endsWith("/") || full.startsWith(root + "/");
    String prefix = folder ? root : root.substring(0, root.lastIndexOf('/') + 1);
    String inside = full.startsWith(prefix) ? full.substring(prefix.length()) : path.getName();
    String relative = inside.startsWith("/") ? inside.substring(1) : inside;
    return relative.isEmpty() ? path.getName() : relative;
  }
}
