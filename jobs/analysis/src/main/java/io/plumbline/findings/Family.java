package io.plumbline.findings;

/** Detector families and their share of the year's error budget. */
public enum Family {
  SELECTION(0.25),
  CRITERIA(0.20),
  BEHAVIOUR(0.20),
  AUTHORITY(0.15),
  SELF_PREFERENCE(0.10),
  PROVENANCE(0.04),
  LOOP(0.03),
  TRANSMISSION(0.03);

  private final double weight;

  Family(double weight) {
    this.weight = weight;
  }

  /** Share of the yearly budget; the shares add up to 1. */
  public double weight() {
    return weight;
  }
}
