package io.plumbline.findings;

/** Which way an effect was declared to be looked for, before any data. */
public enum Direction {
  UP,
  DOWN,
  BOTH;

  /** The same declaration as the statistics name it. */
  public io.plumbline.stats.Direction tilt() {
    return switch (this) {
      case UP -> io.plumbline.stats.Direction.UP;
      case DOWN -> io.plumbline.stats.Direction.DOWN;
      case BOTH -> io.plumbline.stats.Direction.EITHER;
    };
  }
}
