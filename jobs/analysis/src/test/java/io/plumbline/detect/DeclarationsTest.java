package io.plumbline.detect;

import static io.plumbline.detect.Replay.FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Night;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeclarationsTest {

  private static final String NAME = SelectionNight.PURPOSE + "/domain";

  private static Plan plan(Question question, String name, Plan.Declared declared) {
    return new Plan(
        0.05,
        new TreeMap<>(Plan.DEFAULT_MARGINS),
        new TreeMap<>(Map.of(question.id(), new TreeMap<>(Map.of(name, declared)))));
  }

  private static Replay codeUp() {
    Plan.Declared declared =
        new Plan.Declared(Direction.UP, OptionalDouble.of(0.2), Optional.of("code"));
    return new Replay(List.of(new PoolSkew()), plan(Question.SELECTION, NAME, declared));
  }

  /** One night in which code, three of ten, is taken with these log odds. */
  private static List<Tally> night(LocalDate date, double tilt, SplittableRandom random) {
    long code = SelectionNight.draw(1000, 300, 400, tilt, random);
    return SelectionNight.of(date)
        .values(
            "selection-pool",
            "domain",
            List.of("code", "math"),
            new long[] {300, 700},
            new long[] {code, 400 - code});
  }

  private static Night nights(Replay replay, int count, double tilt) {
    SplittableRandom random = new SplittableRandom(5);
    Night last = null;
    for (int t = 0; t < count; t++) {
      LocalDate date = FIRST.plusDays(t);
      last = replay.night(date, night(date, tilt, random));
    }
    return last;
  }

  @Test
  void aDeclaredValueIsTestedAloneOnItsSideAtItsMargin() {
    Replay replay = codeUp();
    nights(replay, 1, 0);
    Evidence.Measured evidence = replay.measured(NAME);
    assertThat(evidence.hypothesis().direction()).isEqualTo(Direction.UP);
    assertThat(evidence.hypothesis().standing()).isEqualTo(Hypothesis.Standing.PRIMARY);
    assertThat(evidence.margin()).hasValue(0.2);
    assertThat(evidence.sentence()).contains("had domain = code");
  }

  @Test
  void itPagesOnItsSide() {
    assertThat(nights(codeUp(), 12, 0.5).findings()).isNotEmpty();
  }

  @Test
  void itDoesNotPageOnTheOther() {
    assertThat(nights(codeUp(), 12, -0.5).findings()).isEmpty();
  }

  @Test
  void theQuestionPassesOnceItIsSettled() {
    Replay replay = codeUp();
    Night early = nights(replay, 2, 0);
    assertThat(early.answers().get(Question.SELECTION.ordinal()).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(nights(codeUp(), 40, 0).answers().get(Question.SELECTION.ordinal()).verdict())
        .isEqualTo(Verdict.PASS);
  }

  @Test
  void whatIsNotDeclaredIsStillWatched() {
    Plan.Declared declared =
        new Plan.Declared(Direction.BOTH, OptionalDouble.empty(), Optional.empty());
    Replay replay =
        new Replay(
            List.of(new PoolSkew()),
            plan(Question.SELECTION, SelectionNight.PURPOSE + "/language", declared));
    nights(replay, 1, 0);
    assertThat(replay.measured(NAME).hypothesis().standing())
        .isEqualTo(Hypothesis.Standing.EXPLORATORY);
  }

  @Test
  void aDeclaredHypothesisWithoutRowsIsTooLittleData() {
    Plan.Declared declared =
        new Plan.Declared(Direction.UP, OptionalDouble.empty(), Optional.empty());
    Replay replay =
        new Replay(
            List.of(new PoolSkew()), plan(Question.SELECTION, "training_data/origin", declared));
    Night night = nights(replay, 1, 0);
    assertThat(night.answers().get(Question.SELECTION.ordinal()).verdict())
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(replay.evidence("training_data/origin").sentence())
        .isEqualTo(
            "Nothing was recorded yet that the declared hypothesis training_data/origin is about.");
  }

  @Test
  void aBehaviourHasItsOwnMarginAndSide() {
    Plan.Declared declared =
        new Plan.Declared(Direction.UP, OptionalDouble.of(0.05), Optional.empty());
    Replay replay =
        new Replay(List.of(new BehaviourGap()), plan(Question.BEHAVIOUR, "refusal", declared));
    List<Tally> tallies = new ArrayList<>();
    for (String context : List.of("test", "deployment")) {
      for (boolean isShown : new boolean[] {true, false}) {
        tallies.add(
            Replay.tally(
                FIRST,
                FIRST,
                "behaviour-units",
                Map.of("behaviour", "refusal"),
                Map.of("model", "atlas-1", "stratum", "short"),
                Map.of(
                    "context",
                    context,
                    "shown",
                    Boolean.toString(isShown),
                    "source",
                    "samples",
                    "clustered",
                    "true"),
                isShown ? 20 : 80));
      }
    }
    replay.night(FIRST, tallies);
    assertThat(replay.measured("refusal").hypothesis().direction()).isEqualTo(Direction.UP);
    assertThat(replay.measured("refusal").margin()).hasValue(0.05);
  }
}
