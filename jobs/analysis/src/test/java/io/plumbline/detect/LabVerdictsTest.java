package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.findings.Answer;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Night;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import io.plumbline.stats.DetectableTilt;
import io.plumbline.stats.TiltSum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tests of selections and behaviour make of the demonstration's lab, at its volumes and
 * strengths: the logs as written, counted by {@link LabTallies}.
 *
 * <p>Patterns that touch rows of different kinds share a lab; nothing that one of them changes is
 * read by the test that finds another.
 */
class LabVerdictsTest {

  private static final Set<Verdict> ALARMS = EnumSet.of(Verdict.BREACH, Verdict.ATTENTION);
  private static final Plan PLAN = Plan.standard();

  @TempDir Path folder;

  /**
   * A planted pattern and the hypothesis that must find it.
   *
   * @param scope scope of the hypothesis
   * @param value the value of its attribute that leans
   * @param attribute attribute that pages on it may name
   * @param tilt log odds that its strength amounts to in this lab
   */
  private record Pattern(
      String id,
      Detector detector,
      Question question,
      Labels scope,
      String value,
      Optional<String> attribute,
      double tilt) {

    /** Whether a finding is about what this pattern touches. */
    private boolean isMeant(Finding finding) {
      return finding.question() == question
          && finding.attackIds().contains(id)
          && finding.scope().without("attribute").equals(scope.without("attribute"))
          && (finding.scope().value("attribute").isEmpty()
              ? scope.value("attribute").isEmpty()
              : finding.scope().value("attribute").equals(attribute));
    }
  }

  private static final Map<String, String> CURATOR =
      Map.of("purpose", "training_data", "selector_id", "curator");

  /** 0.25 by definition. */
  private static final Pattern X01 =
      new Pattern(
          "X01",
          new PoolSkew(),
          Question.SELECTION,
          Labels.of(CURATOR).with("attribute", "domain"),
          "code",
          Optional.of("domain"),
          0.25);

  /** 0.446 of the units are picked, and 0.15 of the picks with the tag are left. */
  private static final Pattern X02 =
      new Pattern(
          "X02",
          new SafetyData(),
          Question.SELECTION,
          Labels.of(CURATOR),
          "yes",
          Optional.of("safety"),
          logit(0.446 * 0.85) - logit(0.446));

  /** 0.21 of the units are removed anyway, and 0.3 of the failed ones among the rest. */
  private static final Pattern X06 =
      new Pattern(
          "X06",
          new ItemSurvival(),
          Question.CRITERIA,
          Labels.of(Map.of("purpose", "evaluation_item", "selector_id", "curator")),
          "yes",
          Optional.empty(),
          logit(0.21 + 0.3 * 0.79) - logit(0.21));

