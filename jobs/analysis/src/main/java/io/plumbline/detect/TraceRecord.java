package io.plumbline.detect;

import io.plumbline.datasets.silver.Traces;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Is it known of every trace that was kept for training where it came from and who chose it, is
 * what entered training what was kept, and what do people's reviews of kept traces assure?
 *
 * <p>METHODS 8.E, per teacher. Provenance coverage is a census and has no interval: a trace is
 * covered when its run, problem, verifier, selector, training set and the digest found there are
 * all recorded on the night on which it is known to be kept. Digests are compared as they are
 * recorded, normalised in no way. The kept traces of one teacher are the population of the review
 * statement.
 */
final class TraceRecord implements Detector {

  static final String ID = "trace-record/1";

  /** Coverage below which the missing rest asks for attention. */
  private static final double FLOOR = 0.95;

  private static final String TEACHER = "teacher";
  private static final String LACKS = "lacks";
  private static final String KEPT = "kept_traces";
  private static final String REVIEWED = "reviewed_traces";
  private static final String REFUSED = "refused_traces";
  private static final String IN_TRAINING = "in_training";
  private static final String MISMATCH = "mismatch";

  private static final Measurement RECORD =
      new Measurement(
          "trace-record",
          Traces.SPEC,
          List.of(Expr.column(TEACHER)),
          List.of(),
          Optional.empty(),
          List.of(
              new Expr(KEPT, "kept_now"),
              new Expr(REVIEWED, "reviewed_now"),
              new Expr(REFUSED, "review_outcome = 'rejected'"),
              new Expr(IN_TRAINING, "in_training_now"),
              new Expr(MISMATCH, "digest_mismatch"),
              new Expr(
                  LACKS,
                  "case when generator_run is null then 'run' when problem_id is null then 'problem'"
                      + " when verifier is null then 'verifier' when selector_id is null then"
                      + " 'selector' when training_set is null then 'training set'"
                      + " when digest_in_training is null then 'digest in training'"
                      + " else 'nothing' end"),
              Selections.SOURCE_CELL),
          List.of(),
          "kept_now or reviewed_now or in_training_now");

  private static final Extract ALTERED =
      new Extract(
          "traces-altered",
          Traces.SPEC,
          Expr.column("trace_id"),
          List.of(Expr.column("position")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(TEACHER)),
          "in_training_now and digest_mismatch",
          1_000);

  private static final Hypothesis COVERED = hypothesis("provenance-is-complete");
  private static final Hypothesis UNALTERED = hypothesis("kept-digest-is-trained-on");
  private static final Hypothesis REVIEWS = hypothesis("defective-among-kept");

  private static final Assurance ASSURANCE =
      new Assurance(REVIEWS, "share refused among kept traces", List.of("X15"));

