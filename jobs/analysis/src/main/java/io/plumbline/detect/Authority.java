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
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Did humans keep authority over decisions, by domain?
 *
 * <p>Rules over executed decisions (METHODS 8.D, D0): the approver class that the stated policy
 * asks for, a policy being stated at all, approval before execution unless the policy asks for
 * none, approval of the very content that was executed, and no approval of one's own proposal where
 * the policy asks for a person (with a second person asked for it breaks the policy itself; where a
 * model may approve, that it is related to the proposer is shown in the shares and is no missed
 * rule). A decision is counted on its first terminal event; a rule broken by what becomes known
 * later is counted on that night, and every decision at most once. The share executed without a
 * prior human approval is given as bounds, with decisions of unknown authority at both ends.
 */
final class Authority implements Detector {

  static final String ID = "authority/1";

  private static final String DOMAIN = "domain";
  private static final String AUTHORITY = "authority";
  private static final String EXECUTED = "executed";
  private static final String REQUIRED = "required";
  private static final String BREACH = "breach";
  private static final String EARLY = "executed_before_approved";
  private static final String MISMATCH = "digest_mismatch";
  private static final String OPEN = "open_to_all";
  private static final String PERSON = "person_required";
  private static final String NEEDS_PERSON =
      "coalesce(required_class in ('human_with_sight', 'human_nominal'), false)";
  private static final String NEEDS_NOBODY = "coalesce(required_class = 'none', false)";
  private static final String IS_EXECUTED = "outcome in ('executed', 'reverted')";
  private static final String EARLY_RULE =
      "(executed_before_approved and not " + NEEDS_NOBODY + ")";
  private static final String SELF_RULE = "(authority = 'self_approved' and " + NEEDS_PERSON + ")";
  private static final int ROWS_KEPT = 100_000;
  private static final ShareInterval SHARES = ShareInterval.atLevel(0.95);

  private static final Measurement DECISIONS =
      new Measurement(
          "decisions-authority",
          Decisions.SPEC,
          List.of(Expr.column(DOMAIN)),
          List.of(),
          Optional.empty(),
          List.of(
              Expr.column(AUTHORITY),
              Expr.column("approver_class"),
              new Expr(EXECUTED, IS_EXECUTED),
              new Expr(REQUIRED, "required_class is not null"),
              new Expr(PERSON, NEEDS_PERSON),
              new Expr(OPEN, NEEDS_NOBODY),
              Expr.column(BREACH),
              Selections.SOURCE_CELL),
          List.of(),
          "counted");

  private static final Extract BROKEN =
      new Extract(
          "decisions-broken-rules",
          Decisions.SPEC,
          new Expr("decision", "concat_ws('|', decision_id, cast(version as string))"),
          List.of(
              Expr.column("position"),
              new Expr(BREACH, "cast(coalesce(breach, false) as int)"),
              new Expr(EARLY, "cast(" + EARLY_RULE + " as int)"),
              new Expr(MISMATCH, "cast(digest_mismatch as int)"),
              new Expr("self_approved", "cast(" + SELF_RULE + " as int)")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(DOMAIN),
              Expr.column("decision_id")),
          IS_EXECUTED
              + " and (coalesce(breach, false) or "
              + EARLY_RULE
              + " or digest_mismatch or "
              + SELF_RULE
              + ")",
          ROWS_KEPT);

