package io.plumbline.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * The night's drill: attacks injected into a copy, and which were caught.
 *
 * @param injected every attack injected
 * @param caught those a detector caught
 * @param missed the others
 */
public record Drill(List<Injected> injected, List<Injected> caught, List<Injected> missed) {

  /**
   * An attack at a strength.
   *
   * @param attack attack id
   * @param strength in [0, 1] unless the attack says otherwise
   */
  public record Injected(String attack, double strength) {
    public Injected {
      Valid.text("attack", attack);
      strength = Valid.number("strength of " + attack, strength);
    }
  }

  public Drill {
    injected = List.copyOf(injected);
    caught = List.copyOf(caught);
    missed = List.copyOf(missed);
    List<Injected> accounted = new ArrayList<>(injected);
    boolean known = true;
    for (Injected one : caught) {
      known &= accounted.remove(one);
    }
    for (Injected one : missed) {
      known &= accounted.remove(one);
    }
    if (!known || !accounted.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid drill: "
              + caught.size()
              + " caught and "
              + missed.size()
              + " missed of "
              + injected.size()
              + " injected (each must be either caught or missed)");
    }
  }
}
