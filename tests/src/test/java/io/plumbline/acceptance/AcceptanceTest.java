package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every idea works from raw logs, and only because of the detectors it rests on. */
class AcceptanceTest {

  @TempDir private Path folder;

  static Stream<Named<AcceptanceRow>> rows() {
    return AcceptanceRows.ALL.stream().map(row -> Named.of(row.claim(), row));
  }

  static Stream<Named<AcceptanceRow>> rowsOfDetectors() {
    return AcceptanceRows.ALL.stream()
        .filter(row -> !row.detectors().isEmpty())
        .map(row -> Named.of(row.claim(), row));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void holdsByCommandLine(AcceptanceRow row) throws IOException {
    RawLab lab = new RawLab(folder);
    row.write(lab);
    row.holds(row.run(lab));
  }

  @ParameterizedTest
  @MethodSource("rowsOfDetectors")
  void doesNotHoldWithoutItsDetectors(AcceptanceRow row) throws IOException {
    RawLab lab = new RawLab(folder);
    row.write(lab);
    Outcome outcome = lab.nightlyWithout(row.detectors());
    assertThatThrownBy(() -> row.holds(outcome))
        .as("%s holds without %s", row.claim(), row.detectors())
        .isInstanceOf(AssertionError.class);
  }
}
