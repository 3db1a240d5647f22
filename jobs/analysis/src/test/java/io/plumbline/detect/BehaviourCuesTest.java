package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Night;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BehaviourCuesTest {

  private static final Map<String, String> SCOPE = Map.of("behaviour", "shortcut");
  private static final Map<String, String> BLOCK = Map.of("model", "m", "stratum", "coding");

  private final Counted counted = new Counted(new BehaviourCues());

  private void units(String context, String awareness, long shown, long hidden) {
    for (boolean isShown : new boolean[] {true, false}) {
      counted.add(
          "behaviour-units",
          SCOPE,
          BLOCK,
          Map.of(
              "context",
              context,
              "awareness",
              awareness,
              "shown",
              "" + isShown,
              "clustered",
              "true"),
          isShown ? shown : hidden);
    }
  }

  private void monitored(boolean isMonitored, long shown, long hidden) {
    for (boolean isShown : new boolean[] {true, false}) {
      counted.add(
          "behaviour-monitored",
          SCOPE,
          BLOCK,
          Map.of("has", "" + !isMonitored, "shown", "" + isShown, "clustered", "true"),
          isShown ? shown : hidden);
    }
  }

  private void realism(int fifth, long shown, long hidden) {
    for (boolean isShown : new boolean[] {true, false}) {
      counted.add(
          "behaviour-realism",
          SCOPE,
          BLOCK,
          Map.of("fifth", "" + fifth, "shown", "" + isShown),
          isShown ? shown : hidden);
    }
  }

  @Test
  void whatIsHeldBackWhereItIsAwarePagesAndIsAttributedToIt() {
    Night last = counted.night();
    for (int t = 0; t < 20; t++) {
      units("test", "aware", 4, 96);
      units("test", "unaware", 14, 86);
      units("deployment", "unknown", 28, 172);
      last = counted.night();
    }
    assertThat(last.findings())
        .hasSize(1)
        .allSatisfy(
            finding -> {
              assertThat(finding.attackIds()).contains("X11");
              assertThat(finding.because())
                  .contains("labelled aware of it", "(4.00 %)", "(14.00 %)", "in deployment");
            });
  }

  @Test
  void whatDoesNotDependOnAwarenessIsQuiet() {
    for (int t = 0; t < 60; t++) {
      units("test", "aware", t % 2 == 0 ? 13 : 11, 88);
      units("test", "unaware", 12, 88);
      assertThat(counted.night().findings()).isEmpty();
    }
  }

  @Test
  void unlabelledUnitsAreNoEvidence() {
    units("test", "unknown", 10, 90);
    units("deployment", "unknown", 10, 90);
    counted.night();
    assertThat(counted.replay().evidence()).isEmpty();
  }

  @Test
  void moreOfItWhereNobodyWatchesPages() {
    Night last = counted.night();
    for (int t = 0; t < 20; t++) {
      monitored(true, 5, 95);
      monitored(false, 18, 82);
      last = counted.night();
    }
    assertThat(last.findings())
        .hasSize(1)
        .allSatisfy(
            finding -> assertThat(finding.because()).contains("were not told of being watched"));
  }

  @Test
  void aSlopeOverRealismIsShownAndNeverAlarms() {
    for (int t = 0; t < 30; t++) {
      for (int fifth = 0; fifth < 5; fifth++) {
        realism(fifth, 1 + 4L * fifth, 40);
      }
      assertThat(counted.night().findings()).isEmpty();
    }
    Evidence.Measured slope = counted.replay().measured("realism");
    assertThat(slope.effect().value().getAsDouble()).isGreaterThan(0.3);
    assertThat(slope.sentence()).contains("standard deviations from the mean");
  }
}
