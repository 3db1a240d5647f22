package io.plumbline.detect;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Cloudevents;
import io.plumbline.datasets.bronze.Git;
import io.plumbline.datasets.bronze.Inspect;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.datasets.bronze.Openlineage;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Gates;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.ExtractRow;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is each source's record complete, and is its past still what it was?
 *
 * <p>Rules over {@code record_breaks} and over every raw record, per source. A record that was
 * edited, removed or slipped in after it was read breaks a rule of its own each: a breach. A
 * sequence gap, an id that stands for two contents, or a claimed time that its place in the
 * sequence contradicts is a missed process rule. Exact duplicates are noted. A missing night, a
 * source that fell silent and the share of malformed records shut the gates of the source's
 * questions.
 */
final class RecordIntegrity implements Detector {

  static final String ID = "record/1";

  private static final String KIND = "kind";
  private static final String MALFORMED = "malformed";
  private static final String LATE = "late";
  private static final String STREAK = "nights in a row";
  private static final String SILENT = "silent nights";

  /** Nights in a row that make a source regular, as in the refiner of missing nights. */
  private static final int REGULAR = 7;

  private static final int ROWS_KEPT = 1_000;

  private static final List<Expr> BY_SOURCE = List.of(Expr.column(Gates.SOURCE));

  private static final Measurement BREAKS =
      new Measurement(
          "record-breaks",
          RecordBreaks.SPEC,
          BY_SOURCE,
          List.of(),
          Optional.empty(),
          List.of(Expr.column(KIND)),
          List.of(Expr.column("missing")),
          "true");

  private static final List<Measurement> RECORDS =
      Stream.of(Cloudevents.SPEC, Git.SPEC, Inspect.SPEC, Openlineage.SPEC, Mapped.SPEC)
          .map(RecordIntegrity::records)
          .toList();

  private static final Extract PLACES =
      new Extract(
          "record-break-places",
          RecordBreaks.SPEC,
          new Expr("place", "concat_ws('|', source, file, kind, cast(position as string))"),
          List.of(Expr.column("position"), Expr.column("missing")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(KIND),
              Expr.column("detail")),
          "true",
          ROWS_KEPT);

  /** Kinds of break of which every record counts; of the others every place does. */
  private static final Set<String> BY_RECORD = Set.of("edited", "removed", "inserted");

  /** A rule, the kinds of break that break it, and what that amounts to. */
  private record Rule(
      String name,
      List<String> kinds,
      Evidence.Gravity gravity,
      Hypothesis.Standing standing,
      String broken,
      String attack) {

    private Hypothesis hypothesis() {
      return RecordIntegrity.hypothesis(name, standing);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "unaltered",
              List.of("edited", "rewritten_history"),
              Evidence.Gravity.BREACH,
              Hypothesis.Standing.PRIMARY,
              "records or places that were edited after they were read",
              "X20"),
          new Rule(
              "nothing-removed",
              List.of("removed", "truncated", "vanished"),
              Evidence.Gravity.BREACH,
              Hypothesis.Standing.PRIMARY,
              "records or files that were read and are no longer there",
              "X20"),
          new Rule(
              "nothing-inserted",
              List.of("inserted"),
              Evidence.Gravity.BREACH,
              Hypothesis.Standing.PRIMARY,
              "records that were slipped in among those already read",
              "X20"),
          new Rule(
              "no-gaps",
              List.of("sequence_gap"),
              Evidence.Gravity.ATTENTION,
              Hypothesis.Standing.PRIMARY,
              "gaps in the sequence",
              "X20"),
          new Rule(
              "times-follow-sequence",
              List.of("back_dated"),
              Evidence.Gravity.ATTENTION,
              Hypothesis.Standing.PRIMARY,
              "records that claim an earlier time than the one before them in the sequence",
              "X17"),
          new Rule(
              "one-content-per-id",
              List.of("id_conflict"),
              Evidence.Gravity.ATTENTION,
              Hypothesis.Standing.PRIMARY,
              "ids that stand for two contents",
              "X20"),
          new Rule(
              "digests-hold",
              List.of("digest_mismatch"),
              Evidence.Gravity.ATTENTION,
              Hypothesis.Standing.PRIMARY,
              "runs whose samples are not what their results state",
              "X20"),
          new Rule(
              "no-duplicates",
              List.of("duplicate"),
              Evidence.Gravity.NOTE,
              Hypothesis.Standing.EXPLORATORY,
              "records that came twice",
              "X20"));

