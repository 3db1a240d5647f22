package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
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
import io.plumbline.stats.ScoreBlock;
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
 * Do people refuse what is risky more often than what is not?
 *
 * <p>METHODS 8.D, D2 (iii): kernel S in blocks of reviewer and night, selected are the refused
 * decisions, the score is a risk that somebody other than proposer and decider gave. Without such a
 * score it is not identified. Evidence for sensitivity speaks for a reviewer, and its absence is no
 * evidence against one: that no slope beyond 0.2 is compatible with the records cannot be said by
 * this form, so it never calls a reviewer a rubber stamp and never alarms.
 */
final class RiskSensitivity implements Detector {

  static final String ID = "risk-sensitivity/1";

  private static final double NO_MARGIN = 0.10;
  private static final String YES = "yes";
  private static final String RULED = "ruled";
  private static final String SCORED = "scored";

  private static final Measurement RULINGS =
      new Measurement(
          "risk-sensitivity",
          Decisions.SPEC,
          List.of(new Expr(HastyReview.REVIEWER, "decided_by")),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(
                  "risk",
                  "if(risk_micro is null, null, cast(least(9, floor(risk_micro / 100000)) as string))"),
              new Expr("refused", "outcome = 'rejected'"),
              Selections.SOURCE_CELL),
          List.of(),
          "reviewed and decided_kind = 'human'");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "risk-refused",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  private static final Slope SLOPE =
      new Slope(
          "mean standardised risk of what was refused",
          "risk",
          "that night's mean",
          "sensitivity",
          RULINGS,
          "X19");

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.AUTHORITY;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(RULINGS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(HYPOTHESIS, NO_MARGIN, Claim.Width.ONE));
    SortedMap<Labels, SortedMap<Integer, long[]>> tonight = new TreeMap<>();
    for (Tally tally : history.tallies(RULINGS)) {
      tally.cell().value("source").ifPresent(source -> seen.source(Labels.NONE, source));
      seen.count(Labels.NONE, RULED, tally.n());
      Optional<String> risk = tally.cell().value("risk");
      if (risk.isPresent()) {
        seen.count(Labels.NONE, SCORED, tally.n());
        tally.cell().value("source").ifPresent(source -> seen.source(tally.scope(), source));
        long[] counts =
            tonight
                .computeIfAbsent(tally.scope(), key -> new TreeMap<>())
                .computeIfAbsent(Integer.parseInt(risk.get()), key -> new long[2]);
        counts[0] += tally.n();
        counts[1] += tally.cell().value("refused").orElse("").equals("true") ? tally.n() : 0;
      }
    }
    tonight.forEach(
        (scope, bins) ->
            book.add(HYPOTHESIS.name(), scope, List.of(YES), Map.of(YES, evidence(bins))));
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      evidence.add(measured(claim, seen, history));
    }
    if (evidence.isEmpty() && seen.counted(Labels.NONE, RULED) > 0) {
      evidence.add(
          new Evidence.Insufficient(
              HYPOTHESIS,
              Labels.NONE,
              Status.NOT_IDENTIFIED,
              "None of "
                  + Words.count(seen.counted(Labels.NONE, RULED), "ruling", "rulings")
                  + " by people is on a decision with a risk score of somebody who neither proposed"
                  + " nor decided it: whether they refuse what is risky does not follow from the"
                  + " records. Log risk, from 0 to 1, on any event of such an actor.",
              seen.sources(Labels.NONE)));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static TiltSum evidence(SortedMap<Integer, long[]> bins) {
    List<ScoreBlock.Cell> cells = new ArrayList<>();
    bins.forEach((bin, counts) -> cells.add(new ScoreBlock.Cell(bin, counts[0], counts[1])));
    return new ScoreBlock(cells).standardised().evidence();
  }

  private static Evidence measured(Claim claim, Seen seen, History history) {
    return SLOPE.of(
        claim,
        seen,
        history,
        "Reviewer "
            + claim.scope().value(HastyReview.REVIEWER).orElse("unnamed")
            + " refused "
            + Words.count(claim.top().state().lifetime().units(), "decision", "decisions")
            + " on nights with rulings of both kinds");
  }
}
