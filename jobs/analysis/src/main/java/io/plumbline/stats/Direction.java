package io.plumbline.stats;

/** Which departures from no effect a hypothesis was registered to find. */
public enum Direction {
  /** Over- or under-representation. */
  EITHER,
  /** Over-representation only: theta above zero. */
  UP,
  /** Under-representation only: theta below zero. */
  DOWN
}
