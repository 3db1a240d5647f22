package io.plumbline.detect;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Moments;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.PairedTable;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Significance;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What does a score owe to the judge: how far do two judges of one task differ on the very same
 * outputs of a model?
 *
 * <p>METHODS 8.B, B4, per task, two judges and model: outputs that both judged, each by its first
 * score. Severity: the mean difference, paired, with its interval; agreement: the share on the same
 * side of one half, with Wilson's interval; whether the verdicts lie the same way (below, at, above
 * one half): Stuart and Maxwell; and kernel P on the outputs that only one of them puts above. The
 * judge that scored first is the former one; by name where both began on one night.
 *
 * <p>Shown and never an alarm: that two judges differ is no lean of either, but a model's score
 * that moves with the judge is no progress of the model.
 */
final class JudgeChange implements Detector {

  static final String ID = "judge-change/1";

  private static final String NAME = "judge-severity";
  private static final String TASK = "task";
  private static final String MODEL = "model";
  private static final String JUDGE = "judge";
  private static final String FORMER = "former_judge";
  private static final String SCORES = "scores";
  private static final double MICRO = 1e6;
  private static final double LEVEL = 0.95;
  private static final double POWER = 0.8;

  /** Judges of a task that are compared with each other, at most: those that came first. */
  private static final int JUDGES = 8;

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          NAME,
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.BOTH,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** First scores of a judge of a model on a task, by item, and the night of the first. */
  private record Judged(long since, SortedMap<Double, Double> scores) {

    private Fold fold() {
      double[] numbers = new double[1 + 2 * scores.size()];
      numbers[0] = since;
      int i = 1;
      for (Map.Entry<Double, Double> one : scores.entrySet()) {
        numbers[i++] = one.getKey();
        numbers[i++] = one.getValue();
      }
      return Fold.of(numbers);
    }

    private static Judged of(Fold fold) {
      double[] numbers = fold.numbers();
      SortedMap<Double, Double> scores = new TreeMap<>();
      for (int i = 1; i < numbers.length; i += 2) {
        scores.put(numbers[i], numbers[i + 1]);
      }
      return new Judged((long) numbers[0], scores);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(SelfPreference.SCORES);
  }

  @Override
  public List<Extract> extracts() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, Judged> judged = new TreeMap<>();
    for (Shelf.Item item : shelf.items(SCORES)) {
      judged.put(item.scope(), Judged.of(item.fold()));
    }
    for (Tally tally : history.tallies(SelfPreference.SCORES)) {
      Labels who =
          Labels.of(
              Map.of(
                  TASK, tally.scope().value(TASK).orElse(""),
                  JUDGE, tally.cell().value(JUDGE).orElse(""),
                  MODEL, tally.cell().value(MODEL).orElse("")));
      judged
          .computeIfAbsent(who, key -> new Judged(history.night().toEpochDay(), new TreeMap<>()))
          .scores
          .putIfAbsent(
              Known.hash(tally.stratum().value("item_id").orElse("")),
              tally.sums().get(0) / (MICRO * tally.n()));
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    byModel(judged)
        .forEach(
            (model, judges) -> {
              for (int later = 1; later < judges.size(); later++) {
                for (int former = 0; former < later; former++) {
                  compared(
                          model,
                          judges.get(former),
                          judges.get(later),
                          judged,
                          levels,
                          seen,
                          history)
                      .forEach(evidence::add);
                }
              }
            });
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    judged.forEach(
        (who, one) -> folds.put(Shelf.key(SCORES, Map.of("scope", who.text())), one.fold()));
    return new Examination(evidence, folds);
  }

