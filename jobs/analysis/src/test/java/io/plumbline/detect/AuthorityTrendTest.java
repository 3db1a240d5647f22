package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorityTrendTest {

  private static final Map<String, String> DOMAIN = Map.of("domain", "infrastructure");

  private static Night night(Counted counted, int generation, long alone, long byPeople) {
    for (String half : new String[] {"0", "1"}) {
      Map<String, String> stratum = Map.of("generation", Integer.toString(generation));
      counted
          .add(
              "decisions-by-generation",
              DOMAIN,
              stratum,
              Map.of("half", half, "has", "true"),
              alone)
          .add(
              "decisions-by-generation",
              DOMAIN,
              stratum,
              Map.of("half", half, "has", "false"),
              byPeople);
    }
    return counted.night();
  }

  @Test
  void aShareThatJumpsBetweenGenerationsPagesWhenTheLaterOneIsOver() {
    Counted counted = new Counted(new AuthorityTrend());
    night(counted, 1, 10, 90);
    assertThat(night(counted, 2, 60, 40).findings()).isEmpty();
    assertThat(night(counted, 3, 60, 40).findings())
        .hasSize(2)
        .allMatch(finding -> finding.tier().orElseThrow() == Finding.Tier.PAGE);
    assertThat(counted.replay().evidence())
        .anyMatch(
            one ->
                one.sentence()
                    .startsWith(
                        "Domain infrastructure: the share that no person approved was 10.00 % in"));
  }

  @Test
  void aGenerationIsOverAfterThreeNightsWithoutIt() {
    Counted counted = new Counted(new AuthorityTrend());
    night(counted, 1, 10, 90);
    night(counted, 2, 60, 40);
    for (int t = 0; t < 3; t++) {
      counted.add(
          "decisions-by-generation", DOMAIN, Map.of(), Map.of("half", "0", "has", "false"), 4);
      counted.night();
    }
    assertThat(counted.replay().evidence())
        .anyMatch(one -> one.measured().isPresent() && one.scope().equals(Labels.NONE));
  }

  @Test
  void aSteadyShareOverManyGenerationsRaisesNothing() {
    Counted counted = new Counted(new AuthorityTrend());
    for (int generation = 1; generation <= 30; generation++) {
      assertThat(night(counted, generation, 30, 70).findings()).isEmpty();
    }
  }

  @Test
  void oneGenerationIsTooFew() {
    Counted counted = new Counted(new AuthorityTrend());
    night(counted, 1, 10, 90);
    assertThat(counted.replay().evidence("share-without-a-person").status())
        .isEqualTo(Status.INSUFFICIENT);
  }
}
