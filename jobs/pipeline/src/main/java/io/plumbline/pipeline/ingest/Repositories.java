package io.plumbline.pipeline.ingest;

import java.io.File;
import java.io.IOException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Git repositories of the local file system, bare or with a work tree. */
final class Repositories {

  private Repositories() {}

  /** Whether a folder is a repository itself; one above it does not count. */
  static boolean isOne(File folder) {
    return new File(folder, ".git").exists() || isBare(folder);
  }

  private static boolean isBare(File folder) {
    return new File(folder, "HEAD").isFile()
        && new File(folder, "objects").isDirectory()
        && new File(folder, "refs").isDirectory();
  }

  /** Opens a repository; nothing of it is ever written. */
  static Repository open(File folder) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
    return isBare(folder)
        ? builder.setGitDir(folder).setBare().build()
        : builder.setWorkTree(folder).build();
  }
}
