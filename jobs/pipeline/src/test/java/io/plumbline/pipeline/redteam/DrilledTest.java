package io.plumbline.pipeline.redteam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.attack.ItemPruning;
import io.plumbline.attack.Setting;
import io.plumbline.datasets.silver.Candidates;
import io.plumbline.measure.Labels;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.reports.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrilledTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 4, 30);

  @TempDir private Path folder;

  /** One drill a night up to {@link #NIGHT}; the last ones are missed. */
  private static SortedMap<LocalDate, List<Drilled>> nights(int count, int missed) {
    SortedMap<LocalDate, List<Drilled>> nights = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      LocalDate night = NIGHT.minusDays(i);
      nights.put(
          night,
          new ArrayList<>(
              List.of(
                  new Drilled(
                      night,
                      "X02",
                      Labels.of(Map.of("purpose", "bug")),
                      400_000,
                      i >= missed,
                      0.9993))));
    }
    return nights;
  }

  @Test
  void whereNothingWasDrilledThereIsNeitherADrillNorADoubt() {
    assertThat(Drilled.drill(List.of())).isEmpty();
    assertThat(Drilled.doubt(new TreeMap<>(), NIGHT)).isEmpty();
    assertThat(Drilled.doubt(nights(5, 5), NIGHT.plusDays(1))).isEmpty();
  }

  @Test
  void whatIsCaughtCastsNoDoubt() {
    assertThat(Drilled.doubt(nights(90, 0), NIGHT)).isEmpty();
  }

  // 1 - 0.9993^1 = 0.0007 is below 0.1 %, 1 - 0.9993^2 = 0.0014 is not.
  @Test
  void oneMissCastsDoubtOnlyWhereChanceDoesNotExplainIt() {
    assertThat(Drilled.doubt(nights(1, 1), NIGHT)).isPresent();
    assertThat(Drilled.doubt(nights(2, 1), NIGHT)).isEmpty();
  }

  @Test
  void manyMissesCastDoubtAndAreNamed() {
    assertThat(Drilled.doubt(nights(60, 3), NIGHT).orElseThrow())
        .startsWith("Of 60 drills of the last 90 nights 3 were missed, each of which is found")
        .contains("0.9993");
  }

  @Test
  void drillsOfMoreThanNinetyNightsAgoAreForgotten() {
    assertThat(Drilled.doubt(nights(200, 0), NIGHT)).isEmpty();
    assertThat(Drilled.doubt(nights(200, 3), NIGHT).orElseThrow()).startsWith("Of 90 drills");
  }

  @Test
  void pageOneSaysWhatWasCaughtAndWhatWasMissed() {
    List<Drilled> tonight = new ArrayList<>(nights(1, 1).get(NIGHT));
    tonight.addAll(nights(1, 0).get(NIGHT));
    Drill drill = Drilled.drill(tonight).orElseThrow();
    assertThat(drill.injected()).hasSize(2).contains(new Drill.Injected("X02", 0.4));
    assertThat(drill.caught()).hasSize(1);
    assertThat(drill.missed()).hasSize(1);
  }

  @Test
  void theSeedOfANightFollowsFromTheSecretAlone() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef");
    long seed = Drilling.seed(secret.toString(), NIGHT);
    assertThat(Drilling.seed(secret.toString(), NIGHT)).isEqualTo(seed);
    assertThat(Drilling.seed(secret.toString(), NIGHT.plusDays(1))).isNotEqualTo(seed);
    Path other = Files.writeString(folder.resolve("other"), "0123456789abcdeg");
    assertThat(Drilling.seed(other.toString(), NIGHT)).isNotEqualTo(seed);
  }

  @Test
  void aSecretThatIsMissingOrShortIsRefused() throws IOException {
    Path secret = folder.resolve("secret");
    assertThatThrownBy(() -> Drilling.seed(secret.toString(), NIGHT))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "Cannot drill night 2026-04-30: `drill.secret` "
                + secret
                + " cannot be read. Make the file, readable by the account of the nightly run"
                + " alone, or take `drill` out of the configuration");
    Files.writeString(secret, "short");
    assertThatThrownBy(() -> Drilling.seed(secret.toString(), NIGHT))
        .isInstanceOf(PlumblineException.class)
        .hasMessage(
            "Cannot drill night 2026-04-30: `drill.secret` "
                + secret
                + " has 5 bytes (must be at least 16). Write random bytes to it, such as: head -c"
                + " 32 /dev/urandom");
  }

  private static Target target(Target.Unit unit) {
    return new Target(
        ItemPruning.OF_FAILED,
        Setting.INDEPENDENT,
        Candidates.SPEC,
        Labels.of(Map.of("purpose", "evaluation_item")),
        unit,
        List.of(0.1));
  }

  @Test
  void theStrengthIsThatOfATiltWhereThatIsKnown() {
    assertThat(target(Target.Unit.LOG_ODDS).strengthOf(0.4)).hasValue(0.4);
    assertThat(target(Target.Unit.SHARE).strengthOf(0.4))
        .hasValueCloseTo(1 - Math.exp(-0.4), Offset.offset(1e-12));
    assertThat(target(Target.Unit.GAP).strengthOf(0.4)).isEqualTo(OptionalDouble.empty());
    assertThat(target(Target.Unit.LOG_ODDS).strengthOf(3.1)).isEmpty();
  }

  // Of 100 failed items 20 are removed anyway; leaving out the share among the other 80 makes a
  // tilt that is larger than the bound.
  @Test
  void leavingOutAShareMakesAtLeastTheTilt() {
    double share = target(Target.Unit.SHARE).strengthOf(0.4).orElseThrow();
    double before = Math.log(0.2 / 0.8);
    double removed = 0.2 + 0.8 * share;
    assertThat(Math.log(removed / (1 - removed)) - before).isGreaterThan(0.4);
  }
}
