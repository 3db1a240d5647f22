package io.plumbline.notebooks;

/** A cell that did not compile, or that threw. */
public final class CellFailed extends Exception {

  private static final long serialVersionUID = 1L;

  public CellFailed(String message) {
    super(message);
  }
}
