package io.plumbline.pipeline.configuration;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the configuration says of a model where logs do not. */
public record ModelSettings(
    String id,
    OptionalInt generation,
    List<String> aliases,
    List<String> parents,
    Optional<String> family,
    OptionalLong parameters,
    Optional<LocalDate> released) {

  public ModelSettings {
    aliases = List.copyOf(aliases);
    parents = List.copyOf(parents);
  }
}
