package io.plumbline.pipeline;

/** Where a run says how far it is; what it prints on is the command line's business. */
public interface Progress {

  /** A step begins. */
  void begins(String step);

  /** The step that began last is done; {@code detail} says what it did. */
  void done(String detail);

  /** Something an operator should look at, though the run goes on. */
  void warns(String message);

  /** Says nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void begins(String step) {}

      @Override
      public void done(String detail) {}

      @Override
      public void warns(String message) {}
    };
  }
}