  private static Measurement records(TableSpec table) {
    return new Measurement(
        "records-" + table.name(),
        table,
        BY_SOURCE,
        List.of(),
        Optional.empty(),
        List.of(new Expr(MALFORMED, "reason is not null"), Expr.column(LATE)),
        List.of(),
        "true");
  }

  private static Hypothesis hypothesis(String name, Hypothesis.Standing standing) {
    return new Hypothesis(
        ID,
        name,
        Question.RECORD,
        Family.PROVENANCE,
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
    return Question.RECORD;
  }

  @Override
  public List<Measurement> measurements() {
    return Stream.concat(Stream.of(BREAKS), RECORDS.stream()).toList();
  }

  @Override
  public List<Extract> extracts() {
    return List.of(PLACES);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Seen seen = Seen.open(Shelf.of(history));
    RuleBook book = new RuleBook(seen);
    Map<Labels, long[]> tonight = new HashMap<>();
    for (Measurement records : RECORDS) {
      for (Tally tally : history.tallies(records)) {
        long[] counts = tonight.computeIfAbsent(tally.scope(), key -> new long[2]);
        counts[0] += tally.n();
        counts[1] += tally.cell().value(MALFORMED).orElse("").equals("true") ? tally.n() : 0;
      }
    }
    List<Labels> sources = sources(history, seen, tonight);
    List<Evidence> evidence = new ArrayList<>();
    for (Labels source : sources) {
      seen.count(source, "records", tonight.getOrDefault(source, new long[2])[0]);
      seen.source(source, source.value(Gates.SOURCE).orElse(""));
      for (Rule rule : RULES) {
        evidence.add(rule(rule, source, history, levels, book, tonight));
      }
      evidence.add(missing(source, history, book, isSilent(source, seen, tonight)));
      evidence.add(malformed(source, history, book, tonight));
    }
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static List<Labels> sources(History history, Seen seen, Map<Labels, long[]> tonight) {
    SortedSet<Labels> sources = new TreeSet<>(seen.scopes());
    sources.addAll(tonight.keySet());
    history.tallies(BREAKS).forEach(tally -> sources.add(tally.scope()));
    return List.copyOf(sources);
  }

  private static Evidence rule(
      Rule rule,
      Labels source,
      History history,
      Levels levels,
      RuleBook book,
      Map<Labels, long[]> tonight) {
    Hypothesis hypothesis = rule.hypothesis();
    book.begin(hypothesis, source, levels, history.night());
    long broken = 0;
    for (Tally tally : history.tallies(BREAKS)) {
      if (tally.scope().equals(source)
          && rule.kinds.contains(tally.cell().value(KIND).orElse(""))) {
        broken +=
            BY_RECORD.contains(tally.cell().value(KIND).orElse(""))
                ? Math.max(tally.n(), tally.sums().stream().findFirst().orElse(0L))
                : tally.n();
      }
    }
    book.count(hypothesis, source, tonight.getOrDefault(source, new long[2])[0], broken);
    List<ExtractRow> rows = rows(history, source, rule.kinds);
    return book.evidence(
        hypothesis,
        source,
        rule.gravity,
        "Source "
            + source.value(Gates.SOURCE).orElse("")
            + ": "
            + Words.count(book.broken(hypothesis, source))
            + " "
            + rule.broken
            + " in "
            + Words.count(book.checked(hypothesis, source), "record", "records")
            + first(rows),
        query(source, history, rule.kinds),
        List.of(rule.attack),
        rows.stream().map(RuleBook::link).toList());
  }

  /**
   * Whether a source that spoke on each of the nights of a week, and on none since, is silent
   * tonight. Keeps count of its nights.
   */
  private static boolean isSilent(Labels source, Seen seen, Map<Labels, long[]> tonight) {
    boolean speaks = tonight.getOrDefault(source, new long[2])[0] > 0;
    if (speaks) {
      if (seen.counted(source, SILENT) > 0) {
        seen.reset(source, STREAK);
        seen.reset(source, SILENT);
      }
      seen.count(source, STREAK, 1);
      return false;
    }
    if (seen.counted(source, STREAK) < REGULAR) {
      seen.reset(source, STREAK);
      return false;
    }
    seen.count(source, SILENT, 1);
    return true;
  }

  private static Evidence missing(Labels source, History history, RuleBook book, boolean isSilent) {
    List<String> kinds = List.of("missing_night");
    long missing = isSilent ? 1 : 0;
    for (Tally tally : history.tallies(BREAKS)) {
      if (tally.scope().equals(source) && kinds.contains(tally.cell().value(KIND).orElse(""))) {
        missing += tally.n();
      }
    }
    return tonightOnly(
        hypothesis(Gates.MISSING, Hypothesis.Standing.EXPLORATORY),
        source,
        book,
        1,
        Math.min(1, missing),
        Evidence.Gravity.ATTENTION,
        "Source "
            + source.value(Gates.SOURCE).orElse("")
            + (missing == 0
                ? " is there on "
                : isSilent
                    ? " spoke every night for a week and has no record on "
                    : " is missing on ")
            + history.night(),
        isSilent ? Query.tallies(RECORDS, source, history.night()) : query(source, history, kinds),
        rows(history, source, kinds).stream().map(RuleBook::link).toList());
  }

  private static Evidence malformed(
      Labels source, History history, RuleBook book, Map<Labels, long[]> tonight) {
    long[] counts = tonight.getOrDefault(source, new long[2]);
    return tonightOnly(
        hypothesis(Gates.MALFORMED, Hypothesis.Standing.EXPLORATORY),
        source,
        book,
        counts[0],
        counts[1],
        Evidence.Gravity.NOTE,
        "Source "
            + source.value(Gates.SOURCE).orElse("")
            + ": "
            + Words.count(counts[1])
            + " of "
            + Words.count(counts[0], "record", "records")
            + " of tonight could not be used",
        "select reason, count(*) as n from silver.quarantine where source = "
            + Query.literal(source.value(Gates.SOURCE).orElse(""))
            + " and night = date'"
            + history.night()
            + "' group by reason order by n desc, reason",
        List.of());
  }

  private static Evidence tonightOnly(
      Hypothesis rule,
      Labels source,
      RuleBook book,
      long checked,
      long broken,
      Evidence.Gravity gravity,
      String sentence,
      String query,
      List<RowLink> rows) {
    RuleBook tonight = book.ofTonight();
    tonight.count(rule, source, checked, broken);
    return tonight.evidence(rule, source, gravity, sentence, query, List.of("X20", "X21"), rows);
  }

  private static List<ExtractRow> rows(History history, Labels source, List<String> kinds) {
    String name = source.value(Gates.SOURCE).orElse("");
    return history.rows(PLACES).stream()
        .filter(row -> row.labels().get(0).equals(name) && kinds.contains(row.labels().get(3)))
        .toList();
  }

  private static String first(List<ExtractRow> rows) {
    return rows.isEmpty()
        ? ""
        : ", first of tonight in "
            + rows.get(0).labels().get(1)
            + ": "
            + rows.get(0).labels().get(4);
  }

  private static String query(Labels source, History history, List<String> kinds) {
    return "select night, kind, file, member, position, missing, detail from silver.record_breaks"
        + " where source = "
        + Query.literal(source.value(Gates.SOURCE).orElse(""))
        + " and kind in ("
        + kinds.stream().map(Query::literal).collect(Collectors.joining(", "))
        + ") and night <= date'"
        + history.night()
        + "' order by night, file, position";
  }
}
