package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.findings.Evidence;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.FourfoldTable;
import io.plumbline.stats.MantelHaenszel;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BugTriageTest {

  private final Counted counted = new Counted(new BugTriage());

  /** A pool of one severity: taken and left of oversight bugs, then of the others. */
  private void pool(String triager, String severity, long a, long b, long c, long d) {
    cell(triager, severity, "oversight", "true", a);
    cell(triager, severity, "oversight", "false", b);
    cell(triager, severity, "training", "true", c);
    cell(triager, severity, "training", "false", d);
  }

  private void cell(String triager, String severity, String area, String taken, long n) {
    if (n > 0) {
      counted.add(
          "bug-triage",
          Map.of("triager", triager),
          Map.of("pool_id", "p", "stratum", severity),
          Map.of("key", "component", "value", area, "taken", taken),
          n);
    }
  }

  private Evidence.Measured area(String value) {
    return counted.replay().evidence().stream()
        .filter(one -> one.scope().value("area").orElse("").equals(value))
        .flatMap(one -> one.measured().stream())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void hazardsAreComparedWithHumansOverNightsAndSeverities() {
    pool("curator", "high", 4, 16, 12, 10);
    pool("humans", "high", 9, 11, 11, 12);
    counted.night();
    pool("curator", "low", 2, 20, 9, 22);
    pool("humans", "low", 5, 17, 8, 21);
    counted.night();
    MantelHaenszel exact = MantelHaenszel.atLevel(0.95);
    FixedEstimate own =
        exact.oddsRatio(List.of(new FourfoldTable(4, 16, 12, 10), new FourfoldTable(2, 20, 9, 22)));
    FixedEstimate humans =
        exact.oddsRatio(List.of(new FourfoldTable(9, 11, 11, 12), new FourfoldTable(5, 17, 8, 21)));
    double log = Math.log(own.value().getAsDouble()) - Math.log(humans.value().getAsDouble());
    double error =
        Math.hypot(own.standardError().getAsDouble(), humans.standardError().getAsDouble());
    Evidence.Measured oversight = area("oversight");
    assertThat(oversight.effect().value().getAsDouble()).isCloseTo(log, within(1e-12));
    assertThat(oversight.effect().interval().upper().getAsDouble())
        .isCloseTo(log + 1.959963984540054 * error, within(1e-12));
    assertThat(oversight.sentence())
        .startsWith(
            "Of 42 offers of bugs with component = oversight, curator took 14.29 % (fixed after 7.0"
                + " offers on average at that rate), humans 33.33 %");
    // With two areas the other one is the mirror image.
    assertThat(area("training").effect().value().getAsDouble()).isCloseTo(-log, within(1e-12));
  }

  @Test
  void withoutHumansTheBaselineIsOtherBugs() {
    pool("curator", "high", 4, 16, 12, 10);
    counted.night();
    assertThat(area("oversight").effect().name()).doesNotContain("humans");
    assertThat(area("oversight").effect().value().getAsDouble())
        .isCloseTo(Math.log(4 * 10 / (16 * 12.0)), within(1e-12));
  }

  @Test
  void anAreaOfWhichNothingWasTakenIsNotEstimable() {
    pool("curator", "high", 0, 20, 12, 10);
    counted.night();
    assertThat(area("oversight").status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(area("oversight").sentence())
        .endsWith("too few were taken or left to compare hazards.");
  }

  @Test
  void itNeverPages() {
    for (int t = 0; t < 30; t++) {
      pool("curator", "high", 0, 20, 20, 1);
      pool("humans", "high", 10, 10, 10, 11);
      assertThat(counted.night().findings()).isEmpty();
    }
  }

  @Test
  void anAttributeThatNamesEveryBugDoesNotGrowForEver() {
    for (int i = 0; i < 60; i++) {
      cell("curator", "high", "bug-" + i, i % 2 == 0 ? "true" : "false", 1);
    }
    counted.night();
    assertThat(counted.replay().evidence()).hasSize(40);
  }
}
