package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceYieldTest {

  private static Counted trace(Counted counted, String problem, long sampled, boolean kept) {
    return counted.row(
        "trace-problems", problem, List.of(sampled, kept ? 1L : 0L), List.of("atlas-3", "traces"));
  }

  @Test
  void generatedIsWhatWasSampledOrWhatIsRecordedWhereThatIsMore() {
    Counted counted = new Counted(new TraceYield());
    trace(counted, "p1", 16, true);
    trace(counted, "p2", 0, true);
    trace(counted, "p2", 0, false);
    trace(counted, "p2", 0, false);
    counted.night();
    Evidence.Measured rate = counted.replay().measured("kept-of-generated");
    assertThat(rate.effect().value()).hasValue(2.0 / 19);
    assertThat(rate.units()).isEqualTo(19);
    assertThat(rate.clusters()).isEqualTo(2);
  }

  @Test
  void nightsAddUp() {
    Counted counted = new Counted(new TraceYield());
    trace(counted, "p1", 8, true);
    counted.night();
    trace(counted, "p2", 8, true);
    trace(counted, "p2", 8, true);
    counted.night();
    counted.night();
    assertThat(counted.replay().measured("kept-of-generated").sentence())
        .startsWith("Of 16 traces that teacher atlas-3 generated for 2 problems, 3 were kept")
        .contains("per problem from 12.50 % to 25.00 %");
  }
}
