package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Nothing, one, constants, empty margins, ties and huge counts: whatever a public method then
 * returns, no number anywhere in it is NaN.
 */
class NoNanTest {

  private static final ItemBootstrap FEW = new ItemBootstrap(0.95, 20);

  private static SplittableRandom seeded() {
    return new SplittableRandom(1);
  }

  private static final Map<String, Supplier<Object>> RESULTS = new TreeMap<>();

  private static final long HUGE = 3_000_000_000L;

  private static final List<long[][]> TABLES =
      List.of(
          new long[0][],
          new long[][] {{0, 0}, {0, 0}},
          new long[][] {{5, 0}, {0, 0}},
          new long[][] {{5, 0}, {7, 0}},
          new long[][] {{0, 5}, {7, 0}},
          new long[][] {{1, 0}, {0, 1}},
          new long[][] {{4, 4}, {4, 4}},
          new long[][] {{0, 0, 3}, {0, 0, 0}, {0, 0, 4}},
          new long[][] {{HUGE, 2}, {3, HUGE}});

  private static final List<double[]> SAMPLES =
      List.of(
          new double[0],
          new double[] {3},
          new double[] {3, 3, 3},
          new double[] {-0.0, 0.0},
          new double[] {1, 2, 2, 9},
          new double[] {1e150, -1e150, 0});

  static {
    TABLES.forEach(NoNanTest::ofTable);
    for (double[] x : SAMPLES) {
      for (double[] y : SAMPLES) {
        ofSamples(x, y);
      }
    }
    long[][] shares = {{0, 0}, {0, 1}, {1, 1}, {0, 9}, {9, 9}, {HUGE, 2 * HUGE}};
    for (long[] first : shares) {
      put("shares " + first[0] + "/" + first[1], () -> intervals(first[0], first[1]));
      for (long[] second : shares) {
        put(
            "difference " + first[0] + "/" + first[1] + " " + second[0] + "/" + second[1],
            () -> differences(first[0], first[1], second[0], second[1]));
      }
    }
    ofProcesses();
  }

  private static void put(String name, Supplier<Object> result) {
    RESULTS.put(name, result);
  }

  private static void ofTable(long[][] table) {
    String name = Arrays.deepToString(table);
    put("contingency " + name, () -> contingency(Contingency.of(table)));
    put("kappa " + name, () -> kappas(table));
    put("paired " + name, () -> paired(PairedTable.of(table)));
    put("fleiss " + name, () -> fleiss(FleissKappa.of(table)));
    put("generalised " + name, () -> GeneralisedMantelHaenszel.test(List.of(table, table)));
    if (table.length == 2) {
      FourfoldTable four = new FourfoldTable(table[0][0], table[0][1], table[1][0], table[1][1]);
      put("strata " + name, () -> strata(List.of(four, four)));
      put("stratum " + name, () -> strata(List.of(four)));
    }
  }

  private static Object contingency(Contingency table) {
    return List.of(
        table.pearson(),
        table.yates(),
        table.likelihoodRatio(),
        table.cramersV(0.95),
        table.tschuprowT(),
        table.pearsonC(),
        table.expected());
  }

  private static Object kappas(long[][] table) {
    List<Object> all = new ArrayList<>();
    for (CohenKappa.Weights weights : CohenKappa.Weights.values()) {
      CohenKappa kappa = CohenKappa.of(table, weights);
      all.addAll(List.of(kappa.estimate(0.95), kappa.test(), kappa.nullStandardError()));
    }
    return all;
  }

  private static Object paired(PairedTable table) {
    return List.of(
        table.mcnemarExact(),
        table.discordantOdds(0.95),
        table.mcnemar(),
        table.mcnemarCorrected(),
        table.bowker(),
        table.stuartMaxwell(),
        table.bhapkar());
  }

  private static Object fleiss(FleissKappa kappa) {
    return List.of(
        kappa.kappa(FEW, seeded()),
        kappa.test(),
        kappa.randolph(FEW, seeded()),
        kappa.byCategory(0.95));
  }

  private static Object strata(List<FourfoldTable> tables) {
    MantelHaenszel family = MantelHaenszel.atLevel(0.95);
    List<Object> all =
        new ArrayList<>(
            List.of(
                family.test(tables, MantelHaenszel.Continuity.HALF),
                family.oddsRatio(tables),
                family.riskRatio(tables),
                family.breslowDay(tables),
                family.tarone(tables),
                tables.get(0).oddsRatio()));
    if (tables.get(0).n() < HUGE) {
      FisherExact exact = FisherExact.atLevel(0.95);
      all.add(exact.oddsRatio(tables));
      all.add(exact.test(tables, AlternativeHypothesis.TWO_SIDED));
    }
    return all;
  }

