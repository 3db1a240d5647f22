package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** An input record that could not be used, and why. */
public final class Quarantine {

  public static final TableSpec SPEC =
      new TableSpec(
          "quarantine",
          Layer.SILVER,
          "An input record that could not be used, and why.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required("reason", "string", "Why, in words."),
                  ColumnSpec.required("sha256", "string", "Digest of the raw bytes."),
                  ColumnSpec.optional(
                      "raw", "string", "Beginning of the raw record (at most 4,096 characters)."))),
          List.of("source", "file", "position", "member", "sha256"),
          List.of("night"),
          Map.of());

  private Quarantine() {}
}
