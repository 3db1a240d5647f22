package io.plumbline.datasets.silver;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.Provenance;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A place where the record is not what it was or not what it should be. */
public final class RecordBreaks {

  public static final TableSpec SPEC =
      new TableSpec(
          "record_breaks",
          Layer.SILVER,
          "A place where the record is not what it was or not what it should be.",
          Provenance.ofSilver(
              List.of(
                  ColumnSpec.required(
                      "kind",
                      "string",
                      "edited, removed, inserted, truncated, vanished, rewritten_history, sequence_gap, id_conflict, duplicate, back_dated, missing_night, digest_mismatch."),
                  ColumnSpec.optional("subject", "string", "Emitter or key concerned."),
                  ColumnSpec.required(
                      "missing",
                      "bigint",
                      "Records concerned: edited, removed, inserted, missing (gaps) or repeated (duplicates); 0 where not countable."),
                  ColumnSpec.required(
                      "detail", "string", "The break in words: value seen, value expected."))),
          List.of("night", "source", "file", "kind", "position"),
          List.of("night"),
          Map.of(
              "kind_known",
              "kind in ('edited','removed','inserted','truncated','vanished','rewritten_history','sequence_gap','id_conflict','duplicate','back_dated','missing_night','digest_mismatch')"));

  private RecordBreaks() {}
}