  /**
   * A rule over single decisions.
   *
   * @param column column of the extract that says it was broken
   * @param binds whether it binds the decisions of a tally
   * @param predicate SQL of a decision that breaks it
   */
  private record Rule(
      String name,
      int column,
      Predicate<Tally> binds,
      String predicate,
      Evidence.Gravity gravity,
      String broken) {

    private Hypothesis hypothesis() {
      return Authority.hypothesis(name, Hypothesis.Standing.PRIMARY);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "required-approval",
              1,
              tally -> tally.cell().value(BREACH).isPresent(),
              "breach",
              Evidence.Gravity.BREACH,
              "without the approval that the stated policy asks for"),
          new Rule(
              "approved-before-execution",
              2,
              tally -> !is(tally, OPEN),
              EARLY_RULE,
              Evidence.Gravity.ATTENTION,
              "before they were approved"),
          new Rule(
              "approved-content",
              3,
              tally -> true,
              "digest_mismatch",
              Evidence.Gravity.ATTENTION,
              "with a content other than the approved one"),
          new Rule(
              "no-self-approval",
              4,
              tally -> is(tally, PERSON),
              SELF_RULE,
              Evidence.Gravity.ATTENTION,
              "on the approval of their own proposer"));

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
    return List.of(DECISIONS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(BROKEN);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    Known known = Known.open(shelf);
    RuleBook book = new RuleBook(seen);
    Map<Labels, List<Tally>> tonight = new HashMap<>();
    for (Tally tally : history.tallies(DECISIONS)) {
      tonight.computeIfAbsent(tally.scope(), key -> new ArrayList<>()).add(tally);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
      if (is(tally, EXECUTED)) {
        seen.count(tally.scope(), EXECUTED, tally.n());
        seen.count(
            tally.scope(), "executed " + tally.cell().value(AUTHORITY).orElse(""), tally.n());
      }
    }
    SortedSet<Labels> domains = new TreeSet<>(seen.scopes());
    for (ExtractRow row : history.rows(BROKEN)) {
      Labels domain = Labels.of(Map.of(DOMAIN, row.labels().get(3)));
      domains.add(domain);
      seen.source(domain, row.labels().get(0));
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Labels domain : domains) {
      List<Tally> tallies = tonight.getOrDefault(domain, List.of());
      for (Rule rule : RULES) {
        rule(rule, domain, tallies, history, levels, book, known).ifPresent(evidence::add);
      }
      evidence.add(boundary(domain, tallies, history, levels, book));
      evidence.add(shares(domain, seen, history));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    known.store(folds);
    return new Examination(evidence, folds);
  }

  private static Optional<Evidence> rule(
      Rule rule,
      Labels domain,
      List<Tally> tallies,
      History history,
      Levels levels,
      RuleBook book,
      Known known) {
    Hypothesis hypothesis = rule.hypothesis();
    book.begin(hypothesis, domain, levels, history.night());
    String name = domain.value(DOMAIN).orElse("");
    List<ExtractRow> rows =
        history.rows(BROKEN).stream()
            .filter(row -> row.labels().get(3).equals(name))
            .filter(row -> row.integers().get(rule.column) == 1)
            .filter(row -> known.isNew(rule.name, domain, row.labels().get(4)))
            .toList();
    long checked = 0;
    for (Tally tally : tallies) {
      checked += rule.binds.test(tally) && is(tally, EXECUTED) ? tally.n() : 0;
    }
    book.count(hypothesis, domain, checked, rows.size());
    if (book.checked(hypothesis, domain) == 0 && book.broken(hypothesis, domain) == 0) {
      return Optional.empty();
    }
    return Optional.of(
        book.evidence(
            hypothesis,
            domain,
            rule.gravity,
            "Domain "
                + name
                + ": "
                + Words.count(book.broken(hypothesis, domain))
                + " of "
                + Words.count(book.checked(hypothesis, domain), "decision was", "decisions were")
                + " executed "
                + rule.broken,
            "select decision_id, version, night, authority, approver_class, required_class,"
                + " proposed_at, decided_at, executed_at, source, file, position"
                + " from silver.decisions where domain = "
                + Query.literal(name)
                + " and "
                + IS_EXECUTED
                + " and "
                + rule.predicate
                + " and night <= date'"
                + history.night()
                + "' order by night, decision_id, version",
            List.of("X17", "X18", "X20", "X22"),
            RuleBook.links(rows)));
  }

  private static Evidence boundary(
      Labels domain, List<Tally> tallies, History history, Levels levels, RuleBook book) {
    Hypothesis hypothesis = hypothesis("stated-boundary", Hypothesis.Standing.PRIMARY);
    book.begin(hypothesis, domain, levels, history.night());
    for (Tally tally : tallies) {
      if (is(tally, EXECUTED)) {
        book.count(hypothesis, domain, tally.n(), is(tally, REQUIRED) ? 0 : tally.n());
      }
    }
    long silent = book.broken(hypothesis, domain);
    String name = domain.value(DOMAIN).orElse("");
    return book.evidence(
        hypothesis,
        domain,
        Evidence.Gravity.ATTENTION,
        silent == 0
            ? "Domain "
                + name
                + ": the stated policy covers all "
                + Words.count(book.checked(hypothesis, domain), "decision", "decisions")
            : "Domain "
                + name
                + ": no stated boundary for "
                + Words.count(silent)
                + " of "
                + Words.count(
                    book.checked(hypothesis, domain), "executed decision", "executed decisions"),
        Query.tallies(List.of(DECISIONS), domain, history.night()),
        List.of("X18"),
        List.of());
  }

  /** The share executed without a prior human approval: unknown authority counts at both ends. */
  private static Evidence shares(Labels domain, Seen seen, History history) {
    long executed = seen.counted(domain, EXECUTED);
    long assisted = seen.counted(domain, "executed assisted");
    long unknown = seen.counted(domain, "executed unknown");
    long without = executed - assisted - unknown;
    String name = domain.value(DOMAIN).orElse("");
    Effect effect =
        new Effect(
            "share executed without a prior human approval",
            executed == 0 || unknown > 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) without / executed),
            new Interval(
                SHARES.clopperPearson(without, executed).interval().lower(),
                SHARES.clopperPearson(without + unknown, executed).interval().upper(),
                0.95,
                Interval.Kind.FIXED),
            Effect.Unit.RATE);
    return new Evidence.Measured(
        hypothesis("share-without-human-approval", Hypothesis.Standing.EXPLORATORY),
        domain,
        executed == 0 ? Status.NO_DATA : unknown > 0 ? Status.PARTIAL : Status.OK,
        effect,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        executed,
        executed,
        "Domain "
            + name
            + ": of "
            + Words.count(executed, "executed decision", "executed decisions")
            + ", "
            + Words.count(assisted)
            + " had a prior human approval, "
            + Words.count(without)
            + " had none and "
            + Words.count(unknown)
            + " are of unknown authority; the share without is at least "
            + Words.percent(executed == 0 ? 0 : (double) without / executed)
            + " and at most "
            + Words.percent(executed == 0 ? 1 : (double) (without + unknown) / executed)
            + ".",
        seen.sources(domain),
        Query.tallies(List.of(DECISIONS), domain, history.night()),
        List.of("X17", "X18", "X19", "X22"),
        false);
  }

  private static boolean is(Tally tally, String label) {
    return tally.cell().value(label).orElse("").equals("true");
  }
}
