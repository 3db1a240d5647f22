package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import io.plumbline.pipeline.configuration.SourceSettings.RowMapping;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class NightRuleTest {

  private static final LocalDate THROUGH = LocalDate.of(2026, 3, 10);
  private static final List<String> CLOCKS =
      List.of(
          "",
          "1970-01-01T00:00:01Z",
          "2026-02-20T12:00:00Z",
          "2026-03-05T23:59:59.999999Z",
          "2026-03-10T00:00:00Z",
          "2026-03-12T23:59:59Z",
          "2026-03-13T07:00:00Z",
          "2026-03-13T07:00:01Z",
          "2099-01-01T00:00:00Z");
  private static final List<String> FILES = List.of("plain", "2026-03-05", "2026-03-10");

  private static Nights nights(boolean sealed, boolean start) {
    return new Nights(
        sealed ? Optional.of(LocalDate.of(2026, 3, 7)) : Optional.empty(),
        start ? Optional.of(LocalDate.of(2026, 3, 1)) : Optional.empty(),
        THROUGH,
        Instant.parse("2026-03-11T07:00:00Z"));
  }

  private static String shown(NightRule.Place place) {
    return place.recordNight()
        + " "
        + place.night()
        + " "
        + place.isLate()
        + " "
        + place.reason().orElse("-");
  }

  private static NightRule rule(boolean byFileDate, LocalDate stated, Nights nights) {
    LocalDate floor = nights.lastSealed().map(night -> night.plusDays(1)).orElse(LocalDate.MIN);
    return new NightRule(
        byFileDate,
        stated,
        nights.start().filter(floor::isBefore).orElse(floor),
        nights.open(),
        nights.start().isPresent(),
        THROUGH,
        nights.ingestedAt());
  }

  private static String place(NightRule rule, String file, String clock) {
    Optional<Instant> at = clock.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(clock));
    return shown(rule.place(file, at, Optional.empty()));
  }

  @Test
  void aRecordCountsOnItsOwnNight() {
    NightRule rule = rule(false, LocalDate.MIN, nights(false, false));
    assertThat(place(rule, "plain", "2026-02-20T12:00:00Z"))
        .isEqualTo("2026-02-20 2026-02-20 false -");
  }

  @Test
  void aRecordOfASealedNightIsLate() {
    NightRule rule = rule(false, LocalDate.MIN, nights(true, false));
    assertThat(place(rule, "plain", "2026-02-20T12:00:00Z"))
        .isEqualTo("2026-02-20 2026-03-08 true -");
  }

  @Test
  void aRecordBeforeTheStartCountsOnTheStart() {
    NightRule rule = rule(false, LocalDate.MIN, nights(false, true));
    assertThat(place(rule, "plain", "1970-01-01T00:00:01Z"))
        .isEqualTo("1970-01-01 2026-03-01 true -");
  }

  @Test
  void withoutAStartAnImplausibleClockDoesNotBeginHistory() {
    NightRule rule = rule(false, LocalDate.MIN, nights(false, false));
    assertThat(place(rule, "plain", "1970-01-01T00:00:01Z"))
        .isEqualTo("1970-01-01 2026-03-10 true -");
  }

  @Test
  void aClockMayBeFortyEightHoursAheadOfItsArrival() {
    NightRule rule = rule(false, LocalDate.MIN, nights(false, false));
    assertThat(place(rule, "plain", "2026-03-13T07:00:00Z")).endsWith(" false -");
    assertThat(place(rule, "plain", "2026-03-13T07:00:01Z"))
        .isEqualTo("2026-03-10 2026-03-10 false CLOCK_AHEAD");
    NightRule dated = rule(true, LocalDate.MIN, nights(false, false));
    assertThat(place(dated, "2026-03-05", "2026-03-10T00:00:00Z"))
        .isEqualTo("2026-03-05 2026-03-05 false CLOCK_AHEAD");
  }

  @Test
  void onlyDatesAreDays() {
    assertThat(NightRule.dayIn("a/2026-02-30/2026-13-01/12026-01-01/2026-01-02.jsonl"))
        .hasValue(LocalDate.of(2026, 1, 2));
    assertThat(NightRule.dayIn("plain")).isEmpty();
  }

  @Test
  @Tag("spark")
  void theRuleInSqlIsTheRuleInJava(SparkSession spark, @TempDir Path folder) {
    int number = 0;
    for (boolean byFileDate : List.of(false, true)) {
      for (Optional<LocalDate> stated :
          List.of(Optional.<LocalDate>empty(), Optional.of(LocalDate.of(2024, 1, 1)))) {
        Nights nights = nights(number % 2 == 0, number % 3 == 0);
        Bench bench = new Bench(spark, folder.resolve("case" + number++));
        List<String> wanted = new ArrayList<>();
        NightRule rule = rule(byFileDate, stated.orElse(LocalDate.MIN), nights);
        for (String file : FILES) {
          StringBuilder text = new StringBuilder("task,at\n");
          for (String clock : CLOCKS) {
            text.append("c").append(clock).append(',').append(clock).append('\n');
            wanted.add(file + ".csv c" + clock + " " + place(rule, file, clock));
          }
          bench.write(file + ".csv", text.toString());
        }
        bench.take(mapped(bench, byFileDate, stated), nights);
        assertThat(
                bench.rows(
                    Mapped.SPEC,
                    "concat_ws(' ', file, data:item_id, record_night, night, late,"
                            .replace("data:item_id", "get_json_object(data, '$.item_id')")
                        + " coalesce(reason, '-'))"))
            .containsExactlyInAnyOrderElementsOf(wanted);
      }
    }
  }

  private static SourceSettings mapped(
      Bench bench, boolean byFileDate, Optional<LocalDate> stated) {
    SourceSettings plain =
        bench.source(
            "table",
            "*.csv",
            Kind.IMMUTABLE_FILES,
            byFileDate ? Arrival.FILE_DATE : Arrival.RECORD);
    Map<String, String> columns =
        Map.of(
            "run_id", "'r'",
            "task", "'t'",
            "item_id", "task",
            "record_at", "cast(at as timestamp)");
    return new SourceSettings(
        plain.name(),
        "table",
        plain.path(),
        plain.root(),
        plain.kind(),
        plain.arrival(),
        plain.settle(),
        stated,
        plain.retentionDays(),
        plain.keepRaw(),
        1.0,
        Optional.of("csv"),
        new TreeMap<>(Map.of("header", "true")),
        Optional.of("evaluation_results"),
        List.of(new RowMapping(Optional.empty(), new TreeMap<>(columns))));
  }
}
