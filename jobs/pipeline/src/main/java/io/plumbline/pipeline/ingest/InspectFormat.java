package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Inspect;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Inspect AI evaluation logs: {@code .eval} archives and {@code .json} documents. */
final class InspectFormat implements Format {

  /** Manifests that stand beside logs and are none. */
  private static final Set<String> BESIDE = Set.of("logs.json", "eval-set.json", "listing.json");

  @Override
  public String name() {
    return "inspect";
  }

  @Override
  public TableSpec table() {
    return Inspect.SPEC;
  }

  @Override
  public boolean reads(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return name.endsWith(".eval") || (name.endsWith(".json") && !BESIDE.contains(name));
  }

  @Override
  public Slice.Shape shape(String fileName, byte[] head) {
    return Slice.Shape.ARCHIVE;
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    return InspectRecords.open(slice, hadoop);
  }
}
