package io.plumbline.pipeline.anchor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** A file that lines are appended to, never rewritten: on any file system that can append. */
record FileAnchor(Path path, Configuration hadoop) implements Anchor {

  @Override
  public Optional<List<AnchoredRoot>> roots() throws IOException {
    FileSystem files = files();
    if (!files.exists(path)) {
      return Optional.of(List.of());
    }
    try (FSDataInputStream in = files.open(path)) {
      return Optional.of(AnchoredRoot.parse(in.readAllBytes()));
    }
  }

  @Override
  public void leave(List<AnchoredRoot> roots) throws IOException {
    FileSystem files = files();
    files.mkdirs(path.getParent());
    boolean isThere = files.exists(path);
    // A run that was killed while it wrote may have left a line without its end.
    boolean isTorn = isThere && endsWithinALine(files);
    try (FSDataOutputStream out = isThere ? files.append(path) : files.create(path)) {
      if (isTorn) {
        out.write('\n');
      }
      out.write(AnchoredRoot.lines(roots).getBytes(StandardCharsets.UTF_8));
      out.hsync();
    }
  }

  private boolean endsWithinALine(FileSystem files) throws IOException {
    long size = files.getFileStatus(path).getLen();
    try (FSDataInputStream in = files.open(path)) {
      in.seek(Math.max(0, size - 1));
      return size > 0 && in.read() != '\n';
    }
  }

  /** The local file system keeps sums beside its files and cannot append to them: without. */
  private FileSystem files() throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRaw() : files;
  }
}
