package io.plumbline.datasets.lab;

import java.util.List;
import java.util.SortedMap;

/** What a scenario adds to a lab, and how often, exactly. */
interface Story {

  /** Work beside the agenda; everything else of the lab stays as it is. */
  List<Work> works(LabSettings settings, Generations generations);

  /** Lineage runs beside those of works and evaluations. */
  List<Lineage.Run> runs(LabSettings settings, Generations generations);

  /**
   * What was put into the logs, by name.
   *
   * @param lab what the lab did
   */
  SortedMap<String, Long> counts(Account lab);

  /**
   * What a lab did, by its own account.
   *
   * @param settings its settings
   * @param generations its model versions
   * @param works all work, the story's included
   * @param evaluations every evaluation run that has a log
   */
  record Account(
      LabSettings settings, Generations generations, List<Work> works, List<EvalRun> evaluations) {}
}
