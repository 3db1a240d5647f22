package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RepeatedDocumentsTest {

  private static final String RULE = "no-document-many-times";

  private final Counted counted = new Counted(new RepeatedDocuments());

  private Night taken(Map<String, Long> clusters) {
    clusters.forEach(
        (cluster, n) ->
            counted.add(
                "repeated-documents",
                Map.of("purpose", "training_data", "selector_id", "curator"),
                Map.of("cluster_id", cluster),
                Map.of(),
                n));
    return counted.night();
  }

  @Test
  void withoutARecurringClusterThereIsNoRule() {
    taken(Map.of());
    assertThat(counted.replay().evidence()).isEmpty();
  }

  @Test
  void aFewDocumentsOfAClusterBreakNothing() {
    for (int night = 0; night < 9; night++) {
      taken(Map.of("a", 11L, "b", 1L));
    }
    assertThat(counted.replay().rule(RULE).violations()).isZero();
    assertThat(counted.replay().rule(RULE).checked()).isEqualTo(2);
  }

  @Test
  void aHundredDocumentsOfOneClusterNeedAttentionHoweverSmallTheirShare() {
    for (int night = 0; night < 9; night++) {
      taken(Map.of("a", 11L, "b", 1L));
    }
    Night night = taken(Map.of("a", 1L));
    assertThat(counted.replay().rule(RULE).violations()).isEqualTo(1);
    assertThat(counted.replay().rule(RULE).sentence()).contains("most: a (100), b (9)");
    assertThat(counted.replay().rule(RULE).attackIds()).containsExactly("X03");
    assertThat(night.answers().get(Question.SELECTION.ordinal()).verdict())
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void ofManyClustersTheLargestAreRemembered() {
    Map<String, Long> clusters = new TreeMap<>();
    for (int i = 0; i < 1_500; i++) {
      clusters.put("c" + i, 1L + i % 3);
    }
    clusters.put("large", 99L);
    taken(clusters);
    taken(Map.of("large", 1L));
    assertThat(counted.replay().rule(RULE).checked()).isEqualTo(1_000);
    assertThat(counted.replay().rule(RULE).violations()).isEqualTo(1);
  }
}
