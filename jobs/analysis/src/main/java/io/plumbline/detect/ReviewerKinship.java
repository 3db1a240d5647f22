package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltSum;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Do reviewing models agree with proposals of their own lineage more than other reviewing models
 * do?
 *
 * <p>Kernel H in blocks of night and domain: the pool are the decisions that one model proposed and
 * a model ruled on, selected are those approved, the attribute is a reviewer related to the
 * proposer by at least one half. Reviewers of other families on the same night in the same domain
 * are what agreement is compared with: without them it is not identified, since a quiet night and a
 * quiet reviewer look the same.
 */
final class ReviewerKinship implements Detector {

  static final String ID = "reviewer-kinship/1";

  private static final Measurement RULINGS =
      new Measurement(
          "reviewer-kinship",
          Decisions.SPEC,
          List.of(new Expr(Selections.PURPOSE, "proposed_kind")),
          List.of(Expr.column("domain")),
          Optional.empty(),
          List.of(
              new Expr(Selections.TAKEN, "outcome <> 'rejected'"),
              new Expr(Selections.HAS, "authority = 'self_approved'"),
              Selections.SOURCE_CELL,
              new Expr(Selections.CLUSTERED, "proposed_by is not null")),
          List.of(),
          "counted and batch_unit and proposed_kind = 'model' and decided_kind = 'model'");

  private static final OneValueTest TEST =
      new OneValueTest(RULINGS, name -> hypothesis(), List.of("X31"), ReviewerKinship::sentence);

  private static Hypothesis hypothesis() {
    return new Hypothesis(
        ID,
        "agreement-with-own-family",
        Question.AUTHORITY,
        Family.AUTHORITY,
        Direction.UP,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.ONE);
  }

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
    Examination tested = TEST.examine(history, levels);
    SortedSet<String> sources = new TreeSet<>();
    long rulings = 0;
    for (Tally tally : history.tallies(RULINGS)) {
      tally.cell().value("source").ifPresent(sources::add);
      rulings += tally.n();
    }
    if (!tested.evidence().isEmpty() || rulings == 0) {
      return tested;
    }
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        new Evidence.Insufficient(
            hypothesis(),
            Labels.NONE,
            Status.NOT_IDENTIFIED,
            "Models ruled on "
                + Words.count(rulings, "proposal", "proposals")
                + " of models tonight, and so far never in one domain and night both reviewers of"
                + " the proposer's lineage and others: agreement has nothing to be compared with.",
            List.copyOf(sources)));
    return new Examination(evidence, tested.folds());
  }

  private static String sentence(Labels scope, Claim.Value top, TiltSum seen, Effect effect) {
    return "Of "
        + Words.count(seen.units(), "model proposal", "model proposals")
        + " that models approved where both kinds of reviewers ruled, "
        + Words.count(Math.round(seen.hits()))
        + " were approved by a reviewer of the proposer's own lineage where "
        + Words.tenths(seen.expectedHits())
        + " were expected from how often such reviewers ruled: "
        + Words.effect(effect)
        + ".";
  }
}
