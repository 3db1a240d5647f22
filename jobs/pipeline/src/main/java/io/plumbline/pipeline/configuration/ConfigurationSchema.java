package io.plumbline.pipeline.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The JSON Schema of the configuration, and its errors in words an operator can act on. */
public final class ConfigurationSchema {

  private static final String TEXT = text();

  private ConfigurationSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream in = ConfigurationSchema.class.getResourceAsStream("plumbline.schema.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void check(Path file, JsonNode root) {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);
    List<Error> errors = new ArrayList<>(schema.validate(root));
    if (!errors.isEmpty()) {
      errors.sort(Comparator.comparing((Error error) -> error.getInstanceLocation().toString()));
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          errors.stream()
              .limit(5)
              .map(error -> "Invalid configuration " + file + ", " + words(error))
              .collect(Collectors.joining("\n")));
    }
  }

  private static String words(Error error) {
    String place = error.getInstanceLocation().toString();
    String at = place.isEmpty() || place.equals("/") ? "top level" : place;
    if ("additionalProperties".equals(error.getKeyword()) && error.getProperty() != null) {
      return at
          + ": unknown key '"
          + error.getProperty()
          + "'"
          + nearest(error)
          + "; keys known there: "
          + String.join(", ", known(error));
    }
    return at + ": " + error.getMessage();
  }

  private static String nearest(Error error) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known(error).stream()
        .min(Comparator.comparingInt(key -> distance.apply(key, error.getProperty())))
        .map(key -> " (did you mean '" + key + "'?)")
        .orElse("");
  }

  private static List<String> known(Error error) {
    // The error points at the keyword; the object schema it stands in lists the known keys.
    String pointer = error.getSchemaLocation().getFragment().toString();
    String owner = pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    List<String> keys = new ArrayList<>();
    try {
      new com.fasterxml.jackson.databind.ObjectMapper()
          .readTree(TEXT)
          .at(owner)
          .path("properties")
          .fieldNames()
          .forEachRemaining(keys::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return keys;
  }
}