  private static void ofSamples(double[] x, double[] y) {
    String name = Arrays.toString(x) + " and " + Arrays.toString(y);
    put("ranks of " + name, () -> ranks(MannWhitney.of(x, y), KolmogorovSmirnov.of(x, y)));
    put("distances of " + name, () -> distances(x, y));
    put("equivalence of " + name, () -> Equivalence.within(-1, 1).welch(x, y));
    put("means of " + name, () -> means(x, y));
    put("alpha of " + name, () -> alphas(List.of(x, y)));
  }

  private static Object ranks(MannWhitney mannWhitney, KolmogorovSmirnov smirnov) {
    return List.of(
        mannWhitney.u(),
        mannWhitney.auc(0.95),
        mannWhitney.asymptotic(),
        mannWhitney.asymptoticCorrected(),
        mannWhitney.exact(),
        smirnov.distance(),
        smirnov.exact(),
        smirnov.exactIgnoringTies(),
        smirnov.asymptotic());
  }

  private static Object distances(double[] x, double[] y) {
    SampleDistance family = SampleDistance.atLevel(0.95);
    WeightedSample first = WeightedSample.of(x);
    WeightedSample second = WeightedSample.of(y);
    PointClouds clouds = PointClouds.of(points(x), points(y));
    double sigma = clouds.medianDistance(seeded());
    return List.of(
        family.wasserstein(first, second),
        family.energy(first, second),
        clouds.energyStatistic(0.95),
        clouds.mmdBiased(sigma, 0.95),
        clouds.mmdUnbiased(sigma, 0.95),
        clouds.energyTest(9, seeded()));
  }

