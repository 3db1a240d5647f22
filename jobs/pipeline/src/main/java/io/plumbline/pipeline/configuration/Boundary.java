package io.plumbline.pipeline.configuration;

import java.util.SortedMap;

/**
 * The stated policy: who must approve what, before it is executed.
 *
 * @param domains rule per decision domain
 */
public record Boundary(SortedMap<String, Rule> domains) {

  /**
   * What one domain asks for.
   *
   * @param authority approver class required before execution: human_with_sight, human_nominal,
   *     ai_reviewer, standing_policy or none
   * @param secondPerson whether proposer and approver must differ
   */
  public record Rule(String authority, boolean secondPerson) {}
}
