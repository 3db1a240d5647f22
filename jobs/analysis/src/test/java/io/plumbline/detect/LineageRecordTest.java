package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.measure.ExtractRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageRecordTest {

  private static final String ONE = "a".repeat(64);
  private static final String OTHER = "b".repeat(64);

  private final Replay replay = new Replay(new LineageRecord());

  /** An edge as lineage tells it. */
  private record Edge(
      String from,
      String relation,
      String to,
      int day,
      String digest,
      String inputless,
      String kind,
      String cycle) {

    private static Edge of(String from, String relation, String to, int day) {
      return new Edge(from, relation, to, day, "", "", "", "");
    }

    private Edge made(String as) {
      return new Edge(from, relation, to, day, as, inputless, kind, cycle);
    }

    private Edge withoutInput() {
      return new Edge(from, relation, to, day, digest, "true", kind, cycle);
    }

    private Edge closing(String of) {
      return new Edge(from, relation, to, day, digest, inputless, of, from + " ... " + from);
    }

    private ExtractRow row(String extract) {
      return new ExtractRow(
          Replay.FIRST,
          extract,
          from + to + relation,
          List.of(3L, 1L, LocalDate.of(2026, 1, 1).toEpochDay() + day),
          List.of(
              "lineage", "l.jsonl", "", from, to, relation, "", "run", digest, inputless, kind,
              cycle));
    }
  }

  private static ExtractRow executed(String artifact, String digest, int day) {
    return new ExtractRow(
        Replay.FIRST,
        "lineage-decided",
        artifact,
        List.of(5L, LocalDate.of(2026, 1, 1).toEpochDay() + day),
        List.of("decisions", "d.jsonl", "", artifact, digest));
  }

  private Night night(int n, List<ExtractRow> more, Edge... edges) {
    List<ExtractRow> rows = new ArrayList<>(more);
    for (Edge edge : edges) {
      rows.add(edge.row("lineage-edges"));
      if (!edge.cycle.isEmpty() || !edge.inputless.isEmpty()) {
        rows.add(edge.row("lineage-flaws"));
      }
    }
    return replay.night(Replay.FIRST.plusDays(n), List.of(), rows, List.of());
  }

  private static List<String> broken(Night night) {
    return night.findings().stream().map(finding -> finding.hypothesis().name()).toList();
  }

  @Test
  void wholeLineageBreaksNoRule() {
    Night night =
        night(
            0,
            List.of(executed("training/a", ONE, 0)),
            Edge.of("lab/training/a", "derived_from", "lab/pools/a", 0).made(ONE),
            Edge.of("atlas-4", "trained_on", "lab/training/a", 1));
    assertThat(night.findings()).isEmpty();
    assertThat(replay.rule("no-training-cycle").checked()).isEqualTo(2);
    assertThat(replay.rule("training-data-has-a-maker").violations()).isZero();
  }

  @Test
  void aCycleOfOneKindBreaksTheRuleOfThatKindAlone() {
    Night night =
        night(
            0,
            List.of(),
            Edge.of("atlas-4", "participated_in_building", "atlas-4", 0).closing("building"),
            Edge.of("atlas-4", "trained_on", "lab/training/a", 0));
    assertThat(broken(night)).containsExactly("no-building-cycle");
    assertThat(night.findings().get(0).because())
        .contains("1 of 1 building edge of the lineage closes a cycle", "atlas-4 ... atlas-4");
  }

  @Test
  void aDigestUnderTwoNamesIsFoundWhicheverIsKnownFirst() {
    Edge renamed = Edge.of("lab/training/a-final", "derived_from", "lab/pools/a", 0).made(ONE);
    assertThat(broken(night(0, List.of(executed("training/a", ONE, 0)), renamed)))
        .containsExactly("one-name-one-digest");
    Replay later = new Replay(new LineageRecord());
    assertThat(
            later
                .night(Replay.FIRST, List.of(), List.of(renamed.row("lineage-edges")), List.of())
                .findings())
        .isEmpty();
    Night night =
        later.night(
            Replay.FIRST.plusDays(1),
            List.of(),
            List.of(executed("training/a", ONE, 0)),
            List.of());
    assertThat(night.findings()).hasSize(1);
    assertThat(night.findings().get(0).because()).contains("stands under another name");
  }

  @Test
  void aNameWithAnotherDigestThanWasDecidedThatDayIsFound() {
    Night night =
        night(
            0,
            List.of(executed("training/a", ONE, 0)),
            Edge.of("lab/training/a", "derived_from", "lab/pools/a", 0).made(OTHER));
    Finding finding = night.findings().get(0);
    assertThat(finding.because()).contains("training/a has digest", "only others");
    assertThat(finding.rows()).isNotEmpty();
  }

  @Test
  void aNameThatIsMadeAnewEveryDayIsNoContradiction() {
    night(0, List.of(executed("tables/t", ONE, 0)));
    Night night = night(1, List.of(), Edge.of("lab/tables/t", "derived_from", "x", 1).made(OTHER));
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void aVersionNumberIsNoDigest() {
    Night night =
        night(
            0,
            List.of(),
            Edge.of("lab/tables/t", "derived_from", "x", 1).made("3"),
            Edge.of("lab/tables/u", "derived_from", "x", 1).made("3"));
    assertThat(night.findings()).isEmpty();
  }

  @Test
  void whatWasSelectedOutOfNothingIsFound() {
    Night night =
        night(0, List.of(), Edge.of("lab/training/a", "selected_by", "atlas-3", 0).withoutInput());
    assertThat(broken(night)).containsExactly("says-from-what");
    assertThat(night.findings().get(0).rows().get(0).file()).isEqualTo("l.jsonl");
  }

  @Test
  void aModelThatIsUsedBeforeItIsTrainedIsFound() {
    night(0, List.of(), Edge.of("lab/traces/t", "derived_from", "atlas-4", 2));
    Night night = night(5, List.of(), Edge.of("atlas-4", "trained_on", "lab/training/a", 4));
    assertThat(broken(night)).containsExactly("trained-before-used");
    assertThat(night.findings().get(0).because())
        .contains("atlas-4 was used on 2026-01-03 and trained on 2026-01-05");
  }

  @Test
  void dataOfNoKnownMakerIsCountedAndNoFinding() {
    Night night = night(0, List.of(), Edge.of("atlas-4", "trained_on", "lab/crawl", 0));
    assertThat(night.findings()).isEmpty();
    assertThat(replay.rule("training-data-has-a-maker").violations()).isEqualTo(1);
  }
}