  private static double[][] points(double[] values) {
    return DoubleStream.of(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static Object means(double[] x, double[] y) {
    List<Object> all = new ArrayList<>();
    for (ClusteredMean.Form form : ClusteredMean.Form.values()) {
      all.add(ClusteredMean.atLevel(0.95).mean(x, new int[x.length], form));
    }
    List<Double> treated = DoubleStream.of(x).boxed().toList();
    List<Double> control = DoubleStream.of(y).boxed().toList();
    all.add(
        BlockPermutation.test(
            List.of(new BlockPermutation.Block(treated, control)),
            AlternativeHypothesis.TWO_SIDED,
            0.95,
            seeded()));
    all.add(ChangePoints.withPenalty(3).of(x));
    return all;
  }

  private static Object alphas(List<double[]> ratings) {
    List<Object> all = new ArrayList<>();
    for (KrippendorffAlpha.Measurement measurement : KrippendorffAlpha.Measurement.values()) {
      all.add(KrippendorffAlpha.of(ratings, measurement).alpha(FEW, seeded()));
    }
    return all;
  }

  private static Object intervals(long hits, long trials) {
    ShareInterval family = ShareInterval.atLevel(0.95);
    return List.of(
        family.clopperPearson(hits, trials),
        family.wilson(hits, trials),
        family.jeffreys(hits, trials),
        family.agrestiCoull(hits, trials),
        new BetaBinomial(1, 1).confidence(hits, trials, 0.05),
        new BetaBinomial(1, 1).logE(hits, trials, 0),
        HiddenBias.largestP(hits, trials - hits, 1.5),
        CaptureRecapture.chapman(hits, trials, 0),
        CochranArmitage.test(new long[] {hits, hits}, new long[] {trials, trials}));
  }

  private static Object differences(long hits1, long trials1, long hits2, long trials2) {
    RiskDifference family = RiskDifference.atLevel(0.95);
    return List.of(
        family.newcombe(hits1, trials1, hits2, trials2),
        family.score(hits1, trials1, hits2, trials2),
        family.wald(hits1, trials1, hits2, trials2),
        family.agrestiCaffo(hits1, trials1, hits2, trials2));
  }

  private static void ofProcesses() {
    List<TiltBlock> blocks =
        List.of(
            new PoolBlock(0, 0, 0, 0),
            new PoolBlock(5, 5, 5, 5),
            new PoolBlock(HUGE, HUGE / 2, HUGE / 3, HUGE / 6),
            new ShareBlock(HUGE, 0, 0.5),
            new ShareBlock(3, 3, 0),
            new PairBlock(0, HUGE),
            new CountBlock(HUGE, 1e-300),
            new ScoreBlock(List.of(new ScoreBlock.Cell(1e100, HUGE, 1))),
            new ScoreBlock(List.of(new ScoreBlock.Cell(-4, HUGE, 0), new ScoreBlock.Cell(4, 2, 2))),
            new ClusterBlock(1e-9, List.of(new ClusterBlock.Cell(1, 1, HUGE))));
    for (TiltBlock block : blocks) {
      put("process of " + block, () -> process(TiltProcess.start().night(List.of(block, block))));
    }
    put("process of no night", () -> process(TiltProcess.start()));
    for (double supposed : new double[] {0, 0.3, 1}) {
      for (double seen : new double[] {0, 0.3, 1}) {
        put("bets against " + supposed + " of " + seen, () -> bets(supposed, seen));
      }
    }
    put("sequence of nothing", () -> AsymptoticSequence.of(0.05, 10).halfWidth(0, 0));
    put("one-sided sequence of nothing", () -> AsymptoticSequence.of(0.05, 9).oneSidedWidth(0, 0));
    put("instances", () -> InstanceWealth.logE());
    put("audit", () -> new PriorPosteriorRatio(1, 1).confidence(HUGE, 0, 0, 0.05));
  }

  private static Object process(TiltProcess process) {
    List<Object> all = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      all.add(process.result(direction, 0.05, DetectableTilt.of(0.05, direction)));
      all.add(process.logBeyondRope(direction));
      all.add(process.logRestart(direction));
    }
    all.add(process.sum().logOddsVariance());
    all.add(process.sum().shareDifference());
    all.add(HiddenBias.explainedBy(process.sum(), 0.05));
    all.add(process.toArray());
    return all;
  }

  private static Object bets(double supposed, double seen) {
    List<ClusterMeans> clusters = List.of(ClusterMeans.exactly(seen), ClusterMeans.exactly(seen));
    BettingProcess process = BettingProcess.start(supposed).night(List.of()).night(clusters);
    AsymptoticSequence width = AsymptoticSequence.of(0.05, 10);
    return List.of(
        process.result(Direction.EITHER, width),
        process.toArray(),
        BettingSequence.NONE.plus(clusters).result(width),
        PluginBets.hedgedLogWealth(new double[] {seen, seen}, supposed, 0.05),
        PluginBets.empiricalBernstein(new double[] {seen, seen}, 0.05),
        PluginBets.diversified(new double[] {seen}, 0.05, 3, 10));
  }

  @TestFactory
  Stream<DynamicTest> noNumberOfAnyResultIsNan() {
    return RESULTS.entrySet().stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.getKey(), () -> assertThat(nans("", one.getValue().get())).isEmpty()));
  }

  @Test
  void aNanWouldBeFound() throws ReflectiveOperationException {
    assertThat(nans("", List.of(1.0, Optional.of(new double[] {0, Double.NaN}))))
        .containsExactly("[1]?[1]");
    assertThat(nans("", new KitagawaDecomposition(1, Double.NaN, 0))).containsExactly(".rate");
  }

  @Test
  void nanIsNeverTakenIn() {
    assertThatThrownBy(() -> Calibrator.anytimeP(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number)");
    assertThatThrownBy(() -> InstanceWealth.logE(0, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number)");
    assertThatThrownBy(() -> EMixture.log(new double[] {1}, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log e-value: NaN (must be a number)");
    assertThatThrownBy(() -> Restarts.start(1, 1).night(new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid log increment: NaN (must be a number)");
  }

  /** Where in a value there is a NaN. */
  private static List<String> nans(String at, Object value) throws ReflectiveOperationException {
    List<String> found = new ArrayList<>();
    if (value instanceof Double number && number.isNaN()) {
      found.add(at);
    } else if (value instanceof OptionalDouble number && Double.isNaN(number.orElse(0))) {
      found.add(at);
    } else if (value instanceof Optional<?> present && present.isPresent()) {
      found.addAll(nans(at + "?", present.get()));
    } else if (value instanceof double[] numbers) {
      for (int i = 0; i < numbers.length; i++) {
        found.addAll(nans(at + "[" + i + "]", numbers[i]));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        found.addAll(nans(at + "[" + i + "]", list.get(i)));
      }
    } else if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        found.addAll(nans(at + "." + component.getName(), component.getAccessor().invoke(value)));
      }
    }
    return found;
  }
}
