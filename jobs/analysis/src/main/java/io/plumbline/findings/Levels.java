package io.plumbline.findings;

/** The level at which each hypothesis may page this year; fixed before its data are seen. */
@FunctionalInterface
public interface Levels {

  /** Level of this hypothesis, in (0, 1). */
  double alpha(Hypothesis hypothesis);
}
