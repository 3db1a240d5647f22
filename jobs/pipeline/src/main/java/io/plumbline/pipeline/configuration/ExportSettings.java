package io.plumbline.pipeline.configuration;

import java.util.Locale;
import java.util.Optional;

/**
 * What a lab says of itself when it hands a night on, and where its signing key is.
 *
 * @param organisation who hands it on
 * @param relationship how whoever evaluated stands to the models, as declared
 * @param keys folder of the key pair, an absolute local path
 */
public record ExportSettings(
    Optional<String> organisation, Optional<Relationship> relationship, String keys) {

  /** How an evaluator stands to a model: the terms of Every Eval Ever. */
  public enum Relationship {
    FIRST_PARTY,
    THIRD_PARTY,
    COLLABORATIVE,
    OTHER;

    /** Name in configurations and records. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
