package io.plumbline.pipeline;

/**
 * A failure the operator can mend. The message says what failed, the value seen, the value wanted
 * and what to do; it is printed without a stack trace.
 */
public final class PlumblineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public PlumblineException(ErrorCode code, String message) {
    super(message);
    this.code = code;
  }

  public PlumblineException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
