package io.plumbline.datasets;

import java.util.Locale;

/** The CloudEvents types Plumbline defines; each has a JSON Schema that ships with this module. */
public enum EventType {
  /** Something happened to a decision. */
  DECISION,
  /** Candidates offered to a selector, and what it took. */
  SELECTION,
  /** A reasoning trace offered to or kept for training. */
  TRACE,
  /** One behaviour sample, under test or in deployment. */
  BEHAVIOUR,
  /** One step of a generation's loop. */
  CYCLE;

  /** The event's {@code type} attribute, such as {@code io.plumbline.decision.v1}. */
  public String type() {
    return "io.plumbline." + name().toLowerCase(Locale.ROOT) + ".v1";
  }

  /** Class-path resource of the JSON Schema that is the contract of the type. */
  public String schema() {
    return "/io/plumbline/datasets/schema/" + name().toLowerCase(Locale.ROOT) + ".v1.schema.json";
  }
}
