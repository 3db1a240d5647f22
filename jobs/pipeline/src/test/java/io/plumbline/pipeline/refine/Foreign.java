package io.plumbline.pipeline.refine;

import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.ingest.Ingest;
import io.plumbline.pipeline.ingest.Nights;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Files as other systems write them, and nights that read them. */
final class Foreign {

  static final LocalDate NIGHT = LocalDate.of(2026, 3, 10);
  static final Path GOLDEN = Path.of("src/test/resources/io/plumbline/pipeline/foreign");

  private Foreign() {}

  /** An empty lake. */
  static Tables lake(SparkSession spark, Path folder, LocalDate night) {
    Tables tables = new Tables(spark, folder.resolve("lake-" + night).toString());
    tables.create();
    return tables;
  }

  /** A source over one of the files, or a folder of them. */
  static SourceSettings source(String name, String format, String file) {
    return at(name, format, GOLDEN.resolve(file));
  }

  static SourceSettings at(String name, String format, Path where) {
    String path = where.toAbsolutePath().toString();
    return new SourceSettings(
        name,
        format,
        path,
        path,
        SourceSettings.Kind.APPEND_ONLY,
        SourceSettings.Arrival.RECORD,
        Duration.ofHours(6),
        Optional.empty(),
        OptionalInt.empty(),
        SourceSettings.KeepRaw.FULL,
        1,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        List.of());
  }

  /** Reads and refines the first night. */
  static void night(Tables tables, LocalDate night, SourceSettings... sources) {
    run(tables, night, Optional.empty(), sources);
  }

  /** Reads and refines a night after one that is sealed. */
  static void sealed(Tables tables, LocalDate night, SourceSettings... sources) {
    run(tables, night, Optional.of(night.minusDays(1)), sources);
  }

  private static void run(
      Tables tables, LocalDate night, Optional<LocalDate> sealed, SourceSettings... sources) {
    Ingest.take(
        tables,
        List.of(sources),
        new Nights(
            sealed,
            Optional.of(NIGHT),
            night,
            night.plusDays(1).atTime(7, 0).toInstant(ZoneOffset.UTC)));
    Refine.run(tables, RefineTest.configuration(), night, night);
  }
}
