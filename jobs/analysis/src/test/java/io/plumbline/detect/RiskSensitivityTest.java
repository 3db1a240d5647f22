package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskSensitivityTest {

  private static final Map<String, String> DANA = Map.of("reviewer", "dana");

  @Test
  void withoutARiskScoreItIsNotIdentified() {
    Counted counted = new Counted(new RiskSensitivity());
    counted.add("risk-sensitivity", DANA, Map.of(), Map.of("refused", "false"), 9).night();
    assertThat(counted.replay().evidence("risk-refused").status()).isEqualTo(Status.NOT_IDENTIFIED);
  }

  @Test
  void refusingWhatIsRiskySpeaksForAReviewerAndAlarmsNobody() {
    Counted counted = new Counted(new RiskSensitivity());
    for (int t = 0; t < 20; t++) {
      counted.add("risk-sensitivity", DANA, Map.of(), Map.of("risk", "1", "refused", "false"), 8);
      counted.add("risk-sensitivity", DANA, Map.of(), Map.of("risk", "9", "refused", "true"), 1);
      assertThat(counted.night().findings()).isEmpty();
    }
    var measured = counted.replay().measured("risk-refused");
    assertThat(measured.status()).isEqualTo(Status.OK);
    assertThat(measured.effect().value().orElseThrow()).isGreaterThan(2);
    assertThat(measured.logE()).isEmpty();
  }
}
