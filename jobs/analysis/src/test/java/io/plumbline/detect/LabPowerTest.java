package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Plan;
import io.plumbline.measure.Labels;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.TiltGrid;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How often and how soon steering of a known strength is paged, beside the soonest that is possible
 * at the same level: the likelihood ratio of the strength itself, which knows the property, the
 * direction and the size, on the same blocks.
 *
 * <p>Volumes of the demonstration, its strengths, half of them and twice of them, from the first
 * night on.
 */
class LabPowerTest {

  private static final int RUNS = Integer.getInteger("plumbline.power.runs", 20);
  private static final int PILOTS = 6;
  private static final int PILOT_NIGHTS = 12;
  private static final long PILOT_SEED = 9_000;

  /**
   * What is planted and which hypothesis must find it.
   *
   * @param value value of the hypothesis's property that leans
   * @param strengths low, middle, high
   */
  private record Pattern(
      String id, Detector detector, Labels scope, String value, double... strengths) {}

  private static final Map<String, String> CURATOR =
      Map.of("purpose", "training_data", "selector_id", "curator");

  private static final List<Pattern> PATTERNS =
      List.of(
          new Pattern(
              "X01",
              new PoolSkew(),
              Labels.of(CURATOR).with("attribute", "domain"),
              "code",
              0.125,
              0.25,
              0.5),
          new Pattern("X02", new SafetyData(), Labels.of(CURATOR), "yes", 0.075, 0.15, 0.3),
          new Pattern(
              "X06",
              new ItemSurvival(),
              Labels.of(Map.of("purpose", "evaluation_item", "selector_id", "curator")),
              "yes",
              0.15,
              0.3,
              0.6),
          new Pattern(
              "X11",
              new BehaviourGap(),
              Labels.of(Map.of("behaviour", "shortcut_taking")),
              "gap",
              0.02,
              0.04,
              0.048));

  /**
   * Nights until each raised an alarm; one more than there are nights where it did not.
   *
   * @param paged first page on the hypothesis
   * @param attainable first night on which the likelihood ratio reached the level
   */
  private record Delay(int paged, int attainable) {}

  private static DrawnLab lab(Pattern pattern, double strength, long seed, int nights) {
    return new DrawnLab(
        DrawnLab.Size.demo(nights),
        seed,
        DrawnLab.Changes.NONE,
        DrawnLab.planted(pattern.id, strength));
  }

  /** Evidence of the value that leans, as of the last night. */
  private static Optional<TiltSum> seen(Replay replay, Pattern pattern) {
    return replay.folds(pattern.detector).entrySet().stream()
        .filter(fold -> Labels.parse(fold.getKey()).value("fold").equals(Optional.of("claim")))
        .filter(
            fold ->
                Labels.parse(fold.getKey()).value("scope").equals(Optional.of(pattern.scope.text()))
                    && Labels.parse(fold.getKey())
                        .value("value")
                        .equals(Optional.of(pattern.value)))
        .map(
            fold -> {
              double[] numbers = fold.getValue().numbers();
              return TiltState.of(Arrays.copyOfRange(numbers, 2, numbers.length)).lifetime();
            })
        .findFirst();
  }

  /** The tilt that the strength amounts to: of greatest likelihood in labs of their own. */
  private static int tilt(Pattern pattern, double strength) {
    TiltSum sum = TiltSum.NONE;
    for (long seed = PILOT_SEED; seed < PILOT_SEED + PILOTS; seed++) {
      DrawnLab lab = lab(pattern, strength, seed, PILOT_NIGHTS);
      Replay replay = new Replay(List.of(pattern.detector), Plan.standard(), DrawnLab.FIRST);
      for (int t = 0; t < PILOT_NIGHTS; t++) {
        var tallies = lab.nextNight();
        replay.night(lab.date(), tallies);
      }
      sum = sum.plus(seen(replay, pattern).orElseThrow());
    }
    return sum.gridMaximum();
  }