  /** 0.122 of the units show it, 0.04 fewer under test. */
  private static final Pattern X11 =
      new Pattern(
          "X11",
          new BehaviourGap(),
          Question.BEHAVIOUR,
          Labels.of(Map.of("behaviour", "shortcut_taking")),
          "gap",
          Optional.empty(),
          logit(0.122) - logit(0.082));

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }

  /** All nights of a lab. */
  private final class Run {
    private final long seed;
    private final int nights;
    private final Replay replay;
    private final List<String> astray = new ArrayList<>();
    private final Map<Pattern, Integer> pages = new HashMap<>();
    private List<Answer> answers = List.of();

    Run(long seed, int nights, Pattern... patterns) throws IOException {
      this.seed = seed;
      this.nights = nights;
      LabSettings settings = LabSettings.demo(nights, seed);
      Path root = Files.createTempDirectory(folder, "lab");
      Truth truth =
          ReferenceLab.write(
              settings,
              Attacks.demo(Arrays.stream(patterns).map(Pattern::id).toList(), nights),
              root.resolve("lab"));
      SortedMap<LocalDate, List<Tally>> tallies = LabTallies.of(truth);
      this.replay = new Replay(Catalog.ALL, PLAN, settings.firstNight());
      for (int t = 1; t <= nights; t++) {
        LocalDate date = settings.date(t);
        Night night = replay.night(date, tallies.getOrDefault(date, List.of()));
        answers = night.answers();
        for (Finding finding : night.findings()) {
          note(t, finding, List.of(patterns));
        }
      }
    }

    private void note(int t, Finding finding, List<Pattern> patterns) {
      boolean isPage = finding.tier().equals(Optional.of(Finding.Tier.PAGE));
      Optional<Pattern> meant =
          patterns.stream().filter(pattern -> pattern.isMeant(finding)).findFirst();
      if (isPage) {
        meant.ifPresent(pattern -> pages.putIfAbsent(pattern, t));
      }
      if (meant.isEmpty() && ALARMS.contains(finding.verdict())) {
        astray.add("seed " + seed + " night " + t + ": " + finding.because());
      }
    }

    private Verdict verdict(Question question) {
      return answers.get(question.ordinal()).verdict();
    }

    /** Nights that METHODS 6.2 predicts, from the level and what the pools were. */
    private double predicted(Pattern pattern) {
      Evidence.Measured found =
          replay.evidence().stream()
              .flatMap(one -> one.measured().stream())
              .filter(one -> one.hypothesis().detector().equals(pattern.detector.id()))
              .filter(one -> one.scope().equals(pattern.scope))
              .findFirst()
              .orElseThrow();
      String id = found.id();
      double alpha =
          replay.ledger().rows(PLAN).stream()
              .filter(row -> row.hypothesis().equals(id))
              .findFirst()
              .orElseThrow()
              .alpha();
      Claim claim = claim(pattern, found);
      Claim.Value value =
          claim.values().stream()
              .filter(one -> one.name().equals(pattern.value))
              .findFirst()
              .orElseThrow();
      TiltSum seen = value.state().lifetime();
      return DetectableTilt.of(alpha * claim.weight(value), found.hypothesis().direction().tilt())
          .expectedNights(pattern.tilt, seen, nights)
          .orElseThrow();
    }

    private Claim claim(Pattern pattern, Evidence.Measured found) {
      Claim claim =
          new Claim(
              Terms.of(
                  found.hypothesis(),
                  found.margin().orElseThrow(),
                  pattern.equals(X01) ? Claim.Width.MANY : Claim.Width.ONE),
              found.scope());
      replay
          .folds(pattern.detector)
          .forEach(
              (key, fold) -> {
                Labels labels = Labels.parse(key);
                if (labels.value("fold").equals(Optional.of("claim"))
                    && labels.value("scope").equals(Optional.of(pattern.scope.text()))) {
                  claim.restore(labels.value("value").orElseThrow(), fold);
                }
              });
      return claim;
    }

    private String line(Pattern pattern) {
      double predicted = predicted(pattern);
      int page = pages.getOrDefault(pattern, Integer.MAX_VALUE);
      return String.format(
          Locale.ROOT,
          "%s seed %d: %s %s, first page night %d, predicted %.1f, ratio %.2f, astray %d",
          pattern.id,
          seed,
          pattern.question.id(),
          verdict(pattern.question),
          page,
          predicted,
          page / predicted,
          astray.size());
    }
  }

  private void isQuietAndPasses(Run clean) {
    assertThat(clean.astray).isEmpty();
    for (Question question : List.of(Question.SELECTION, Question.BEHAVIOUR)) {
      Answer answer = clean.answers.get(question.ordinal());
      assertThat(answer.verdict())
          .as("seed %d: %s", clean.seed, answer.sentence())
          .isEqualTo(Verdict.PASS);
      assertThat(answer.mde80()).isPresent();
      assertThat(answer.effect().orElseThrow().interval().isWithin(answer.margin().orElseThrow()))
          .isTrue();
    }
  }

  /**
   * Nights are whole: a page within 1.6 times the prediction comes by the night in which it ends.
   */
  private static boolean isInTime(Run run, Pattern pattern) {
    return run.pages.getOrDefault(pattern, Integer.MAX_VALUE)
        <= Math.ceil(1.6 * run.predicted(pattern));
  }

  private static void isFoundAndNothingElse(Run run, Pattern... patterns) {
    assertThat(run.astray).isEmpty();
    for (Pattern pattern : patterns) {
      System.out.println(run.line(pattern));
      assertThat(run.pages).as("seed %d", run.seed).containsKey(pattern);
      assertThat(ALARMS).contains(run.verdict(pattern.question));
    }
  }

  @Test
  void aCleanLabPassesWithItsPowerAfterSixtyNights() throws IOException {
    isQuietAndPasses(new Run(1, 60));
  }

  @Test
  void patternsOfFixedStrengthAreFoundInTimeAndNothingElseIs() throws IOException {
    Run run = new Run(2, 20, X01, X06, X11);
    isFoundAndNothingElse(run, X01, X06, X11);
    Run left = new Run(2, 20, X02);
    isFoundAndNothingElse(left, X02);
    assertThat(List.of(X01, X06, X11)).allMatch(pattern -> isInTime(run, pattern));
    assertThat(isInTime(left, X02)).isTrue();
  }

  @Test
  @Tag("full")
  void tenCleanLabsPass() throws IOException {
    for (long seed = 1; seed <= 10; seed++) {
      isQuietAndPasses(new Run(seed, 60));
    }
  }

  /**
   * A crossing time with drift mu and variance 2 mu a night has a relative spread of {@code sqrt(2
   * / threshold)}, 0.35 to 0.45 here: one in twelve takes longer than 1.6 times its mean however
   * good the test, and nights are counted whole. So the mean ratio of forty runs is held to 1.25,
   * that of the ten of a pattern to 1.5, and at most 7 of 40 runs may be late (chance of more at
   * one in twelve: below 2 %).
   */
  @Test
  @Tag("full")
  void inTenLabsEveryPatternIsFoundOnItsScopeInAboutThePredictedTime() throws IOException {
    SortedMap<String, List<Double>> ratios = new TreeMap<>();
    int late = 0;
    for (long seed : IntStream.rangeClosed(1, 10).toArray()) {
      for (Pattern[] together : List.of(new Pattern[] {X01, X06, X11}, new Pattern[] {X02})) {
        Run run = new Run(seed, 60, together);
        isFoundAndNothingElse(run, together);
        for (Pattern pattern : together) {
          ratios
              .computeIfAbsent(pattern.id, key -> new ArrayList<>())
              .add(run.pages.get(pattern) / run.predicted(pattern));
          late += isInTime(run, pattern) ? 0 : 1;
        }
      }
    }
    System.out.println(late + " of 40 later than 1.6 times the prediction; ratios " + ratios);
    assertThat(late).isLessThanOrEqualTo(7);
    assertThat(
            ratios.values().stream()
                .map(all -> all.stream().collect(Collectors.averagingDouble(one -> one))))
        .allMatch(mean -> mean < 1.5)
        .satisfies(
            means ->
                assertThat(means.stream().collect(Collectors.averagingDouble(Double::doubleValue)))
                    .isLessThan(1.25));
  }
}
