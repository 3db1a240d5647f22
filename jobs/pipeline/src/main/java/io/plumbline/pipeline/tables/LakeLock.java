package io.plumbline.pipeline.tables;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One run at a time on one lake. On a local file system the operating system's lock is used, which
 * dies with its holder; elsewhere a file made exclusively, which a killed run leaves behind.
 */
public final class LakeLock implements AutoCloseable {

  private final Release release;

  private LakeLock(Release release) {
    this.release = release;
  }

  /** Gives the lock back. */
  private interface Release {
    void run() throws IOException;
  }

  /**
   * Takes the lock.
   *
   * @throws PlumblineException {@link ErrorCode#LOCKED} when another run holds it, {@link
   *     ErrorCode#LAKE} when the lake cannot be written
   */
  public static LakeLock take(String lake, Configuration hadoop) {
    Path path = new Path(lake, "_plumbline.lock");
    try {
      FileSystem files = path.getFileSystem(hadoop);
      return files.getScheme().equals("file") ? local(path) : remote(files, path);
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot write to lake "
              + lake
              + ": "
              + e
              + ". Make the folder writable, or set another 'lake' in the configuration",
          e);
    }
  }

  private static LakeLock local(Path path) throws IOException {
    java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
    Files.createDirectories(file.getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new LakeLock(channel::close);
      }
    } catch (OverlappingFileLockException e) {
      // The same process holds it: the same answer as for another one.
    }
    channel.close();
    throw held(path, "wait until it ends");
  }

  private static LakeLock remote(FileSystem files, Path path) throws IOException {
    files.mkdirs(path.getParent());
    try {
      files.create(path, false).close();
    } catch (FileAlreadyExistsException e) {
      throw held(path, "wait until it ends, or delete that file if no run is alive");
    }
    return new LakeLock(() -> files.delete(path, false));
  }

  private static PlumblineException held(Path path, String remedy) {
    return new PlumblineException(
        ErrorCode.LOCKED, "Another run holds the lake (lock " + path + "); " + remedy);
  }

  @Override
  public void close() {
    try {
      release.run();
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE, "Cannot release the lake's lock: " + e.getMessage(), e);
    }
  }
}
