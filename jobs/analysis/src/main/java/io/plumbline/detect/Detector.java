package io.plumbline.detect;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Measurement;
import java.util.List;
import java.util.Map;

/**
 * A value that says what to count and what the counts mean: no clock, no randomness of its own, no
 * input or output, no Spark.
 */
public interface Detector {

  /** {@code family/version}. */
  String id();

  Question question();

  /** What is counted for it; nothing, unless it says so. */
  default List<Measurement> measurements() {
    return List.of();
  }

  /** Rows that are brought to it; none, unless it says so. */
  default List<Extract> extracts() {
    return List.of();
  }

  /**
   * Measurements of which a single row makes the question apply. A detector that reads what others
   * count for their own questions has fewer than it reads.
   */
  default List<Measurement> asking() {
    return measurements();
  }

  /**
   * What tonight's counts mean, given what was accumulated before. Pure and total: the same history
   * gives the same answer, and too little data is an answer.
   */
  Examination examine(History history, Levels levels);

  /**
   * Evidence of one night and the folds the next night starts from (all of them: what is not
   * returned is forgotten).
   */
  record Examination(List<Evidence> evidence, Map<String, Fold> folds) {
    public Examination {
      evidence = List.copyOf(evidence);
      folds = Map.copyOf(folds);
    }
  }
}
