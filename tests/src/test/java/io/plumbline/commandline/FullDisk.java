package io.plumbline.commandline;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files under another scheme, on a disk that can be full. */
public final class FullDisk extends RawLocalFileSystem {

  /** Of its addresses. */
  public static final String SCHEME = "full";

  /** Whether data files can no longer be written. */
  static final AtomicBoolean IS_FULL = new AtomicBoolean();

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    require(file);
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    require(file);
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static void require(Path file) throws IOException {
    if (IS_FULL.get() && file.getName().endsWith(".parquet")) {
      throw new IOException("No space left on device");
    }
  }
}
