package io.plumbline.findings;

/** Detector families and their share of the year's error budget. */
public enum Family {
  SELECTION(io.plumbline.stats.Family.SELECTION),
  CRITERIA(io.plumbline.stats.Family.CRITERIA),
  BEHAVIOUR(io.plumbline.stats.Family.BEHAVIOUR),
  AUTHORITY(io.plumbline.stats.Family.AUTHORITY),
  SELF_PREFERENCE(io.plumbline.stats.Family.SEPARATION),
  PROVENANCE(io.plumbline.stats.Family.PROVENANCE),
  LOOP(io.plumbline.stats.Family.LOOP),
  TRANSMISSION(io.plumbline.stats.Family.TRANSMISSION);

  private final io.plumbline.stats.Family budget;

  Family(io.plumbline.stats.Family budget) {
    this.budget = budget;
  }

  /** Share of the yearly budget; the shares add up to 1. */
  public double weight() {
    return budget.share();
  }

  /** The same family as the budget names it. */
  io.plumbline.stats.Family budget() {
    return budget;
  }
}
