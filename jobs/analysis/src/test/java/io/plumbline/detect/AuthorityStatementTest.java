package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorityStatementTest {

  private static Evidence.Measured of(long yes, long no, long unknown) {
    Counted counted = new Counted(new AuthorityStatement());
    Map.of("yes", yes, "no", no, "unknown", unknown)
        .forEach(
            (sight, n) -> {
              if (n > 0) {
                counted.add(
                    "authority-statement",
                    Map.of("domain", "deployment"),
                    Map.of(),
                    Map.of("sight", sight),
                    n);
              }
            });
    counted.night();
    return counted.replay().measured("person-with-sight");
  }

  @Test
  void unknownsMoveOnlyTheBounds() {
    Evidence.Measured known = of(60, 40, 0);
    Evidence.Measured unknown = of(60, 30, 10);
    assertThat(known.effect().interval().lower()).isEqualTo(unknown.effect().interval().lower());
    assertThat(unknown.effect().interval().upper().orElseThrow())
        .isGreaterThan(known.effect().interval().upper().orElseThrow());
    assertThat(unknown.sentence()).contains("at least 60.00 %", "at most 70.00 %");
    assertThat(known.sentence())
        .endsWith("60.00 % of 100 executed decisions (60; none of unknown authority).");
    assertThat(unknown.status()).isEqualTo(Status.PARTIAL);
    assertThat(known.status()).isEqualTo(Status.OK);
  }

  @Test
  void onlyUnknownsBoundNothing() {
    assertThat(of(0, 0, 5).sentence()).contains("at least 0.00 %", "at most 100.00 %");
  }
}
