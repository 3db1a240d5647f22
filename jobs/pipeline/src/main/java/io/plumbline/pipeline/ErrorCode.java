package io.plumbline.pipeline;

/** Failures an operator can act on, with the exit code each one has. */
public enum ErrorCode {
  /** The command line is wrong. */
  USAGE(2),
  /** The configuration is wrong. */
  CONFIGURATION(3),
  /** A source cannot be read. */
  INPUT(4),
  /** The lake cannot be used, or another version of the program made it. */
  LAKE(5),
  /** Another run holds the lake. */
  LOCKED(6),
  /** The night is in the future, not settled yet, or a gap would be left unsealed. */
  NIGHT(7),
  /** The disk is full. */
  DISK(8),
  /** The run was interrupted. */
  INTERRUPTED(9);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
