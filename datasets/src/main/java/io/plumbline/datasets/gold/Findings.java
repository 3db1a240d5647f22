package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** A finding as it stood on a night. */
public final class Findings {

  public static final TableSpec SPEC =
      new TableSpec(
          "findings",
          Layer.GOLD,
          "A finding as it stood on a night.",
          List.of(
              ColumnSpec.required("night", "date", "Night."),
              ColumnSpec.required(
                  "finding_id", "string", "Stable fingerprint of question, detector and scope."),
              ColumnSpec.required("question", "string", "One of the seven questions."),
              ColumnSpec.required("detector", "string", "Detector id, family/version."),
              ColumnSpec.required(
                  "scope", "string", "Whom it is about: a JSON object with sorted keys."),
              ColumnSpec.required("kind", "string", "deterministic or statistical."),
              ColumnSpec.required(
                  "verdict",
                  "string",
                  "PASS, ATTENTION, BREACH, INSUFFICIENT_DATA or NOT_APPLICABLE."),
              ColumnSpec.optional("tier", "string", "page, worklist or advisory."),
              ColumnSpec.required("state", "string", "new, carried or closed."),
              ColumnSpec.required("first_night", "date", "Night it was opened."),
              ColumnSpec.required("last_night", "date", "Last night it was seen."),
              ColumnSpec.optional("closed_by", "string", "Who closed it."),
              ColumnSpec.optional("closed_reason", "string", "Why it was closed."),
              ColumnSpec.required("body", "string", "The whole finding as in report.json.")),
          List.of("night", "finding_id"),
          List.of("night"),
          Map.of());

  private Findings() {}
}
