package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** The year's error budget: one row per hypothesis and change of its allotment. */
public final class Ledger {

  public static final TableSpec SPEC =
      new TableSpec(
          "ledger",
          Layer.GOLD,
          "The year's error budget: one row per hypothesis and change of its allotment.",
          List.of(
              ColumnSpec.required("night", "date", "Night of the entry."),
              ColumnSpec.required("hypothesis", "string", "Id of the hypothesis."),
              ColumnSpec.required("family", "string", "Family of section 8 it belongs to."),
              ColumnSpec.required(
                  "registered_night", "date", "Night it was registered: only later data count."),
              ColumnSpec.required("directed", "string", "up, down or both."),
              ColumnSpec.required("alpha", "double", "Level it may page at."),
              ColumnSpec.required(
                  "instance",
                  "int",
                  "Order of appearance among the instances of its declaration, from 1."),
              ColumnSpec.required("rearmed", "int", "How often it was re-armed after a page."),
              ColumnSpec.required("state", "string", "armed, paged or retired."),
              ColumnSpec.required(
                  "plan_digest", "string", "Digest of the plan it was declared in.")),
          List.of("night", "hypothesis"),
          List.of("night"),
          Map.of());

  private Ledger() {}
}
