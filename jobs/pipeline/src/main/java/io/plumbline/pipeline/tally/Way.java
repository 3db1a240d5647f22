package io.plumbline.pipeline.tally;

/**
 * How a table was counted, and why that way.
 *
 * @param kind which of the two ways
 * @param reason why, in words
 */
public record Way(Kind kind, String reason) {

  /** The two ways of counting; both give the same rows. */
  public enum Kind {
    /** Spark SQL: the reference, and what is left where columns cannot be read as batches. */
    SQL,
    /** Arrays incremented over the dictionary ids of columnar batches. */
    COLUMNAR
  }

  static Way sql(String reason) {
    return new Way(Kind.SQL, reason);
  }

  static Way columnar(String reason) {
    return new Way(Kind.COLUMNAR, reason);
  }
}
