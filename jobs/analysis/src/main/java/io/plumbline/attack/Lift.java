package io.plumbline.attack;

import java.io.Serializable;

/**
 * How often picks must change so that the log odds of a favoured kind rise against the others while
 * the number of picks stays.
 *
 * @param picked share of all items that is picked
 * @param share share of the items that is of the favoured kind
 */
public record Lift(double picked, double share) implements Serializable {

  public Lift {
    if (!(picked > 0 && picked < 1 && share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "Invalid shares: " + picked + ", " + share + " (must be in (0, 1))");
    }
  }

  /** Chance that a left item is taken, so that its odds rise by this kind's part of the lift. */
  double taken(double strength) {
    double gain = StrictMath.expm1(strength * (1 - share));
    return picked * gain / (1 - picked + picked * (1 + gain));
  }

  /** Chance that a taken item is left, so that its odds fall by the other part of the lift. */
  double left(double strength) {
    double loss = -StrictMath.expm1(-strength * share);
    return (1 - picked) * loss / (1 - picked + picked * (1 - loss));
  }
}
