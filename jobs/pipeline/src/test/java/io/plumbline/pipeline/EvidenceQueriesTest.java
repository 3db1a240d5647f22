package io.plumbline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.detect.Catalog;
import io.plumbline.findings.Evidence;
import io.plumbline.measure.Labels;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The SQL that evidence prints gives the counts that the evidence speaks of. */
@Tag("spark")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceQueriesTest {

  private static final LabSettings SETTINGS =
      new LabSettings(LocalDate.of(2026, 3, 2), 4, 5, 1, LabSettings.Volume.SMALL);

  @TempDir private static Path folder;

  /** One row of {@code gold.tallies}, as a query gives it. */
  private record Counted(
      LocalDate night,
      String measurement,
      LocalDate recordNight,
      String stratum,
      Labels cell,
      long n) {

    boolean has(String label) {
      return cell.value(label).isPresent();
    }

    boolean is(String label) {
      return cell.value(label).orElse("").equals("true");
    }
  }

  private final Map<String, List<Row>> rows = new HashMap<>();
  private List<Evidence> evidence;

  @BeforeAll
  void sealNightsAndRunEveryQuery() throws IOException {
    SparkSession spark = SparkExtension.session();
    ReferenceLab.write(
        SETTINGS,
        Attacks.demo(Set.of("X01", "X02", "X06", "X11", "X17"), SETTINGS.nights()),
        folder);
    Configuration configuration = ConfigurationFile.read(folder.resolve("plumbline.yaml"));
    LocalDate last = SETTINGS.lastNight();
    new Nightly(spark, configuration, "test", Progress.silent())
        .run(
            Optional.of(SETTINGS.firstNight()),
            last,
            Nightly.Publish.LAST,
            last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant());
    Tables tables = new Tables(spark, configuration.lake());
    List<Decided> nights =
        new Replay(tables, "test", Catalog.ALL).again(new SealedNights(tables).all());
    evidence = nights.get(nights.size() - 1).examined().evidence();
    Query query = new Query(tables);
    Stream.concat(
            evidence.stream().flatMap(EvidenceQueriesTest::query),
            nights.get(nights.size() - 1).report().findings().stream().map(one -> one.query()))
        .filter(text -> !text.isEmpty())
        .distinct()
        .forEach(text -> rows.put(text, query.run(text).collectAsList()));
  }

  /** Other tests of this JVM use the same names for tables elsewhere. */
  @AfterAll
  void forgetTables() {
    for (String layer : List.of("bronze", "silver", "gold")) {
      SparkExtension.session().sql("drop database if exists " + layer + " cascade");
    }
  }

  private static Stream<String> query(Evidence one) {
    return Stream.concat(
        one.measured().map(Evidence.Measured::query).stream(),
        one.rule().map(Evidence.Violations::query).stream());
  }

  private List<Counted> counted(String query) {
    return rows.get(query).stream()
        .map(
            row ->
                new Counted(
                    row.<java.sql.Date>getAs("night").toLocalDate(),
                    row.getAs("measurement"),
                    row.<java.sql.Date>getAs("record_night").toLocalDate(),
                    row.getAs("stratum"),
                    Labels.parse(row.getAs("cell")),
                    row.<Long>getAs("n")))
        .toList();
  }

  private static long sum(List<Counted> rows, Predicate<Counted> which) {
    return rows.stream().filter(which).mapToLong(Counted::n).sum();
  }

  private List<Evidence.Measured> measured(String detector) {
    List<Evidence.Measured> found =
        evidence.stream()
            .filter(one -> one.hypothesis().detector().equals(detector))
            .flatMap(one -> one.measured().stream())
            .toList();
    assertThat(found).as("evidence of " + detector).isNotEmpty();
    return found;
  }

  private List<Evidence.Violations> rules(String detector) {
    return evidence.stream()
        .filter(one -> one.hypothesis().detector().equals(detector))
        .flatMap(one -> one.rule().stream())
        .toList();
  }

  /** Units taken from blocks that could have shown something, block by block in order of night. */
  private static long informative(List<Counted> rows, Predicate<Counted> has) {
    Map<String, long[]> left = new HashMap<>();
    long units = 0;
    Map<LocalDate, List<Counted>> nights =
        rows.stream()
            .collect(Collectors.groupingBy(Counted::night, TreeMap::new, Collectors.toList()));
    for (List<Counted> night : nights.values()) {
      Map<String, List<Counted>> blocks =
          night.stream().collect(Collectors.groupingBy(row -> row.recordNight() + row.stratum()));
      for (Map.Entry<String, List<Counted>> block : blocks.entrySet()) {
        List<Counted> all = block.getValue().stream().filter(row -> !row.has("key")).toList();
        List<Counted> with = block.getValue().stream().filter(has).toList();
        long[] before = left.getOrDefault(block.getKey(), new long[2]);
        long offered = before[0] + sum(all, row -> true);
        long having = before[1] + sum(with, row -> true);
        long taken = sum(all, row -> row.is("taken"));
        boolean isInformative = having > 0 && having < offered && taken > 0 && taken < offered;
        units += isInformative ? taken : 0;
        left.put(
            block.getKey(),
            new long[] {offered - taken, having - sum(with, row -> row.is("taken"))});
      }
    }
    return units;
  }

  @Test
  void everyQueryOfEvidenceRuns() {
    assertThat(rows.keySet())
        .containsAll(evidence.stream().flatMap(EvidenceQueriesTest::query).distinct().toList())
        .anyMatch(query -> query.contains("silver.decisions"))
        .anyMatch(query -> query.contains("silver.evaluation_criteria"))
        .anyMatch(query -> query.contains("silver.record_breaks"))
        .anyMatch(query -> query.contains("silver.quarantine"))
        .hasSizeGreaterThan(40);
    assertThat(evidence.stream().map(one -> one.hypothesis().detector()).distinct())
        .hasSizeGreaterThan(6);
  }

  @Test
  void unitsOfOnePropertyAreThoseOfItsQuery() {
    for (String detector : List.of("own-lineage/1", "safety-data/1")) {
      for (Evidence.Measured one : measured(detector)) {
        assertThat(informative(counted(one.query()), row -> row.is("has")))
            .as(one.id())
            .isEqualTo(one.units())
            .isPositive();
      }
    }
  }

  @Test
  void unitsOfAnAttributeAreThoseOfOneOfItsValues() {
    for (Evidence.Measured one : measured("selection-pool/1")) {
      List<Counted> counted = counted(one.query());
      String attribute = one.scope().value("attribute").orElseThrow();
      Set<String> values = new HashSet<>();
      counted.stream()
          .filter(row -> row.has("key"))
          .peek(row -> assertThat(row.cell().value("key")).contains(attribute))
          .forEach(row -> values.add(row.cell().value("value").orElse("")));
      assertThat(values).as(one.id()).isNotEmpty();
      assertThat(
              values.stream()
                  .map(
                      value ->
                          informative(
                              counted,
                              row ->
                                  row.has("key")
                                      && row.cell().value("value").orElse("").equals(value))))
          .as(one.id())
          .contains(one.units());
    }
  }

  @Test
  void unitsOfBehaviourAreThoseOfItsQuery() {
    for (Evidence.Measured one : measured("behaviour-gap/1")) {
      assertThat(sum(counted(one.query()), row -> true)).as(one.id()).isEqualTo(one.units());
    }
  }

  @Test
  void decisionsCheckedAreThoseOfTheirQuery() {
    for (Evidence.Measured one : measured("authority/1")) {
      assertThat(sum(counted(one.query()), row -> row.is("executed")))
          .as(one.id())
          .isEqualTo(one.units());
    }
    List<Evidence.Violations> overTallies =
        rules("authority/1").stream().filter(one -> one.query().contains("gold.tallies")).toList();
    assertThat(overTallies).isNotEmpty();
    for (Evidence.Violations one : overTallies) {
      assertThat(sum(counted(one.query()), row -> row.is("executed")))
          .as(one.id())
          .isEqualTo(one.checked());
    }
  }

  @Test
  void decisionsThatBreakARuleAreThoseOfItsQuery() {
    List<Evidence.Violations> overDecisions =
        rules("authority/1").stream()
            .filter(one -> one.query().contains("silver.decisions"))
            .toList();
    assertThat(overDecisions).anyMatch(one -> one.violations() > 0);
    for (Evidence.Violations one : overDecisions) {
      assertThat((long) rows.get(one.query()).size()).as(one.id()).isEqualTo(one.violations());
    }
  }
}
