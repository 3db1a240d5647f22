package io.plumbline.stats;

/**
 * How far a statistical result may be relied on; every result carries one, and no undefined number
 * leaves the package without it.
 */
public enum Status {
  /** The method applies and its numbers are defined. */
  OK,
  /** There were no rows at all. */
  NO_DATA,
  /** Rows exist, but no block can move the evidence: log e is 0. */
  NO_INFORMATION,
  /** All values are equal, so a width of zero would claim a certainty that was not earned. */
  DEGENERATE_VARIANCE,
  /** Only one class or category occurs. */
  SINGLE_CLASS,
  /** No cluster key is declared, so the unit of evidence is unknown: advisory only. */
  UNIT_UNDECLARED,
  /** Something chosen was never offered: an error of the data, not evidence. */
  POOL_MISMATCH,
  /** The two groups overlap too little to be compared. */
  POSITIVITY_FAIL,
  /** The quantity asked for does not follow from the data, whatever their amount. */
  NOT_IDENTIFIED,
  /** Too few generations, groups or clusters. */
  INSUFFICIENT,
  /** A part of what the answer rests on is missing; bounds are given instead. */
  PARTIAL,
  /** Cells so small that a correction had to be applied. */
  SPARSE,
  /** The conditions of the estimator are not met yet. */
  NOT_ESTIMABLE,
  /** The quantity has no value for these data, such as agreement without variation. */
  UNDEFINED,
  /** No result of this design could have reached the level. */
  UNDERPOWERED,
  /** The question does not arise. */
  NOT_APPLICABLE,
  /** The method itself failed. */
  FAILED
}
