package io.plumbline.datasets.lab;

import io.plumbline.datasets.surface.Attack;

/**
 * A steering pattern put into the lab.
 *
 * @param attack the pattern
 * @param strength its strength, in its own unit; 0 changes nothing
 * @param fromNight first night on which it acts, counted from 1
 */
public record Planted(Attack attack, double strength, int fromNight) {

  public Planted {
    if (!(strength >= 0)) {
      throw new IllegalArgumentException(
          "Invalid strength of " + attack.id() + ": " + strength + " (must be 0 or more)");
    }
    if (fromNight < 1) {
      throw new IllegalArgumentException(
          "Invalid first night of " + attack.id() + ": " + fromNight + " (must be 1 or more)");
    }
  }

  /** A pattern that acts from the first night on. */
  public static Planted of(Attack attack, double strength) {
    return new Planted(attack, strength, 1);
  }
}
