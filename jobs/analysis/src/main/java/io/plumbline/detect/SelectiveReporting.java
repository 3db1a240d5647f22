package io.plumbline.detect;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Of several runs of a model on a task, are the better ones reported, and how much of the reported
 * score is due to that?
 *
 * <p>Directed up, exploratory: kernel H, a block being the runs that became known in one night for
 * one task and model (METHODS 1.1); chosen are those that the log says count for a scorecard, the
 * attribute is a score above the median. The correction for having taken the best of k is exact,
 * for all k runs are known: what is reported less the mean of all. Runs that leave no log are
 * another test's.
 */
final class SelectiveReporting implements Detector {

  static final String ID = "selective-reporting/1";

  private static final String NAME = "reported-as-run";
  private static final String TASK = "task";
  private static final String YES = "yes";
  private static final String TOTALS = "totals";

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          NAME,
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** Runs, those of them that are reported, groups, and by how much their reports exceed means. */
  private record Totals(double runs, double reported, double groups, double excess) {

    private static final Totals NONE = new Totals(0, 0, 0, 0);

    private Totals plus(List<ExtractRow> group) {
      double all = mean(group);
      List<ExtractRow> told = group.stream().filter(EvaluatedRuns::isReported).toList();
      return new Totals(
          runs + group.size(), reported + told.size(), groups + 1, excess + mean(told) - all);
    }

    private static double mean(List<ExtractRow> group) {
      return group.stream().mapToDouble(EvaluatedRuns::score).average().orElse(0);
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
  public List<Extract> extracts() {
    return List.of(EvaluatedRuns.EXTRACT);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    double margin = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(HYPOTHESIS, margin, Claim.Width.ONE));
    SortedMap<Labels, Totals> totals = new TreeMap<>();
    for (Shelf.Item item : shelf.items(TOTALS)) {
      double[] n = item.fold().numbers();
      totals.put(item.scope(), new Totals(n[0], n[1], n[2], n[3]));
    }
    SortedMap<Labels, List<PoolBlock>> blocks = new TreeMap<>();
    tonight(history)
        .forEach(
            (who, group) -> {
              Labels task = who.without("model");
              if (isTold(group)) {
                blocks.computeIfAbsent(task, key -> new ArrayList<>()).add(block(group));
                totals.put(task, totals.getOrDefault(task, Totals.NONE).plus(group));
                group.forEach(row -> seen.source(task, row.labels().get(0)));
              }
            });
    blocks.forEach((task, all) -> book.add(NAME, task, List.of(YES), Map.of(YES, TiltSum.of(all))));
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      Totals sums = totals.getOrDefault(claim.scope(), Totals.NONE);
      evidence.add(
          TiltEvidence.of(
              claim,
              levels,
              new TiltEvidence.Setting(
                  margin,
                  Status.OK,
                  seen.sources(claim.scope()),
                  query(claim.scope(), history),
                  List.of("X09"),
                  false),
              (scope, top, sum, effect) -> sentence(scope, sums, sum, effect)));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    totals.forEach(
        (scope, one) ->
            folds.put(
                Shelf.key(TOTALS, Map.of("scope", scope.text())),
                Fold.of(one.runs, one.reported, one.groups, one.excess)));
    return new Examination(evidence, folds);
  }

  /** Runs that became known tonight, by task and model. */
  private static SortedMap<Labels, List<ExtractRow>> tonight(History history) {
    SortedMap<Labels, List<ExtractRow>> tonight = new TreeMap<>();
    for (ExtractRow row : history.rows(EvaluatedRuns.EXTRACT)) {
      if (EvaluatedRuns.isNew(row) && EvaluatedRuns.isToldApart(row)) {
        tonight
            .computeIfAbsent(
                Labels.of(Map.of(TASK, EvaluatedRuns.task(row), "model", EvaluatedRuns.model(row))),
                key -> new ArrayList<>())
            .add(row);
      }
    }
    return tonight;
  }

  /** Whether some of several runs are reported and others not. */
  private static boolean isTold(List<ExtractRow> group) {
    long reported = group.stream().filter(EvaluatedRuns::isReported).count();
    return reported > 0 && reported < group.size();
  }

  private static PoolBlock block(List<ExtractRow> group) {
    double[] scores = group.stream().mapToDouble(EvaluatedRuns::score).sorted().toArray();
    double median = (scores[(scores.length - 1) / 2] + scores[scores.length / 2]) / 2;
    long above = group.stream().filter(row -> EvaluatedRuns.score(row) > median).count();
    List<ExtractRow> reported = group.stream().filter(EvaluatedRuns::isReported).toList();
    return new PoolBlock(
        group.size(),
        above,
        reported.size(),
        reported.stream().filter(row -> EvaluatedRuns.score(row) > median).count());
  }

  private static String sentence(Labels scope, Totals sums, TiltSum seen, Effect effect) {
    return "On "
        + scope.value(TASK).orElse("an unnamed task")
        + ", of "
        + Words.count(Math.round(sums.runs), "run", "runs")
        + " in "
        + Words.count(Math.round(sums.groups), "group", "groups")
        + " of one model and night, "
        + Words.count(Math.round(sums.reported))
        + " are reported, "
        + Words.count(Math.round(seen.hits()))
        + " of them from the better half of their group where "
        + Words.tenths(seen.expectedHits())
        + " were expected: "
        + Words.effect(effect)
        + ". What is reported is "
        + Words.signed(sums.groups == 0 ? 0 : sums.excess / sums.groups)
        + " above the mean of all runs.";
  }

  private static String query(Labels scope, History history) {
    return "select night, model, run_id, reported, score_micro, source, file, position from"
        + " silver.evaluation_runs where task = "
        + Query.literal(scope.value(TASK).orElse(""))
        + " and version = 1 and reported is not null and night <= date'"
        + history.night()
        + "' order by night, model, run_id";
  }
}
