package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.TableSpec;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Policy;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.History;
import io.plumbline.measure.Measurement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DetectorContractTest {

  static final List<Detector> ALL = Catalog.ALL;

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> SQL_WORDS =
      Set.of(
          "and", "or", "not", "is", "null", "in", "true", "false", "as", "string", "int", "bigint",
          "case", "when", "then", "else", "end", "between", "like", "date", "boolean");

  @ParameterizedTest
  @FieldSource("ALL")
  void idNamesFamilyAndVersion(Detector detector) {
    assertThat(detector.id()).matches("[a-z][a-z-]*/[0-9]+");
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void nothingSeenIsNoEvidenceAndNoFolds(Detector detector) {
    Detector.Examination examination = detector.examine(empty(Replay.FIRST), levels());
    assertThat(examination.evidence()).isEmpty();
    assertThat(examination.folds()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everyDetectorReadsSomething(Detector detector) {
    assertThat(detector.measurements().size() + detector.extracts().size()).isPositive();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void measurementsNameColumnsThatExist(Detector detector) {
    for (Measurement measurement : detector.measurements()) {
      List<String> texts = new ArrayList<>();
      texts.add(measurement.where());
      for (List<Expr> part :
          List.of(
              measurement.scope(), measurement.stratum(), measurement.cell(), measurement.sums())) {
        part.forEach(expr -> texts.add(expr.sql()));
      }
      measurement.each().ifPresent(texts::add);
      checkColumns(measurement.table(), texts);
      assertThat(measurement.table().columnNames()).contains("night", "record_night");
    }
    for (Extract extract : detector.extracts()) {
      List<String> texts = new ArrayList<>(List.of(extract.where(), extract.key().sql()));
      extract.integers().forEach(expr -> texts.add(expr.sql()));
      extract.labels().forEach(expr -> texts.add(expr.sql()));
      checkColumns(extract.table(), texts);
    }
  }

  private static void checkColumns(TableSpec table, List<String> texts) {
    for (String text : texts) {
      String bare = text.replaceAll("'[^']*'", "''");
      Matcher matcher = IDENTIFIER.matcher(bare);
      while (matcher.find()) {
        boolean isFunction = matcher.end() < bare.length() && bare.charAt(matcher.end()) == '(';
        String word = matcher.group();
        if (!isFunction && !SQL_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
          assertThat(table.columnNames()).as("%s in %s", text, table.name()).contains(word);
        }
      }
    }
  }

  @Test
  void measurementsExtractsAndDetectorsHaveIdsOfTheirOwn() {
    Map<String, Measurement> measurements = new HashMap<>();
    Map<String, Extract> extracts = new HashMap<>();
    Set<String> detectors = new HashSet<>();
    for (Detector detector : Catalog.ALL) {
      assertThat(detectors.add(detector.id())).as(detector.id()).isTrue();
      for (Measurement measurement : detector.measurements()) {
        assertThat(measurements.put(measurement.id(), measurement))
            .as(measurement.id())
            .isIn(null, measurement);
      }
      for (Extract extract : detector.extracts()) {
        assertThat(extracts.put(extract.id(), extract)).as(extract.id()).isIn(null, extract);
      }
    }
  }

  private static Levels levels() {
    return Policy.of(Plan.standard())
        .levels(
            new io.plumbline.findings.NightContext(
                Replay.FIRST,
                Replay.FIRST,
                Optional.empty(),
                List.of(),
                Set.of(),
                Map.of(),
                List.of()),
            io.plumbline.findings.Ledger.NEW);
  }

  private static History empty(LocalDate night) {
    return new History(
        night, Replay.FIRST, Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of());
  }
}
