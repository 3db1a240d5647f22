package io.plumbline.detect;

import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.PairBlock;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does a judge that is related to a candidate give it more than independent judges do, item by
 * item?
 *
 * <p>METHODS 8.F, per task and judge: a judge that is the candidate or related to it by 0.5 or more
 * (own), a candidate it is not related to (rival), and a judge related to neither. An item counts
 * once per own judge, on the night on which all four of its scores are known, by the first of each:
 *
 * <ul>
 *   <li>kernel P, one-sided, on items on which the two judges prefer different candidates: does the
 *       own judge's preference go to its own candidate?
 *   <li>Engine B, one-sided, on {@code D = (own judge on own - independent on own) - (own judge on
 *       rival - independent on rival)}, in score points: general leniency and true differences of
 *       quality cancel.
 * </ul>
 *
 * <p>NOT_IDENTIFIED where an own judge scored but no item has all four scores. The order in which
 * answers were shown and their length are in no log that is read: neither is checked.
 */
final class SelfPreference implements Detector {

  static final String ID = "self-preference/1";

  private static final String TASK = "task";
  private static final String MODEL = "model";
  private static final String JUDGE = "judge";
  private static final String RELATION = "judge_relation";
  private static final String PREFERENCE = "own-candidate-preferred";
  private static final String YES = "yes";
  private static final String STANDING = "standing";
  private static final List<String> ATTACKS = List.of("X24");

  /** Also what judges are compared by. */
  static final Measurement SCORES =
      new Measurement(
          "self-preference-scores",
          EvaluationResults.SPEC,
          List.of(Expr.column(TASK)),
          List.of(Expr.column("item_id")),
          Optional.empty(),
          List.of(
              Expr.column(MODEL),
              Expr.column(JUDGE),
              Expr.column(RELATION),
              Selections.SOURCE_CELL),
          List.of(Expr.column("score_micro")),
          "version = 1 and not superseded and score_micro is not null and model is not null"
              + " and judge is not null");

  private static Hypothesis hypothesis(String name) {
    return new Hypothesis(
        ID,
        name,
        Question.SEPARATION,
        Family.SELF_PREFERENCE,
        Direction.UP,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.MANY);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.SEPARATION;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(SCORES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    double logOdds = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    JudgedItems items = JudgedItems.open(shelf);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(hypothesis(name), logOdds, Claim.Width.ONE));
    SortedMap<Labels, Leniency> leniencies = Leniency.open(shelf);
    Map<String, Labels> relations = new HashMap<>();
    for (Shelf.Item item : shelf.items(STANDING)) {
      relations.put(item.key().without("fold").text(), item.key().without("fold"));
    }
    for (Tally tally : history.tallies(SCORES)) {
      Labels pair =
          tally
              .scope()
              .with(JUDGE, tally.cell().value(JUDGE).orElse(""))
              .with(MODEL, tally.cell().value(MODEL).orElse(""));
      items.add(pair, tally.stratum().value("item_id").orElse(""), mean(tally));
      Labels related = pair.with(RELATION, tally.cell().value(RELATION).orElse(Kinship.UNKNOWN));
      relations.put(related.text(), related);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels own : owners(relations.values())) {
      Labels task = Labels.of(Map.of(TASK, own.value(TASK).orElse("")));
      List<JudgedItems.Quartet> complete = items.complete(own, relations.values());
      seen.count(own, "items", complete.size());
      seen.sources(task).forEach(source -> seen.source(own, source));
      book.add(PREFERENCE, own, List.of(YES), Map.of(YES, preferences(complete)));
      leniencies.put(
          own,
          leniencies
              .getOrDefault(own, Leniency.start(history.night(), levels))
              .night(
                  history.night(),
                  levels.of(hypothesis(Leniency.NAME), own).since(),
                  complete,
                  levels));
      if (seen.counted(own, "items") == 0) {
        evidence.add(unidentified(own, seen));
      }
    }
    for (Claim claim : book.close()) {
      if (seen.counted(claim.scope(), "items") > 0) {
        evidence.add(preference(claim, levels, logOdds, seen, history));
        evidence.add(
            leniencies
                .get(claim.scope())
                .evidence(
                    hypothesis(Leniency.NAME),
                    claim.scope(),
                    levels,
                    seen.sources(claim.scope()),
                    query(claim.scope(), history),
                    ATTACKS));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    items.store(folds);
    book.store(folds);
    leniencies.forEach((own, one) -> folds.put(Leniency.key(own), one.fold()));
    relations.values().forEach(one -> folds.put(Shelf.key(STANDING, one.values()), Fold.of(1)));
    return new Examination(evidence, folds);
  }

  /** In millionths; several scores of a night count by their mean. */
  private static double mean(Tally tally) {
    return tally.sums().get(0) / (double) tally.n();
  }

  /** Task and judge of every judge that ever scored itself or a relative. */
  private static List<Labels> owners(Iterable<Labels> relations) {
    SortedMap<Labels, Labels> owners = new TreeMap<>();
    for (Labels one : relations) {
      if (Kinship.isClose(one.value(RELATION).orElse(""))) {
        Labels own = one.without(RELATION).without(MODEL);
        owners.put(own, own);
      }
    }
    return List.copyOf(owners.keySet());
  }

  private static TiltSum preferences(List<JudgedItems.Quartet> items) {
    long first = items.stream().filter(item -> item.isDiscordant() && item.favoursOwn()).count();
    long second = items.stream().filter(item -> item.isDiscordant() && !item.favoursOwn()).count();
    return new PairBlock(first, second).evidence();
  }

  private static Evidence preference(
      Claim claim, Levels levels, double margin, Seen seen, History history) {
    return TiltEvidence.of(
        claim,
        levels,
        new TiltEvidence.Setting(
            margin,
            Status.OK,
            seen.sources(claim.scope()),
            query(claim.scope(), history),
            ATTACKS,
            false),
        (scope, top, sum, effect) ->
            "Task "
                + scope.value(TASK).orElse("")
                + ": of "
                + Words.count(seen.counted(scope, "items"), "item", "items")
                + " that "
                + scope.value(JUDGE).orElse("")
                + " and an independent judge both scored, the two prefer different candidates on "
                + Words.count(sum.units())
                + ", and on "
                + Words.count(Math.round(sum.hits()))
                + " of them the related judge prefers its relative: "
                + Words.effect(effect)
                + ".");
  }

  private static Evidence unidentified(Labels own, Seen seen) {
    return new Evidence.Insufficient(
        hypothesis(PREFERENCE),
        own,
        Status.NOT_IDENTIFIED,
        "Task "
            + own.value(TASK).orElse("")
            + ": "
            + own.value(JUDGE).orElse("")
            + " judges itself or a relative, and on no item is there also a score by a judge that"
            + " is related to neither candidate, for its relative and for a model it is not related"
            + " to: whether it favours its own cannot be told.",
        seen.sources(own));
  }

  private static String query(Labels own, History history) {
    return "select night, item_id, model, judge, judge_relation, score_micro, run_id from"
        + " silver.evaluation_results where version = 1 and not superseded and judge is not null"
        + " and task = "
        + Query.literal(own.value(TASK).orElse(""))
        + " and night <= date'"
        + history.night()
        + "' order by item_id, model, judge, night";
  }
}
