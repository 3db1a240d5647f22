package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {

  private static final Map<String, String> DOMAIN = Map.of("domain", "code_change");

  private static Map<String, String> cell(
      String by, String counts, String refused, String reversed) {
    return Map.of("by", by, "counts", counts, "refused", refused, "reversed", reversed);
  }

  @Test
  void refusalsAndLaterReversalsAreRatesWithIntervals() {
    Counted counted = new Counted(new Overrides());
    counted.add("overrides", DOMAIN, Map.of(), cell("model", "true", "true", "false"), 10);
    counted.add("overrides", DOMAIN, Map.of(), cell("model", "true", "false", "false"), 90).night();
    counted.add("overrides", DOMAIN, Map.of(), cell("model", "false", "false", "true"), 9);
    assertThat(counted.night().findings()).isEmpty();
    assertThat(counted.replay().measured("model-proposals-refused").sentence())
        .contains("10 of 100 (10.00 %, 95 % interval 4.90 % to 17.62 %) were refused")
        .contains("9 of 90 (10.00 %")
        .contains("of what others proposed 0 of 0 were refused");
  }

  @Test
  void domainsWithoutModelProposalsAreNotShown() {
    Counted counted = new Counted(new Overrides());
    counted
        .add("overrides", DOMAIN, Map.of(), cell("others", "true", "false", "false"), 10)
        .night();
    assertThat(counted.replay().evidence()).isEmpty();
  }
}
