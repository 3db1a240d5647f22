package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Night;
import io.plumbline.findings.Plan;
import io.plumbline.measure.ExtractRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharedBaseTest {

  private static final Plan DECLARED =
      new Plan(
          0.05,
          new TreeMap<>(Plan.DEFAULT_MARGINS),
          new TreeMap<>(
              Map.of(
                  "separation",
                  new TreeMap<>(
                      Map.of(
                          SharedBase.RULE,
                          new Plan.Declared(
                              Direction.BOTH, OptionalDouble.empty(), Optional.empty()))))));

  private final Replay replay = new Replay(List.of(new SharedBase()), DECLARED);
  private final List<ExtractRow> rows = new ArrayList<>();
  private LocalDate night = Replay.FIRST;

  private SharedBaseTest edge(String from, String relation, String to) {
    rows.add(row(night, from, relation, to));
    return this;
  }

  private static ExtractRow row(LocalDate night, String from, String relation, String to) {
    return new ExtractRow(
        night,
        "lineage-edges",
        from + to,
        List.of(7L, 1L, 20_000L),
        List.of("lineage", "a.jsonl", "", from, to, relation, "", "", "", "", "", ""));
  }

  private Night ends() {
    Night ended = replay.night(night, List.of(), List.copyOf(rows), List.of());
    rows.clear();
    night = night.plusDays(1);
    return ended;
  }

  @Test
  void brothersOfOneBaseAreNamed() {
    edge("teacher", "derived_from", "base").ends();
    Night last =
        edge("student", "derived_from", "base")
            .edge("student", "trained_on_output_of", "teacher")
            .ends();
    assertThat(last.findings())
        .hasSize(1)
        .allSatisfy(
            finding ->
                assertThat(finding.because())
                    .startsWith("student was trained on what teacher generated; their weights"));
  }

  @Test
  void aBaseThatIsToldLaterCountsToo() {
    edge("student", "trained_on_output_of", "teacher");
    assertThat(ends().findings()).isEmpty();
    edge("student", "derived_from", "teacher");
    assertThat(ends().findings()).hasSize(1);
    assertThat(ends().findings()).hasSize(1);
  }

  @Test
  void strangersAreShownAndNoFinding() {
    edge("teacher", "derived_from", "base")
        .edge("student", "derived_from", "other")
        .edge("student", "trained_on_output_of", "teacher");
    assertThat(ends().findings()).isEmpty();
    assertThat(replay.rule(SharedBase.RULE).checked()).isEqualTo(1);
  }

  @Test
  void aSetDerivedFromItsTeacherIsNoBase() {
    edge("set", "derived_from", "teacher")
        .edge("student", "trained_on", "set")
        .edge("student", "trained_on_output_of", "teacher");
    assertThat(ends().findings()).isEmpty();
  }

  @Test
  void undeclaredItIsAFactAndNoFinding() {
    Replay plain = new Replay(new SharedBase());
    Night shown =
        plain.night(
            Replay.FIRST,
            List.of(),
            List.of(
                row(Replay.FIRST, "student", "derived_from", "teacher"),
                row(Replay.FIRST, "student", "trained_on_output_of", "teacher")),
            List.of());
    assertThat(shown.findings()).isEmpty();
    assertThat(plain.rule(SharedBase.RULE).violations()).isEqualTo(1);
  }
}
