package io.plumbline.detect;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.GeometricDecay;
import io.plumbline.stats.Interval;
import io.plumbline.stats.LogGain;
import io.plumbline.stats.Regression;
import io.plumbline.stats.StandardErrors;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Did generations on which more compute was spent gain more?
 *
 * <p>METHODS 8.G: the log gain in capability on bridge items, regressed on the log of the compute
 * the ledger names for the generation, by unit of the ledger. Refused below three gains, where all
 * generations cost the same, and where the line leaves no residual; fitted anew with every
 * generation, at a level that lets all intervals hold together. Compute that names no known
 * generation makes it partial.
 */
final class GainPerCompute implements Detector {

  static final String ID = "loop-elasticity/1";

  private static final String KIND = "spent";
  private static final String GENERATION = "generation";
  private static final double ALPHA = 0.05;
  private static final int LEAST_GAINS = 3;
  private static final int NAMELESS = -1;

  /** Normal quantile of 80 %. */
  private static final double POWER = 0.8416;

  private static final Hypothesis HYPOTHESIS =
      CycleTimes.hypothesis(
          ID, "gain-per-compute", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.LOOP;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(CriteriaEffect.SCORES, ComputeShares.LEDGER);
  }

  /** Scores alone are no loop. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    GenerationScores scores = GenerationScores.of(shelf, history, seen);
    SortedMap<String, SortedMap<Integer, Double>> spent = spent(shelf, history, seen);
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    scores.store(folds);
    List<Evidence> evidence = new ArrayList<>();
    spent.forEach(
        (unit, amounts) -> {
          amounts.forEach(
              (generation, amount) ->
                  folds.put(
                      Shelf.key(
                          KIND,
                          Map.of(
                              ComputeShares.UNIT, unit, GENERATION, Integer.toString(generation))),
                      Fold.of(amount)));
          evidence.add(evidence(unit, amounts, scores, seen, history));
        });
    return new Examination(evidence, folds);
  }

  /** Amounts by unit and generation. */
  private static SortedMap<String, SortedMap<Integer, Double>> spent(
      Shelf shelf, History history, Seen seen) {
    SortedMap<String, SortedMap<Integer, Double>> spent = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      spent
          .computeIfAbsent(item.label(ComputeShares.UNIT), key -> new TreeMap<>())
          .put(Integer.parseInt(item.label(GENERATION)), item.fold().numbers()[0]);
    }
    for (Tally tally : history.tallies(ComputeShares.LEDGER)) {
      int generation =
          history
              .generation(tally.stratum().value(ComputeShares.MODEL).orElse(""))
              .orElse(NAMELESS);
      spent
          .computeIfAbsent(
              tally.scope().value(ComputeShares.UNIT).orElse(""), key -> new TreeMap<>())
          .merge(generation, tally.sums().get(0) / ComputeShares.MICRO, Double::sum);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    return spent;
  }

  private static Evidence evidence(
      String unit,
      SortedMap<Integer, Double> amounts,
      GenerationScores scores,
      Seen seen,
      History history) {
    List<double[]> rows = new ArrayList<>();
    List<Double> gains = new ArrayList<>();
    for (int generation : scores.generations()) {
      double amount = amounts.getOrDefault(generation, 0.0);
      if (amount > 0) {
        CapabilityGain.gain(generation, scores)
            .map(LogGain::value)
            .ifPresent(
                gain -> {
                  rows.add(new double[] {1, Math.log(amount)});
                  gains.add(gain);
                });
      }
    }
    int k = rows.size();
    double level = GeometricDecay.levelAtGeneration(ALPHA, Math.max(1, k));
    boolean isPartial = amounts.getOrDefault(NAMELESS, 0.0) > 0;
    if (k < LEAST_GAINS) {
      return measured(
          unit,
          Status.INSUFFICIENT,
          OptionalDouble.empty(),
          Interval.unbounded(level, Interval.Kind.FIXED),
          OptionalDouble.empty(),
          k,
          head(unit)
              + "needs three gains of generations whose compute is known; there are "
              + Words.count(k)
              + ".",
          seen,
          history);
    }
    FixedEstimate slope =
        Regression.leastSquares(
                rows.toArray(double[][]::new), gains.stream().mapToDouble(gain -> gain).toArray())
            .coefficients(StandardErrors.ofModel(), level)
            .get(1);
    boolean isFitted = slope.status() == Status.OK;
    return measured(
        unit,
        isFitted && isPartial ? Status.PARTIAL : slope.status(),
        isFitted ? slope.value() : OptionalDouble.empty(),
        isFitted ? slope.interval() : Interval.unbounded(level, Interval.Kind.FIXED),
        isFitted ? detectable(slope) : OptionalDouble.empty(),
        k,
        head(unit)
            + (isFitted
                ? "is "
                    + Words.signed(slope.value().orElseThrow())
                    + " ("
                    + Words.interval(slope.interval())
                    + ") over "
                    + Words.count(k)
                    + " generations: a doubling of compute went with a log gain changed by "
                    + Words.signed(Math.log(2) * slope.value().orElseThrow())
                : "cannot be told from " + Words.count(k) + " generations")
            + (isPartial
                ? "; compute of "
                    + Words.tenths(amounts.get(NAMELESS))
                    + " names no model of a known generation and is left out"
                : "")
            + ".",
        seen,
        history);
  }

  private static String head(String unit) {
    return "The elasticity of gains in capability on bridge items to compute in " + unit + " ";
  }

  /** Half the interval and what 80 % power adds to it. */
  private static OptionalDouble detectable(FixedEstimate slope) {
    return OptionalDouble.of(
        slope.interval().upper().orElseThrow()
            - slope.value().orElseThrow()
            + POWER * slope.standardError().orElseThrow());
  }

  private static Evidence measured(
      String unit,
      Status status,
      OptionalDouble value,
      Interval interval,
      OptionalDouble detectable,
      int gains,
      String sentence,
      Seen seen,
      History history) {
    return new Evidence.Measured(
        HYPOTHESIS,
        Labels.of(Map.of(ComputeShares.UNIT, unit)),
        status,
        new Effect(
            "log gain in capability per log of compute spent on the generation",
            value,
            interval,
            Effect.Unit.LOG_GAIN),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        detectable,
        gains,
        gains,
        sentence,
        seen.sources(Labels.NONE),
        "select subject_model, sum(amount_micro) / 1e6 as amount from silver.compute_ledger where"
            + " unit = "
            + Query.literal(unit)
            + " and night <= date'"
            + history.night()
            + "' group by subject_model order by subject_model",
        List.of(),
        false);
  }
}