  /** Judges of each task and model, in the order in which they came. */
  private static SortedMap<Labels, List<String>> byModel(SortedMap<Labels, Judged> judged) {
    Map<Labels, Long> first = new HashMap<>();
    judged.forEach((who, one) -> first.merge(who.without(MODEL), one.since, Math::min));
    SortedMap<Labels, List<String>> byModel = new TreeMap<>();
    judged.keySet().stream()
        .sorted(
            Comparator.comparingLong((Labels who) -> first.get(who.without(MODEL)))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(
            who -> {
              List<String> judges =
                  byModel.computeIfAbsent(who.without(JUDGE), key -> new ArrayList<>());
              if (judges.size() < JUDGES) {
                judges.add(who.value(JUDGE).orElse(""));
              }
            });
    return byModel;
  }

  private static List<Evidence> compared(
      Labels model,
      String former,
      String later,
      SortedMap<Labels, Judged> judged,
      Levels levels,
      Seen seen,
      History history) {
    SortedMap<Double, Double> one = judged.get(model.with(JUDGE, former)).scores;
    SortedMap<Double, Double> other = judged.get(model.with(JUDGE, later)).scores;
    long[][] table = new long[3][3];
    Moments difference = Moments.NONE;
    Moments was = Moments.NONE;
    for (Map.Entry<Double, Double> score : one.entrySet()) {
      Double now = other.get(score.getKey());
      if (now != null) {
        difference = difference.plus(now - score.getValue());
        was = was.plus(score.getValue());
        table[side(score.getValue())][side(now)]++;
      }
    }
    if (difference.count() == 0) {
      return List.of();
    }
    Labels scope = model.with(FORMER, former).with(JUDGE, later);
    FixedEstimate size = difference.meanWithin(LEVEL);
    double margin = levels.plan().margin("mean_score");
    Effect effect =
        new Effect(
            "difference of scores, later less former judge",
            OptionalDouble.of(difference.mean()),
            size.interval(),
            Effect.Unit.SCORE_DIFFERENCE);
    TiltSum sides = new PairBlock(table[0][2] + table[1][2], table[2][0] + table[2][1]).evidence();
    return List.of(
        new Evidence.Measured(
            HYPOTHESIS,
            scope,
            size.status(),
            effect,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.of(margin),
            size.detectable(POWER),
            difference.count(),
            difference.count(),
            sentence(scope, was, difference, table, sides, effect),
            seen.sources(Labels.of(Map.of(TASK, model.value(TASK).orElse("")))),
            Query.tallies(
                List.of(SelfPreference.SCORES),
                Labels.of(Map.of(TASK, model.value(TASK).orElse(""))),
                history.night()),
            List.of("X24"),
            true));
  }

  private static int side(double score) {
    return score < 0.5 ? 0 : score > 0.5 ? 2 : 1;
  }

  private static String sentence(
      Labels scope, Moments was, Moments difference, long[][] table, TiltSum sides, Effect effect) {
    long agreed = table[0][0] + table[1][1] + table[2][2];
    Interval agreement = ShareInterval.atLevel(LEVEL).wilson(agreed, difference.count()).interval();
    Significance margins = PairedTable.of(table).stuartMaxwell();
    return "On the same "
        + Words.count(difference.count(), "output", "outputs")
        + " of "
        + scope.value(MODEL).orElse("")
        + " for "
        + scope.value(TASK).orElse("")
        + " the judge "
        + scope.value(JUDGE).orElse("")
        + " gives "
        + Words.decimal(was.mean() + difference.mean())
        + " on average where "
        + scope.value(FORMER).orElse("")
        + " gives "
        + Words.decimal(was.mean())
        + ": "
        + Words.effect(effect)
        + "; they are on the same side of one half in "
        + Words.percent((double) agreed / difference.count())
        + " (95 % interval "
        + Words.percent(agreement.lower().orElse(0))
        + " to "
        + Words.percent(agreement.upper().orElse(1))
        + ")"
        + (margins.p().isEmpty()
            ? ""
            : ", and their verdicts lie the same way with p "
                + String.format(Locale.ROOT, "%.2g", margins.p().getAsDouble())
                + " (log e-value "
                + Words.signed(sides.logMixture(Direction.BOTH.tilt()))
                + " for a leaning)")
        + ".";
  }
}
