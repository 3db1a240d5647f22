package io.plumbline.reports;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The machine-readable edition: a report to the bytes of {@code report.json} and back. */
public final class ReportJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              // The JDK's own Double.toString changed in JDK 19; this writer is the same
              // everywhere.
              JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build())
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(
              MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(Question.class, Named.class)
          .addMixIn(Effect.Unit.class, Named.class)
          .addMixIn(Edition.class, Named.class)
          .addMixIn(Recommendation.class, Named.class)
          .addMixIn(ReportFinding.Kind.class, Named.class)
          .addMixIn(ReportFinding.Tier.class, Named.class)
          .addMixIn(ReportFinding.State.class, Named.class)
          .build();

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter()
              .withSeparators(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(new DefaultIndenter("  ", "\n"))
              .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  private ReportJson() {}

  /** An enum that is written by its id. */
  private interface Named {
    @JsonValue
    String id();
  }

  /**
   * The report as UTF-8 JSON: members in the order of the contract, absent numbers as null, one
   * line feed at the end. Equal reports give equal bytes on every JDK.
   */
  public static byte[] write(Report report) {
    try {
      return (WRITER.writeValueAsString(report) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write report " + report.reportId(), e);
    }
  }

  /** One finding on one line, as the lake keeps it. */
  public static String line(ReportFinding finding) {
    try {
      return MAPPER.writeValueAsString(finding);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write finding " + finding.id(), e);
    }
  }

  /**
   * The report in these bytes.
   *
   * @throws IllegalArgumentException if they are not a valid report
   */
  public static Report read(byte[] json) {
    ReportSchema.validate(json);
    try {
      return MAPPER.readValue(new String(json, StandardCharsets.UTF_8), Report.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Invalid report.json: " + e.getOriginalMessage() + " (must agree with itself)", e);
    }
  }

  /** The list of nights as UTF-8 JSON with one line feed at the end. */
  public static byte[] write(NightList nights) {
    try {
      return (WRITER.writeValueAsString(nights) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the list of nights", e);
    }
  }

  /** The list of nights in these bytes; empty where they are none, or another version's. */
  public static Optional<NightList> nights(byte[] json) {
    try {
      return Optional.of(
          MAPPER.readValue(new String(json, StandardCharsets.UTF_8), NightList.class));
    } catch (JsonProcessingException other) {
      return Optional.empty();
    }
  }
}
