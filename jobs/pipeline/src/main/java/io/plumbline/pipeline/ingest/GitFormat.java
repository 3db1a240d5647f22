package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Git;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Commits of git repositories that every task can reach under the same local path. */
final class GitFormat implements Format {

  @Override
  public String name() {
    return "git";
  }

  @Override
  public TableSpec table() {
    return Git.SPEC;
  }

  /** Repositories are found by {@link GitPlanner}, not by names of files. */
  @Override
  public boolean reads(String fileName) {
    return false;
  }

  @Override
  public Slice.Shape shape(String fileName, byte[] head) {
    return Slice.Shape.COMMITS;
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return new Commits(slice);
  }
}
