package io.plumbline.reports;

/**
 * A steering pattern that this lab's records could not show.
 *
 * @param attack attack id
 * @param why what is missing
 */
public record BlindSpot(String attack, String why) {
  public BlindSpot {
    Valid.text("attack", attack);
    Valid.text("why", why);
  }
}
