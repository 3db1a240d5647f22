package io.plumbline.datasets;

import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Files;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.gold.Drills;
import io.plumbline.datasets.gold.Evidence;
import io.plumbline.datasets.gold.Extracts;
import io.plumbline.datasets.gold.Findings;
import io.plumbline.datasets.gold.Folds;
import io.plumbline.datasets.gold.Ledger;
import io.plumbline.datasets.gold.Nights;
import io.plumbline.datasets.gold.Tallies;
import io.plumbline.datasets.silver.Behaviours;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.ComputeLedger;
import io.plumbline.datasets.silver.Decisions;
import io.plumbline.datasets.silver.EvaluationCriteria;
import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.GenerationCycles;
import io.plumbline.datasets.silver.LineageClosure;
import io.plumbline.datasets.silver.LineageEdges;
import io.plumbline.datasets.silver.Models;
import io.plumbline.datasets.silver.Performance;
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.Reconciliations;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.datasets.silver.Traces;
import java.util.List;
import java.util.Optional;

/** Every table of the lake, in the order in which records flow through it. */
public final class Schema {

  public static final List<TableSpec> TABLES =
      List.of(
          Cloudevents.SPEC,
          Git.SPEC,
          Inspect.SPEC,
          Openlineage.SPEC,
          Mapped.SPEC,
          Files.SPEC,
          Decisions.SPEC,
          Candidates.SPEC,
          Traces.SPEC,
          Models.SPEC,
          LineageEdges.SPEC,
          LineageClosure.SPEC,
          EvaluationRuns.SPEC,
          EvaluationResults.SPEC,
          EvaluationCriteria.SPEC,
          Behaviours.SPEC,
          Claims.SPEC,
          ComputeLedger.SPEC,
          Performance.SPEC,
          GenerationCycles.SPEC,
          RecordBreaks.SPEC,
          Reconciliations.SPEC,
          Quarantine.SPEC,
          Tallies.SPEC,
          Extracts.SPEC,
          Folds.SPEC,
          Evidence.SPEC,
          Findings.SPEC,
          Ledger.SPEC,
          Nights.SPEC,
          Drills.SPEC);

  private Schema() {}

  /** The table with this qualified name, such as {@code silver.candidates}. */
  public static Optional<TableSpec> table(String qualifiedName) {
    return TABLES.stream().filter(table -> table.qualifiedName().equals(qualifiedName)).findFirst();
  }

  /** The tables of one layer, in flow order. */
  public static List<TableSpec> of(Layer layer) {
    return TABLES.stream().filter(table -> table.layer() == layer).toList();
  }
}