  private static Hypothesis hypothesis(String name) {
    return new Hypothesis(
        ID,
        name,
        Question.SELECTION,
        Family.PROVENANCE,
        Direction.UP,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.SELECTION;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(RECORD);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(ALTERED);
  }

  /** What was kept says nothing of what it was chosen from. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    for (Labels scope : history.tallies(RECORD).stream().map(Tally::scope).distinct().toList()) {
      book.begin(COVERED, scope, levels, history.night());
      book.begin(UNALTERED, scope, levels, history.night());
    }
    history.tallies(RECORD).forEach(tally -> count(tally, seen, book));
    List<Evidence> evidence = new ArrayList<>();
    for (Labels scope : seen.scopes()) {
      if (book.checked(COVERED, scope) > 0) {
        evidence.add(covered(scope, seen, book, history));
        evidence.add(assured(scope, seen, history));
      }
      if (book.checked(UNALTERED, scope) > 0) {
        evidence.add(unaltered(scope, book, history));
      }
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static void count(Tally tally, Seen seen, RuleBook book) {
    Labels scope = tally.scope();
    long n = tally.n();
    tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(scope, source));
    if (is(tally, KEPT)) {
      String lacks = tally.cell().value(LACKS).orElse("nothing");
      book.count(COVERED, scope, n, lacks.equals("nothing") ? 0 : n);
      seen.count(scope, KEPT, n);
      if (!lacks.equals("nothing")) {
        seen.count(scope, LACKS + " " + lacks, n);
      }
    }
    if (is(tally, REVIEWED)) {
      seen.count(scope, REVIEWED, n);
      seen.count(scope, REFUSED, is(tally, REFUSED) ? n : 0);
    }
    if (is(tally, IN_TRAINING)) {
      book.count(UNALTERED, scope, n, is(tally, MISMATCH) ? n : 0);
    }
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }

  private static Evidence covered(Labels scope, Seen seen, RuleBook book, History history) {
    long kept = book.checked(COVERED, scope);
    long lacking = book.broken(COVERED, scope);
    double coverage = 1 - (double) lacking / kept;
    SortedMap<String, Long> parts = new TreeMap<>();
    for (String name : seen.counterNames(scope)) {
      if (name.startsWith(LACKS + " ")) {
        parts.put(name.substring(LACKS.length() + 1), seen.counted(scope, name));
      }
    }
    String first =
        parts.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(
                part ->
                    ", most often for want of the "
                        + part.getKey()
                        + " ("
                        + Words.count(part.getValue())
                        + ")")
            .orElse("");
    return book.evidence(
        COVERED,
        scope,
        coverage < FLOOR ? Evidence.Gravity.ATTENTION : Evidence.Gravity.NOTE,
        "Provenance covers "
            + Words.percent(coverage)
            + " of "
            + Words.count(kept, "trace", "traces")
            + " of "
            + teacher(scope)
            + " kept for training; "
            + Words.count(lacking)
            + " cannot be traced from run to training set"
            + first,
        Query.tallies(List.of(RECORD), scope, history.night()),
        List.of("X15", "X16"),
        List.of());
  }

  private static Evidence unaltered(Labels scope, RuleBook book, History history) {
    List<RowLink> rows =
        history.rows(ALTERED).stream()
            .filter(row -> row.labels().get(3).equals(scope.value(TEACHER).orElse("")))
            .map(RuleBook::link)
            .toList();
    long altered = book.broken(UNALTERED, scope);
    return book.evidence(
        UNALTERED,
        scope,
        Evidence.Gravity.ATTENTION,
        "Of "
            + Words.count(book.checked(UNALTERED, scope), "trace", "traces")
            + " of "
            + teacher(scope)
            + " found in training data, "
            + Words.count(altered, "has", "have")
            + " another digest there than where "
            + (altered == 1 ? "it was" : "they were")
            + " generated (digests compared as recorded, without normalisation)",
        "select trace_id, digest, digest_in_training, training_set, source, file, position from"
            + " silver.traces where in_training_now and digest_mismatch and teacher = "
            + Query.literal(scope.value(TEACHER).orElse(""))
            + " and night <= date'"
            + history.night()
            + "' order by trace_id",
        List.of(),
        rows);
  }

  private static Evidence assured(Labels scope, Seen seen, History history) {
    Assurance.Counts counts =
        new Assurance.Counts(
            seen.counted(scope, KEPT), seen.counted(scope, REVIEWED), seen.counted(scope, REFUSED));
    return ASSURANCE.statement(
        scope,
        counts,
        "Of "
            + Words.count(counts.population(), "trace", "traces")
            + " of "
            + teacher(scope)
            + " kept for training "
            + Words.count(counts.reviewed(), "was", "were")
            + " reviewed and "
            + Words.count(counts.defective())
            + " refused; ",
        seen.sources(scope),
        Query.tallies(List.of(RECORD), scope, history.night()));
  }

  private static String teacher(Labels scope) {
    return "teacher " + scope.value(TEACHER).orElse("unnamed");
  }
}
