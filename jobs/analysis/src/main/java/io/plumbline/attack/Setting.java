package io.plumbline.attack;

/** How a pattern spreads over what it could touch. */
public enum Setting {
  /** Row by row, each by itself. */
  INDEPENDENT,
  /** A night's rows of one domain or person together. */
  CLUSTERED,
  /** Kept within what the known tests and rules let pass. */
  ADAPTIVE
}
