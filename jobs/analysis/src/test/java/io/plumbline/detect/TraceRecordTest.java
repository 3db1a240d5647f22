package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Night;
import io.plumbline.stats.PriorPosteriorRatio;
import io.plumbline.stats.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceRecordTest {

  private static final Map<String, String> TEACHER = Map.of("teacher", "atlas-3");

  private static Map<String, String> cell(String lacks, String... facts) {
    Map<String, String> cell = new HashMap<>(Map.of("lacks", lacks));
    for (String fact :
        List.of("kept_traces", "reviewed_traces", "refused_traces", "in_training", "mismatch")) {
      cell.put(fact, Boolean.toString(List.of(facts).contains(fact)));
    }
    return cell;
  }

  private static Counted counted(Counted counted, long n, String lacks, String... facts) {
    return counted.add("trace-record", TEACHER, Map.of(), cell(lacks, facts), n);
  }

  @Test
  void coverageIsACensusAndNamesWhatIsMissing() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 90, "nothing", "kept_traces", "in_training");
    counted(counted, 8, "verifier", "kept_traces");
    counted(counted, 2, "run", "kept_traces");
    Night night = counted.night();
    Evidence.Violations rule = counted.replay().rule("provenance-is-complete");
    assertThat(rule.violations()).isEqualTo(10);
    assertThat(rule.sentence())
        .startsWith("Provenance covers 90.00 % of 100 traces of teacher atlas-3 kept for training")
        .contains("for want of the verifier (8)");
    assertThat(night.findings()).hasSize(1);
  }

  @Test
  void coverageAboveTheFloorIsShownAndNoFinding() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 96, "nothing", "kept_traces", "in_training");
    counted(counted, 4, "verifier", "kept_traces");
    assertThat(counted.night().findings()).isEmpty();
    assertThat(counted.replay().rule("provenance-is-complete").violations()).isEqualTo(4);
  }

  @Test
  void anAlteredTraceIsAFindingWithItsRow() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 99, "nothing", "kept_traces", "in_training");
    counted(counted, 1, "nothing", "kept_traces", "in_training", "mismatch");
    counted.row("traces-altered", "t7", List.of(40L), List.of("traces", "a.jsonl", "", "atlas-3"));
    counted.row("traces-altered", "t8", List.of(50L), List.of("traces", "a.jsonl", "", "other"));
    assertThat(counted.night().findings())
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.because()).startsWith("Of 100 traces of teacher atlas-3 found");
              assertThat(finding.rows()).extracting(row -> row.offset()).containsExactly(40L);
            });
  }

  @Test
  void reviewsGiveTheBoundOfThePriorPosteriorRatio() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 1_600, "nothing", "kept_traces", "in_training");
    counted(counted, 399, "nothing", "kept_traces", "in_training", "reviewed_traces");
    counted.night();
    // Reviewed on a later night than it was kept.
    counted(counted, 1, "nothing", "reviewed_traces", "refused_traces");
    counted.night();
    PriorPosteriorRatio.Range range = new PriorPosteriorRatio(1, 1).confidence(1_999, 400, 1, 0.05);
    Evidence.Measured bound = counted.replay().measured("defective-among-kept");
    assertThat(bound.effect().interval().upper().getAsDouble())
        .isEqualTo((double) range.upper() / 1_999);
    assertThat(bound.status()).isEqualTo(Status.UNDERPOWERED);
    assertThat(bound.sentence())
        .contains("400 were reviewed and 1 refused", "not adequate for 1 %");
  }

  @Test
  void withoutAReviewNothingIsAssured() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 500, "nothing", "kept_traces", "in_training");
    assertThat(counted.night().findings()).isEmpty();
    assertThat(counted.replay().evidence("defective-among-kept").status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void manyCleanReviewsAreAdequate() {
    Counted counted = new Counted(new TraceRecord());
    counted(counted, 200, "nothing", "kept_traces", "in_training");
    counted(counted, 1_800, "nothing", "kept_traces", "in_training", "reviewed_traces");
    counted.night();
    assertThat(counted.replay().measured("defective-among-kept").sentence()).endsWith("adequate.");
  }
}
