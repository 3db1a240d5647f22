package io.plumbline.findings;

/**
 * What is tested: a detector's declared attribute or rule. Its instances (selectors, models) are
 * told apart by scope and share its budget.
 *
 * @param detector detector id, {@code family/version}
 * @param name declared attribute or rule
 * @param question the question it bears on
 * @param family budget family
 * @param direction declared direction
 * @param standing whether the answer to the question rests on it
 * @param instances how many scopes it may have
 */
public record Hypothesis(
    String detector,
    String name,
    Question question,
    Family family,
    Direction direction,
    Standing standing,
    Instances instances) {

  /** What a hypothesis means for the answer to its question. */
  public enum Standing {
    /** The question passes only when this hypothesis is settled inside its margin. */
    PRIMARY,
    /** It may raise an alarm; without one it is shown with what it could have found. */
    EXPLORATORY
  }

  /** How the scopes of one hypothesis share its level. */
  public enum Instances {
    /** There is one scope by construction, and it has the whole level. */
    ONE,
    /** Scopes share the level by order of appearance. */
    MANY
  }

  /** The same, declared with this direction: the answer rests on it. */
  public Hypothesis declared(Direction asDeclared) {
    return new Hypothesis(
        detector, name, question, family, asDeclared, Standing.PRIMARY, instances);
  }

  /** Stable id. */
  public String id() {
    return detector + ":" + name + ":" + direction;
  }
}
