package io.plumbline.pipeline.configuration;

import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stated policy: who must approve what, before it is executed.
 *
 * @param domains rule per decision domain
 * @param reviewsPerHour most reviews an hour by one person; empty where no cap is stated
 */
public record Boundary(SortedMap<String, Rule> domains, OptionalInt reviewsPerHour) {

  public Boundary {
    domains = new TreeMap<>(domains);
  }

  /** A policy without a cap on reviews. */
  public Boundary(SortedMap<String, Rule> domains) {
    this(domains, OptionalInt.empty());
  }

  /**
   * What one domain asks for.
   *
   * @param authority approver class required before execution: human_with_sight, human_nominal,
   *     ai_reviewer, standing_policy or none
   * @param secondPerson whether proposer and approver must differ
   */
  public record Rule(String authority, boolean secondPerson) {}
}
