package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.CountBlock;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Does anybody review more in an hour than the policy allows, or suddenly more than before?
 *
 * <p>METHODS 8.D, D2 (iv). A review beyond the stated cap on reviews in 60 minutes breaks the
 * policy. A person's reviews a night are watched against the mean of the previous 28 nights (kernel
 * N with restarts); such a mean is an estimate, so that this is shown and never pages.
 */
final class ReviewBursts implements Detector {

  static final String ID = "review-bursts/1";

  private static final String HOUR = "in_hour";
  private static final String CAPPED = "capped";
  private static final String OVER = "over";
  private static final String KIND = "reviews-by-night";
  private static final String MOST = "most-in-hour";
  private static final String YES = "yes";
  private static final int BASELINE = 28;
  private static final int LEAST_BASELINE = 14;
  private static final int ROWS_KEPT = 1_000;
  private static final double NO_MARGIN = 0.10;

  private static final Measurement REVIEWS =
      new Measurement(
          "review-bursts",
          Decisions.SPEC,
          List.of(new Expr(HastyReview.REVIEWER, "decided_by")),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(HOUR, "cast(reviews_in_hour as string)"),
              new Expr(CAPPED, "review_cap is not null"),
              new Expr(OVER, "coalesce(reviews_in_hour > review_cap, false)"),
              Selections.SOURCE_CELL),
          List.of(),
          "reviews_in_hour is not null");

  private static final Extract BEYOND =
      new Extract(
          "reviews-over-cap",
          Decisions.SPEC,
          new Expr("decision", "concat_ws('|', decision_id, cast(version as string))"),
          List.of(
              Expr.column("position"), Expr.column("reviews_in_hour"), Expr.column("review_cap")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column("decided_by")),
          "reviews_in_hour > review_cap",
          ROWS_KEPT);

  private static final Hypothesis CAP = hypothesis("reviews-an-hour", Hypothesis.Standing.PRIMARY);
  private static final Hypothesis NO_CAP =
      hypothesis("reviews-an-hour-cap", Hypothesis.Standing.EXPLORATORY);
  private static final Hypothesis RATE =
      hypothesis("reviews-a-night", Hypothesis.Standing.EXPLORATORY);

  private static Hypothesis hypothesis(String name, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        name,
        Question.AUTHORITY,
        Family.AUTHORITY,
        Direction.UP,
        standing,
        Hypothesis.Instances.MANY);
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
    return List.of(REVIEWS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(BEYOND);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    RuleBook book = new RuleBook(seen);
    book.begin(CAP, Labels.NONE, levels, history.night());
    SortedMap<Labels, Long> tonight = new TreeMap<>();
    long most = shelf.items(MOST).stream().mapToLong(one -> (long) one.fold().numbers()[0]).sum();
    for (Tally tally : history.tallies(REVIEWS)) {
      tally
          .cell()
          .value("source")
          .ifPresent(
              source -> {
                seen.source(Labels.NONE, source);
                seen.source(tally.scope(), source);
              });
      book.count(
          CAP, Labels.NONE, is(tally, CAPPED) ? tally.n() : 0, is(tally, OVER) ? tally.n() : 0);
      most = Math.max(most, Long.parseLong(tally.cell().value(HOUR).orElse("0")));
      tonight.merge(tally.scope(), tally.n(), Math::addExact);
    }
    List<Evidence> evidence = new ArrayList<>();
    cap(history, book, seen, most).ifPresent(evidence::add);
    Map<String, Fold> folds = new HashMap<>();
    evidence.addAll(rates(history, levels, shelf, seen, tonight, folds));
    seen.store(folds);
    if (most > 0) {
      folds.put(Shelf.key(MOST, Map.of()), Fold.of(most));
    }
    return new Examination(evidence, folds);
  }

  private static Optional<Evidence> cap(History history, RuleBook book, Seen seen, long most) {
    if (book.checked(CAP, Labels.NONE) == 0 && book.broken(CAP, Labels.NONE) == 0) {
      return seen.sources(Labels.NONE).isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Evidence.Insufficient(
                  NO_CAP,
                  Labels.NONE,
                  Status.NOT_APPLICABLE,
                  "No cap on reviews an hour is stated (policy: reviews_per_hour); the most by one"
                      + " person in 60 minutes was "
                      + Words.count(most)
                      + ".",
                  seen.sources(Labels.NONE)));
    }
    List<ExtractRow> rows = history.rows(BEYOND);
    return Optional.of(
        book.evidence(
            CAP,
            Labels.NONE,
            Evidence.Gravity.BREACH,
            Words.count(book.broken(CAP, Labels.NONE))
                + " of "
                + Words.count(
                    book.checked(CAP, Labels.NONE), "review by a person", "reviews by people")
                + " came beyond the stated cap on reviews in 60 minutes; the most by one person was "
                + Words.count(most),
            "select decision_id, night, domain, decided_by, decided_at, reviews_in_hour,"
                + " review_cap, review_seconds, change_size, source, file, position"
                + " from silver.decisions where reviews_in_hour > review_cap and night <= date'"
                + history.night()
                + "' order by night, decided_by, decided_at, decision_id",
            List.of("X19"),
            RuleBook.links(rows)));
  }

  /** A person's reviews tonight against the nights before: advisory. */
  private static List<Evidence> rates(
      History history,
      Levels levels,
      Shelf shelf,
      Seen seen,
      SortedMap<Labels, Long> tonight,
      Map<String, Fold> folds) {
    TiltBook tilts =
        TiltBook.open(shelf, history, levels, name -> Terms.of(RATE, NO_MARGIN, Claim.Width.ONE));
    SortedMap<Labels, double[]> before = new TreeMap<>();
    shelf.items(KIND).forEach(item -> before.put(item.scope(), item.fold().numbers()));
    tonight.keySet().forEach(scope -> before.putIfAbsent(scope, new double[0]));
    before.forEach(
        (scope, counts) -> {
          long count = tonight.getOrDefault(scope, 0L);
          if (counts.length >= LEAST_BASELINE) {
            double mean = (sum(counts) + 1) / counts.length;
            tilts.add(
                RATE.name(),
                scope,
                List.of(YES),
                Map.of(YES, new CountBlock(count, mean).evidence()));
          }
          // A night with an open finding is no reference.
          double[] after = levels.of(RATE, scope).open() ? counts : appended(counts, count);
          folds.put(Shelf.key(KIND, Map.of("scope", scope.text())), Fold.of(after));
        });
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : tilts.close()) {
      evidence.add(
          TiltEvidence.of(
              claim,
              levels,
              new TiltEvidence.Setting(
                  NO_MARGIN,
                  Status.OK,
                  seen.sources(claim.scope()),
                  Query.tallies(List.of(REVIEWS), claim.scope(), history.night()),
                  List.of("X19"),
                  true),
              (scope, top, sum, effect) ->
                  "Reviewer "
                      + scope.value(HastyReview.REVIEWER).orElse("unnamed")
                      + " made "
                      + Words.count(Math.round(sum.hits()), "review", "reviews")
                      + " where "
                      + Words.tenths(sum.expectedHits())
                      + " were expected from the 28 nights before each: "
                      + Words.effect(effect)
                      + ". Shown only: the expectation is itself an estimate."));
    }
    tilts.store(folds);
    return evidence;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  private static double[] appended(double[] counts, double count) {
    int kept = Math.min(counts.length, BASELINE - 1);
    double[] after = new double[kept + 1];
    System.arraycopy(counts, counts.length - kept, after, 0, kept);
    after[kept] = count;
    return after;
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }
}
