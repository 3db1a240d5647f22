package io.plumbline.pipeline.anchor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.pipeline.tables.SealedNight;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an anchor holds of a night: one line of JSON.
 *
 * @param night the night
 * @param root its Merkle root
 * @param previousRoot root of the night before, which makes the lines a chain of their own
 */
public record AnchoredRoot(LocalDate night, String root, Optional<String> previousRoot) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .propertyNamingStrategy(
              com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
          .build();

  static AnchoredRoot of(SealedNight night) {
    return new AnchoredRoot(night.night(), night.root(), night.previousRoot());
  }

  /** Lines, one a night, each with its line end. */
  static String lines(List<AnchoredRoot> roots) {
    return roots.stream().map(root -> text(root) + "\n").collect(Collectors.joining());
  }

  private static String text(AnchoredRoot root) {
    try {
      return JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads lines that {@link #lines} wrote; a line that a killed run left torn is none of them. */
  static List<AnchoredRoot> parse(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .flatMap(line -> parsed(line).stream())
        .toList();
  }

  private static Optional<AnchoredRoot> parsed(String line) {
    try {
      return Optional.of(JSON.readValue(line, AnchoredRoot.class))
          .filter(read -> read.night != null && read.root != null);
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    }
  }
}
