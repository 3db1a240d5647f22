package io.plumbline.stats;

/** Families of hypotheses, each with its share of the year's error budget. */
public enum Family {
  /** Data-selection skew. */
  SELECTION(0.25),
  /** Evaluation-criteria drift. */
  CRITERIA(0.20),
  /** Test versus deployment behaviour. */
  BEHAVIOUR(0.20),
  /** Autonomy boundary and oversight. */
  AUTHORITY(0.15),
  /** Separation of duties and self-preference. */
  SEPARATION(0.10),
  /** Provenance of reasoning traces. */
  PROVENANCE(0.04),
  /** Loop gain. */
  LOOP(0.03),
  /** Trait transmission. */
  TRANSMISSION(0.03);

  private final double share;

  Family(double share) {
    this.share = share;
  }

  /** Share of the yearly budget; the shares of all families add up to 1. */
  public double share() {
    return share;
  }
}
