package io.plumbline.detect;

import io.plumbline.measure.Fold;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A change of a task's mean score from the earlier model under the earlier criteria to the later
 * under the later, and the parts that go with either.
 *
 * @param task the task
 * @param before mean before
 * @param criteria part that goes with the criteria
 * @param model part that goes with the model
 * @param after mean after
 */
public record ScoreChange(String task, double before, double criteria, double model, double after) {

  /** The changes that are known in full, from what detectors keep between nights. */
  public static List<ScoreChange> of(SortedMap<String, Map<String, Fold>> folds) {
    return CriteriaEffect.changes(folds.getOrDefault(CriteriaEffect.ID, Map.of()));
  }
}
