package io.plumbline.datasets.gold;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Layer;
import io.plumbline.datasets.TableSpec;
import java.util.List;
import java.util.Map;

/** What a detector found on a night: effect, interval and strength, before any verdict. */
public final class Evidence {

  public static final TableSpec SPEC =
      new TableSpec(
          "evidence",
          Layer.GOLD,
          "What a detector found on a night: effect, interval and strength, before any verdict.",
          List.of(
              ColumnSpec.required("night", "date", "Night."),
              ColumnSpec.required(
                  "hypothesis", "string", "Id of the hypothesis: detector, attribute and scope."),
              ColumnSpec.required("detector", "string", "Detector id, family/version."),
              ColumnSpec.required("question", "string", "One of the seven questions."),
              ColumnSpec.required(
                  "scope", "string", "Whom it is about: a JSON object with sorted keys."),
              ColumnSpec.required(
                  "kind", "string", "measured, violations, insufficient or failed."),
              ColumnSpec.required("status", "string", "How far the result may be relied on."),
              ColumnSpec.optional("effect_name", "string", "What the effect is."),
              ColumnSpec.optional("effect_value", "double", "Estimate."),
              ColumnSpec.optional(
                  "effect_lower", "double", "Lower end of the interval; null when unbounded."),
              ColumnSpec.optional(
                  "effect_upper", "double", "Upper end of the interval; null when unbounded."),
              ColumnSpec.optional("effect_level", "double", "Level of the interval."),
              ColumnSpec.optional("effect_unit", "string", "Unit of the effect."),
              ColumnSpec.optional(
                  "log_e", "double", "Evidence against no effect (natural log of the e-value)."),
              ColumnSpec.optional(
                  "log_e_margin", "double", "Evidence against an effect inside the margin."),
              ColumnSpec.optional("threshold_log_e", "double", "What `log_e` must reach to page."),
              ColumnSpec.optional("margin", "double", "Declared margin of practical equivalence."),
              ColumnSpec.optional(
                  "mde_80",
                  "double",
                  "Smallest effect that would have been found with 80 % power."),
              ColumnSpec.required("n_units", "bigint", "Units of evidence."),
              ColumnSpec.required("n_clusters", "bigint", "Clusters."),
              ColumnSpec.required("violations", "bigint", "For rules: violations found."),
              ColumnSpec.required("sentence", "string", "The evidence in one sentence.")),
          List.of("night", "hypothesis"),
          List.of("night"),
          Map.of());

  private Evidence() {}
}
