package io.plumbline.findings;

/** Which way an effect was declared to be looked for, before any data. */
public enum Direction {
  UP,
  DOWN,
  BOTH
}
