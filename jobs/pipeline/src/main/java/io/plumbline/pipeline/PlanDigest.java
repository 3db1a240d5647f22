package io.plumbline.pipeline;

import io.plumbline.findings.Plan;
import io.plumbline.pipeline.tables.Merkle;
import java.util.ArrayList;
import java.util.List;

/** The digest of what was declared before any data. */
final class PlanDigest {

  private PlanDigest() {}

  static String of(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add("alpha_per_year " + plan.alphaPerYear());
    plan.margins().forEach((name, margin) -> lines.add("margin " + name + " " + margin));
    plan.declared()
        .forEach(
            (question, hypotheses) ->
                hypotheses.forEach(
                    (name, one) -> lines.add(question + " " + name + " " + one.text())));
    return Merkle.root(lines);
  }
}