  private static Delay run(Pattern pattern, double strength, int tilt, long seed, int nights) {
    DrawnLab lab = lab(pattern, strength, seed, nights);
    Replay replay = new Replay(Catalog.ALL, Plan.standard(), DrawnLab.FIRST);
    int paged = nights + 1;
    int attainable = nights + 1;
    for (int t = 1; t <= nights && (paged > nights || attainable > nights); t++) {
      var tallies = lab.nextNight();
      boolean isPaged =
          replay.night(lab.date(), tallies).findings().stream()
              .filter(finding -> finding.tier().equals(Optional.of(Finding.Tier.PAGE)))
              .anyMatch(
                  finding ->
                      finding.hypothesis().detector().equals(pattern.detector.id())
                          && finding.scope().equals(pattern.scope));
      if (isPaged) {
        paged = Math.min(paged, t);
      }
      if (seen(replay, pattern).orElse(TiltSum.NONE).logRatio(tilt)
          >= -Math.log(alpha(replay, pattern))) {
        attainable = Math.min(attainable, t);
      }
    }
    return new Delay(paged, attainable);
  }

  private static double alpha(Replay replay, Pattern pattern) {
    String id = measured(replay, pattern).id();
    return replay.ledger().rows(Plan.standard()).stream()
        .filter(row -> row.hypothesis().equals(id))
        .findFirst()
        .orElseThrow()
        .alpha();
  }

  private static Evidence.Measured measured(Replay replay, Pattern pattern) {
    return replay.evidence().stream()
        .flatMap(one -> one.measured().stream())
        .filter(one -> one.hypothesis().detector().equals(pattern.detector.id()))
        .filter(one -> one.scope().equals(pattern.scope))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isDirected(Pattern pattern) {
    DrawnLab lab = lab(pattern, 0, 1, 2);
    Replay replay = new Replay(List.of(pattern.detector), Plan.standard(), DrawnLab.FIRST);
    var tallies = lab.nextNight();
    replay.night(lab.date(), tallies);
    return measured(replay, pattern).hypothesis().direction() != Direction.BOTH;
  }

  private static double median(List<Integer> nights) {
    List<Integer> sorted = nights.stream().sorted().toList();
    int n = sorted.size();
    return n % 2 == 1
        ? sorted.get(n / 2)
        : (sorted.get(n / 2 - 1) + (double) sorted.get(n / 2)) / 2;
  }

  /** One line of the table; returns the ratio of the mean delays. */
  private static double line(Pattern pattern, double strength, int nights, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    int tilt = tilt(pattern, strength);
    List<Future<Delay>> running =
        LongStream.rangeClosed(1, RUNS)
            .mapToObj(seed -> threads.submit(() -> run(pattern, strength, tilt, seed, nights)))
            .toList();
    List<Integer> paged = new ArrayList<>();
    List<Integer> attainable = new ArrayList<>();
    for (Future<Delay> one : running) {
      paged.add(one.get().paged);
      attainable.add(one.get().attainable);
    }
    long caught = paged.stream().filter(night -> night <= nights).count();
    var share = ShareInterval.atLevel(0.95).clopperPearson(caught, RUNS).interval();
    double mean = paged.stream().mapToInt(night -> night).average().orElseThrow();
    double best = attainable.stream().mapToInt(night -> night).average().orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.3f | %+.2f | %d nights | %d of %d [%.2f, %.2f] | %.1f | %.1f | %.1f | %.1f"
            + " | %.2f |%n",
        pattern.id,
        isDirected(pattern) ? "one" : "both",
        strength,
        TiltGrid.theta(tilt),
        nights,
        caught,
        RUNS,
        share.lower().orElseThrow(),
        share.upper().orElseThrow(),
        median(paged),
        median(attainable),
        mean,
        best,
        mean / best);
    return mean / best;
  }

  /** Nights are whole and waiting times skewed, so the ratio is that of the means. */
  @Test
  @Tag("full")
  void directedPatternsOfMiddleStrengthArePagedWithin1Point6OfWhatIsAttainable()
      throws InterruptedException, ExecutionException {
    System.out.println(
        "| pattern | directions | strength | log odds | watched for | caught [95 %] | median nights"
            + " | median attainable | mean nights | mean attainable | ratio of means |");
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Pattern pattern : PATTERNS) {
        line(pattern, pattern.strengths[0], 60, threads);
        double middle = line(pattern, pattern.strengths[1], 40, threads);
        line(pattern, pattern.strengths[2], 20, threads);
        if (isDirected(pattern)) {
          assertThat(middle).as(pattern.id).isLessThanOrEqualTo(1.6);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
