package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Answer;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordIntegrityTest {

  private static final LocalDate NIGHT = Replay.FIRST;

  private final Replay replay = new Replay(new RecordIntegrity());

  private static Tally records(long n) {
    return Replay.tally(
        NIGHT,
        NIGHT,
        "records-cloudevents",
        Map.of("source", "decisions"),
        Map.of(),
        Map.of("malformed", "false", "late", "false"),
        n);
  }

  /** Breaks of a kind at some places, of some records in all. */
  private static Tally breaks(String kind, long places, long records) {
    return new Tally(
        NIGHT,
        "record-breaks",
        Labels.of(Map.of("source", "decisions")),
        NIGHT,
        Labels.NONE,
        Labels.of(Map.of("kind", kind)),
        places,
        List.of(records));
  }

  private static ExtractRow place(String kind) {
    return new ExtractRow(
        NIGHT,
        "record-break-places",
        "decisions|a.jsonl|" + kind + "|7",
        List.of(7L, 3L),
        List.of("decisions", "a.jsonl", "", kind, "3 records " + kind));
  }

  private Night night(Tally... tallies) {
    return replay.night(NIGHT, List.of(tallies));
  }

  private static Verdict record(Night night) {
    return night.answers().stream()
        .filter(answer -> answer.question() == Question.RECORD)
        .map(Answer::verdict)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRecordThatIsWhatItWasPasses() {
    Night night = night(records(500));
    assertThat(night.findings()).isEmpty();
    assertThat(record(night)).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "edited, unaltered, X20, BREACH",
    "rewritten_history, unaltered, X20, BREACH",
    "removed, nothing-removed, X20, BREACH",
    "truncated, nothing-removed, X20, BREACH",
    "vanished, nothing-removed, X20, BREACH",
    "inserted, nothing-inserted, X20, BREACH",
    "sequence_gap, no-gaps, X20, ATTENTION",
    "back_dated, times-follow-sequence, X17, ATTENTION",
    "id_conflict, one-content-per-id, X20, ATTENTION"
  })
  void everyKindOfBreakBreaksItsOwnRuleAndNoOther(
      String kind, String rule, String attack, Verdict verdict) {
    Night night =
        replay.night(
            NIGHT, List.of(records(500), breaks(kind, 1, 0)), List.of(place(kind)), List.of());
    assertThat(night.findings()).hasSize(1);
    Finding found = night.findings().get(0);
    assertThat(found.hypothesis().name()).isEqualTo(rule);
    assertThat(found.verdict()).isEqualTo(verdict);
    assertThat(found.attackIds()).containsExactly(attack);
    assertThat(found.violations()).isEqualTo(1);
    assertThat(found.rows()).hasSize(1);
    assertThat(found.rows().get(0).file()).isEqualTo("a.jsonl");
    assertThat(found.query()).contains("silver.record_breaks", "'" + kind + "'");
    assertThat(record(night)).isEqualTo(verdict);
  }

  @Test
  void editRemovalAndLateInsertionAreThreeFindingsOfOneNightWithTheirCounts() {
    Night night =
        night(
            records(500),
            breaks("edited", 1, 2),
            breaks("removed", 1, 3),
            breaks("inserted", 2, 4));
    assertThat(night.findings())
        .extracting(found -> found.hypothesis().name() + " " + found.violations())
        .containsExactlyInAnyOrder("unaltered 2", "nothing-removed 3", "nothing-inserted 4");
  }

  @Test
  void recordsThatCameTwiceAreNotedAndNoMore() {
    Night night = night(records(500), breaks("duplicate", 5, 5));
    assertThat(night.findings()).isEmpty();
    assertThat(replay.rule("no-duplicates").violations()).isEqualTo(5);
    assertThat(replay.rule("no-duplicates").gravity()).isEqualTo(Evidence.Gravity.NOTE);
  }

  @Test
  void aSilentNightShutsTheGateOfTheSource() {
    Night night = night(records(500), breaks("missing_night", 1, 0));
    assertThat(record(night)).isIn(Verdict.ATTENTION, Verdict.INSUFFICIENT_DATA);
    assertThat(Stream.of(replay.rule("missing-night").violations())).containsExactly(1L);
  }

  @Test
  void aSourceThatSpokeForAWeekAndFallsSilentIsMissingOnThatNight() {
    for (int t = 0; t < 7; t++) {
      replay.night(NIGHT.plusDays(t), List.of(records(500)));
      assertThat(replay.rule("missing-night").violations()).isZero();
    }
    Night silent = replay.night(NIGHT.plusDays(7), List.of());
    assertThat(replay.rule("missing-night").sentence())
        .startsWith(
            "Source decisions spoke every night for a week and has no record on "
                + NIGHT.plusDays(7));
    assertThat(record(silent)).isNotEqualTo(Verdict.PASS);
    replay.night(NIGHT.plusDays(8), List.of(records(500)));
    assertThat(replay.rule("missing-night").violations()).isZero();
  }

  @Test
  void aSourceThatRestsOftenerThanWeeklyMissesNothing() {
    for (int t = 0; t < 30; t++) {
      replay.night(NIGHT.plusDays(t), t % 7 < 5 ? List.of(records(500)) : List.of());
      assertThat(replay.rule("missing-night").violations()).isZero();
    }
  }
}
