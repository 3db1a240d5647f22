package io.plumbline.findings;

import io.plumbline.measure.Labels;
import java.time.LocalDate;

/** The level at which each hypothesis may page this year; fixed before tonight's data are seen. */
@FunctionalInterface
public interface Levels {

  /** The level of this hypothesis for this scope; a provisional one where it is not registered. */
  Level of(Hypothesis hypothesis, Labels scope);

  /** What was declared before any data: margins and hypotheses. */
  default Plan plan() {
    return Plan.standard();
  }

  /**
   * At what level, and with data from when on.
   *
   * @param alpha the scope's share of the hypothesis's level, in (0, 1)
   * @param since evidence gathered before this night is spent: start anew (a new budget year, or a
   *     finding that was closed)
   * @param open whether a finding on it is open, so that its data are no reference for others
   */
  record Level(double alpha, LocalDate since, boolean open) {

    public Level {
      if (!(alpha > 0 && alpha < 1)) {
        throw new IllegalArgumentException("Invalid level: " + alpha + " (must be in (0, 1))");
      }
    }
  }
}
