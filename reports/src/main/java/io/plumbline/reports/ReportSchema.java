package io.plumbline.reports;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The contract of {@code report.json}, as the JSON Schema that ships with the product. */
public final class ReportSchema {

  /** Where the schema lies on the class path. */
  public static final String RESOURCE = "/io/plumbline/reports/schema/report.schema.json";

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(text(), InputFormat.JSON);

  private ReportSchema() {}

  /** The schema's text. */
  public static String text() {
    try (InputStream stream =
        Objects.requireNonNull(ReportSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with these bytes, one line per rule broken; empty when they keep the contract.
   */
  public static List<String> problems(byte[] json) {
    return SCHEMA
        .validate(
            new String(json, StandardCharsets.UTF_8),
            InputFormat.JSON,
            execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Error::toString)
        .sorted()
        .toList();
  }

  /**
   * Accepts the bytes of a report.
   *
   * @throws IllegalArgumentException if they break the contract, with the first ten rules broken
   */
  public static void validate(byte[] json) {
    List<String> problems = problems(json);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream()
              .limit(10)
              .collect(
                  Collectors.joining(
                      "; ", "Invalid report.json: ", " (must keep report.schema.json)")));
    }
  }
}
