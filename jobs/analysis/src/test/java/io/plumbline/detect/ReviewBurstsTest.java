package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReviewBurstsTest {

  private static final Map<String, String> DANA = Map.of("reviewer", "dana");

  private static Counted reviews(Counted counted, long n, boolean capped, boolean over) {
    return counted.add(
        "review-bursts",
        DANA,
        Map.of(),
        Map.of(
            "in_hour", over ? "12" : "3",
            "capped", Boolean.toString(capped),
            "over", Boolean.toString(over)),
        n);
  }

  @Test
  void aReviewBeyondTheCapIsABreachWithItsRow() {
    Counted counted = new Counted(new ReviewBursts());
    reviews(counted, 10, true, false);
    reviews(counted, 2, true, true)
        .row(
            "reviews-over-cap",
            "d1|1",
            List.of(7L, 12L, 10L),
            List.of("decisions", "d.jsonl", "", "dana"));
    Night night = counted.night();
    assertThat(night.findings())
        .hasSize(1)
        .allMatch(finding -> finding.verdict() == Verdict.BREACH)
        .allMatch(finding -> finding.violations() == 2 && finding.units() == 12)
        .allMatch(finding -> finding.rows().get(0).offset() == 7);
    assertThat(night.findings().get(0).because()).contains("the most by one person was 12");
  }

  @Test
  void withoutAStatedCapTheMostInAnHourIsSaid() {
    Counted counted = new Counted(new ReviewBursts());
    reviews(counted, 2, false, false).night();
    assertThat(counted.replay().evidence("reviews-an-hour-cap").status())
        .isEqualTo(Status.NOT_APPLICABLE);
    assertThat(counted.replay().evidence("reviews-an-hour-cap").sentence()).contains("was 3");
  }

  @Test
  void aSuddenLoadIsShownAndDoesNotPage() {
    Counted counted = new Counted(new ReviewBursts());
    for (int t = 0; t < 28; t++) {
      reviews(counted, 5, true, false).night();
    }
    Night night = reviews(counted, 80, true, false).night();
    assertThat(night.findings())
        .hasSize(1)
        .allMatch(finding -> finding.tier().orElseThrow() == Finding.Tier.ADVISORY)
        .allMatch(finding -> finding.verdict() == Verdict.INSUFFICIENT_DATA);
  }
}
