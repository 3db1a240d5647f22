package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.AdjustedP;
import io.plumbline.stats.Moments;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import io.plumbline.stats.WelchDifference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does a model score higher on items that were public before its training data end than on items
 * that came after?
 *
 * <p>Per task and model, directed, exploratory. Whether: kernel H, items the model passes as what
 * was chosen and items from before as the property, among items that other models find equally hard
 * (their mean score that night, in quarters; one class where fewer than three others scored): items
 * of different years need not be equally hard. How much: the difference of mean scores, after less
 * before, over all items, with Welch's interval and p-value, the latter adjusted for the number of
 * models of the task (Holm). An item counts once per model, by its first scores.
 */
final class CutoffGap implements Detector {

  static final String ID = "cutoff-gap/1";

  private static final String NAME = "scores-before-cutoff";
  private static final String TASK = "task";
  private static final String MODEL = "model";
  private static final String AFTER = "after";
  private static final String MOMENTS = "moments";
  private static final String YES = "yes";
  private static final double LEVEL = 0.95;
  private static final double POWER = 0.8;
  private static final double MICRO = 1e6;
  private static final int OTHERS = 3;
  private static final int CLASSES = 4;

  private static final Measurement SCORES =
      new Measurement(
          "cutoff-scores",
          EvaluationResults.SPEC,
          List.of(Expr.column(TASK)),
          List.of(Expr.column("item_id")),
          Optional.empty(),
          List.of(Expr.column(MODEL), new Expr(AFTER, "after_cutoff"), Selections.SOURCE_CELL),
          List.of(Expr.column("score_micro")),
          "version = 1 and not superseded and score_micro is not null and model is not null"
              + " and after_cutoff is not null");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          NAME,
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** What a model made of an item tonight. */
  private record Score(double mean, boolean isAfter) {}

  /** Scores on items from before and from after. */
  private record Arms(Moments before, Moments after) {

    private static final Arms NONE = new Arms(Moments.NONE, Moments.NONE);

    private Arms plus(Score score) {
      return score.isAfter
          ? new Arms(before, after.plus(score.mean))
          : new Arms(before.plus(score.mean), after);
    }

    private WelchDifference difference() {
      return WelchDifference.of(before, after, LEVEL);
    }

    private Fold fold() {
      return Fold.of(
          before.count(),
          before.mean(),
          before.squares(),
          after.count(),
          after.mean(),
          after.squares());
    }

    private static Arms of(Fold fold) {
      double[] n = fold.numbers();
      return new Arms(new Moments((long) n[0], n[1], n[2]), new Moments((long) n[3], n[4], n[5]));
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
    return List.of(SCORES);
  }

