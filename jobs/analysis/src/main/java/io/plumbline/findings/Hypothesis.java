package io.plumbline.findings;

/**
 * What is tested: a detector's declared attribute or rule. Its instances (models, selectors) are
 * told apart by scope and share its budget.
 *
 * @param detector detector id, {@code family/version}
 * @param name declared attribute or rule
 * @param question the question it bears on
 * @param family budget family
 * @param direction declared direction
 */
public record Hypothesis(
    String detector, String name, Question question, Family family, Direction direction) {

  /** Stable id. */
  public String id() {
    return detector + ":" + name + ":" + direction;
  }
}