  @Override
  public List<Extract> extracts() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    double logOdds = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    Known known = Known.open(shelf);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(HYPOTHESIS, logOdds, Claim.Width.ONE));
    SortedMap<Labels, Arms> arms = new TreeMap<>();
    for (Shelf.Item item : shelf.items(MOMENTS)) {
      arms.put(item.scope(), Arms.of(item.fold()));
    }
    tonight(history, seen)
        .forEach(
            (task, items) -> {
              SortedMap<String, Map<Integer, long[]>> pools = new TreeMap<>();
              items.forEach(
                  (item, scores) ->
                      scores.forEach(
                          (model, score) -> {
                            Labels scope = scope(task, model);
                            if (known.isNew(NAME, scope, item)) {
                              arms.merge(
                                  scope,
                                  Arms.NONE.plus(score),
                                  (before, one) ->
                                      new Arms(
                                          before.before.plus(one.before),
                                          before.after.plus(one.after)));
                              count(
                                  pools
                                      .computeIfAbsent(model, key -> new HashMap<>())
                                      .computeIfAbsent(hardness(model, scores), key -> new long[4]),
                                  score);
                            }
                          }));
              pools.forEach(
                  (model, classes) ->
                      book.add(NAME, scope(task, model), List.of(YES), Map.of(YES, sum(classes))));
            });
    List<Evidence> evidence = evidence(book.close(), arms, levels, seen, history);
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    known.store(folds);
    arms.forEach(
        (scope, one) -> folds.put(Shelf.key(MOMENTS, Map.of("scope", scope.text())), one.fold()));
    return new Examination(evidence, folds);
  }

  private static Labels scope(String task, String model) {
    return Labels.of(Map.of(TASK, task, MODEL, model));
  }

  /** Scores by task, item and model. */
  private static SortedMap<String, SortedMap<String, SortedMap<String, Score>>> tonight(
      History history, Seen seen) {
    SortedMap<String, SortedMap<String, SortedMap<String, Score>>> tonight = new TreeMap<>();
    for (Tally tally : history.tallies(SCORES)) {
      String task = tally.scope().value(TASK).orElse("");
      String model = tally.cell().value(MODEL).orElse("");
      tonight
          .computeIfAbsent(task, key -> new TreeMap<>())
          .computeIfAbsent(tally.stratum().value("item_id").orElse(""), key -> new TreeMap<>())
          .put(
              model,
              new Score(
                  tally.sums().get(0) / (MICRO * tally.n()),
                  tally.cell().value(AFTER).orElse("").equals("true")));
      tally
          .cell()
          .value(Selections.SOURCE)
          .ifPresent(source -> seen.source(scope(task, model), source));
    }
    return tonight;
  }

  /** How hard the other models find an item: a quarter of the scale, or none of them. */
  private static int hardness(String model, Map<String, Score> scores) {
    double sum = 0;
    int others = 0;
    for (Map.Entry<String, Score> other : scores.entrySet()) {
      if (!other.getKey().equals(model)) {
        sum += other.getValue().mean;
        others++;
      }
    }
    return others < OTHERS
        ? CLASSES
        : (int) Math.max(0, Math.min(CLASSES - 1, Math.floor(CLASSES * sum / others)));
  }

  /** Counts: items, from before, passed, passed from before. */
  private static void count(long[] pool, Score score) {
    boolean isPassed = score.mean >= 0.5;
    pool[0]++;
    pool[1] += score.isAfter ? 0 : 1;
    pool[2] += isPassed ? 1 : 0;
    pool[3] += isPassed && !score.isAfter ? 1 : 0;
  }

  private static TiltSum sum(Map<Integer, long[]> classes) {
    return TiltSum.of(
        new TreeMap<>(classes)
            .values().stream()
                .map(pool -> new PoolBlock(pool[0], pool[1], pool[2], pool[3]))
                .toList());
  }

  private static List<Evidence> evidence(
      List<Claim> claims, SortedMap<Labels, Arms> arms, Levels levels, Seen seen, History history) {
    SortedMap<String, List<Claim>> byTask = new TreeMap<>();
    claims.forEach(
        claim ->
            byTask
                .computeIfAbsent(claim.scope().value(TASK).orElse(""), key -> new ArrayList<>())
                .add(claim));
    List<Evidence> evidence = new ArrayList<>();
    byTask.forEach(
        (task, models) -> {
          List<Labels> tested =
              models.stream()
                  .map(Claim::scope)
                  .filter(scope -> p(arms, scope).isPresent())
                  .toList();
          double[] holm =
              AdjustedP.holm(
                      tested.stream().mapToDouble(scope -> p(arms, scope).orElse(1)).toArray(),
                      1 - LEVEL)
                  .adjusted();
          for (Claim claim : models) {
            int place = tested.indexOf(claim.scope());
            evidence.add(
                evidence(
                    claim,
                    arms.getOrDefault(claim.scope(), Arms.NONE),
                    place < 0
                        ? ""
                        : " (p "
                            + p(p(arms, claim.scope()).orElse(1))
                            + ", "
                            + p(holm[place])
                            + " adjusted for the "
                            + Words.count(tested.size(), "model", "models")
                            + " of the task)",
                    levels,
                    seen,
                    history));
          }
        });
    return evidence;
  }

  private static OptionalDouble p(SortedMap<Labels, Arms> arms, Labels scope) {
    return arms.getOrDefault(scope, Arms.NONE).difference().significance().p();
  }

  private static String p(double p) {
    return String.format(Locale.ROOT, p < 0.001 ? "%.1e" : "%.4f", p);
  }

  private static Evidence evidence(
      Claim claim, Arms arms, String adjusted, Levels levels, Seen seen, History history) {
    WelchDifference difference = arms.difference();
    Effect effect =
        new Effect(
            "difference of mean scores, after less before",
            difference.estimate().value(),
            difference.estimate().interval(),
            Effect.Unit.SCORE_DIFFERENCE);
    double margin = levels.plan().margin("mean_score");
    double logE = claim.logE();
    Status status =
        arms.before.count() == 0 || arms.after.count() == 0
            ? Status.NO_INFORMATION
            : difference.estimate().status();
    return new Evidence.Measured(
        HYPOTHESIS,
        claim.scope(),
        status,
        effect,
        OptionalDouble.of(logE),
        claim.logELifetime(),
        OptionalDouble.of(effect.interval().isBeyond(margin) ? logE : Math.min(0, logE)),
        OptionalDouble.of(margin),
        difference.estimate().detectable(POWER),
        arms.before.count() + arms.after.count(),
        arms.before.count() + arms.after.count(),
        sentence(claim.scope(), arms, effect, adjusted),
        seen.sources(claim.scope()),
        Query.tallies(List.of(SCORES), claim.scope().without(MODEL), history.night()),
        List.of("X26"),
        false);
  }

  private static String sentence(Labels scope, Arms arms, Effect effect, String adjusted) {
    return "On "
        + scope.value(TASK).orElse("an unnamed task")
        + " the model "
        + scope.value(MODEL).orElse("")
        + " scores "
        + mean(arms.before)
        + " made public before the cut-off and "
        + mean(arms.after)
        + " made public after it: "
        + Words.effect(effect)
        + adjusted
        + ".";
  }

  private static String mean(Moments moments) {
    return (moments.count() == 0 ? "" : Words.decimal(moments.mean()) + " on ")
        + Words.count(moments.count(), "item", "items");
  }
}
