package io.plumbline.detect;

import io.plumbline.datasets.silver.Claims;
import io.plumbline.datasets.silver.Performance;
import io.plumbline.findings.Evidence;
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
import io.plumbline.stats.GeometricDecay;
import io.plumbline.stats.LogGain;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Do vendors' claims agree with the lab's own measurements?
 *
 * <p>A claim is printed as a claim, beside the own measurement with its last night and harness
 * version. {@code speed_up} and {@code token_saving} are set against seconds and tokens per item of
 * this generation and the one before, on the same tasks under the same harness version; a claim
 * named as a task against the mean score on it; claimed {@code parameters} and {@code
 * training_compute} give a ratio to the generation before, recomputed from both claims with the
 * interval of their rounding and never from a claimed ratio. A claim counts as its rounding
 * interval. It is not reproduced when that does not meet the own interval, whose level lets every
 * nightly look hold together. Any other claim stands on record without an own measurement.
 */
final class ClaimCheck implements Detector {

  static final String ID = "loop-claims/1";

  private static final String TASK = "task";
  private static final String HARNESS = "harness_version";
  private static final String GENERATION = "generation";
  private static final String MODEL = "subject_model";
  private static final String CLAIM = "claim";
  private static final String PERFORMED = "performed";
  private static final String LOOKS = "looks";

  /**
   * Chance that any look at a true claim ever says it is not reproduced, where errors are known.
   */
  private static final double ALPHA = 0.001;

  private static final int LEAST_RUNS = 4;

  private static final String MILLIS = "cast(try_divide(duration_us, items * 1000) as bigint)";
  private static final String TOKENS = "cast(try_divide(tokens, items) as bigint)";

  private static final Measurement PERFORMANCE =
      new Measurement(
          "loop-performance",
          Performance.SPEC,
          List.of(Expr.column(TASK)),
          List.of(Expr.column(GENERATION), Expr.column(HARNESS)),
          Optional.empty(),
          List.of(Selections.SOURCE_CELL),
          List.of(
              new Expr("timed", "cast(duration_us is not null as int)"),
              new Expr("ms", MILLIS),
              new Expr("ms_squared", MILLIS + " * " + MILLIS),
              new Expr("metered", "cast(tokens is not null as int)"),
              new Expr("per_item", TOKENS),
              new Expr("per_item_squared", TOKENS + " * " + TOKENS)),
          // Bounded, so that no square leaves the range of a long.
          "generation is not null and items > 0"
              + " and (duration_us is null or duration_us between 0 and 1000000000000)"
              + " and (tokens is null or tokens between 0 and 1000000000)");

  private static final Extract CLAIMS =
      new Extract(
          "loop-claims",
          Claims.SPEC,
          new Expr(CLAIM, "concat_ws('|', subject_model, name)"),
          List.of(Expr.column("position"), new Expr(GENERATION, "coalesce(generation, -1)")),
          List.of(
              Expr.column("source"),
              Expr.column("file"),
              Expr.column("member"),
              Expr.column(MODEL),
              Expr.column("name"),
              new Expr("value", "cast(value as string)"),
              Expr.column("unit"),
              Expr.column("claim_source")),
          "value is not null",
          10_000);

  /** A claim as it was last made. */
  private record Claimed(
      String model,
      int generation,
      String name,
      Rounded value,
      String unit,
      String by,
      String source) {

    /** The value as a factor or share: per cent are taken as hundredths. */
    private Rounded plain() {
      return unit.equals("percent") || unit.equals("%") ? value.times(0.01) : value;
    }

    private String text() {
      return "Claimed for "
          + model
          + (by.isEmpty() ? "" : " by " + by)
          + ": "
          + name.replace('_', ' ')
          + " "
          + value.text()
          + (unit.isEmpty() ? "" : " " + unit);
    }
  }

  /** Seconds and tokens per item: runs, sums and squares. */
  private record Performed(LogGain.Sums time, LogGain.Sums tokens, LocalDate last) {
    private Performed plus(Performed other) {
      return new Performed(
          time.plus(other.time),
          tokens.plus(other.tokens),
          last.isAfter(other.last) ? last : other.last);
    }
  }

  private record Key(String task, String harness, int generation) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::task)
          .thenComparing(Key::harness)
          .thenComparingInt(Key::generation)
          .compare(this, other);
    }
  }

  /**
   * The own measurement of what is claimed.
   *
   * @param log log of the measured number
   * @param claimed the claim on the same scale
   * @param what what was measured, with its night and harness
   */
  private record Own(LogGain log, Rounded claimed, String what) {

    private boolean agrees(double level) {
      double lower = log.interval(level).lower().orElse(Double.NEGATIVE_INFINITY);
      double upper = log.interval(level).upper().orElse(Double.POSITIVE_INFINITY);
      return claimed.most() > 0
          && Math.log(claimed.most()) >= lower
          && (claimed.least() <= 0 || Math.log(claimed.least()) <= upper);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.LOOP;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(PERFORMANCE, CriteriaEffect.SCORES);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(CLAIMS);
  }

  /** Measurements without claims are no loop. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    Known known = Known.open(shelf);
    RuleBook book = new RuleBook(seen);
    GenerationScores scores = GenerationScores.of(shelf, history, seen);
    SortedMap<Key, Performed> performed = performed(shelf, history, seen);
    Map<String, List<RowLink>> links = new HashMap<>();
    SortedMap<String, Claimed> claims = claims(shelf, history, links);
    Map<String, Fold> folds = new HashMap<>();
    List<Evidence> evidence = new ArrayList<>();
    claims.forEach(
        (id, claim) -> {
          Optional<Own> own = own(claim, performed, scores);
          List<RowLink> rows = links.getOrDefault(id, List.of());
          if (own.isPresent()) {
            int looks = looks(shelf, id) + 1;
            folds.put(Shelf.key(LOOKS, Map.of("id", id)), Fold.of(looks));
            evidence.add(
                checked(claim, own.get(), looks, seen, known, book, history, levels, rows));
          } else {
            evidence.add(recorded(claim, claims, history, rows));
          }
          store(id, claim, folds);
        });
    scores.store(folds);
    seen.store(folds);
    known.store(folds);
    performed.forEach((key, one) -> store(key, one, folds));
    return new Examination(evidence, folds);
  }

  private static int looks(Shelf shelf, String id) {
    return shelf.items(LOOKS).stream()
        .filter(item -> item.label("id").equals(id))
        .mapToInt(item -> (int) item.fold().numbers()[0])
        .findFirst()
        .orElse(0);
  }

  private static void store(String id, Claimed claim, Map<String, Fold> folds) {
    folds.put(
        Shelf.key(
            CLAIM,
            Map.of(
                "id",
                id,
                "model",
                claim.model,
                "name",
                claim.name,
                "value",
                claim.value.text(),
                "unit",
                claim.unit,
                "by",
                claim.by,
                "source",
                claim.source)),
        Fold.of(claim.generation));
  }

  private static void store(Key key, Performed one, Map<String, Fold> folds) {
    folds.put(
        Shelf.key(
            PERFORMED,
            Map.of(
                TASK,
                key.task,
                HARNESS,
                key.harness,
                GENERATION,
                Integer.toString(key.generation))),
        Fold.of(
            one.time.n(),
            one.time.sum(),
            one.time.squares(),
            one.tokens.n(),
            one.tokens.sum(),
            one.tokens.squares(),
            one.last.toEpochDay()));
  }

  private static SortedMap<Key, Performed> performed(Shelf shelf, History history, Seen seen) {
    SortedMap<Key, Performed> performed = new TreeMap<>();
    for (Shelf.Item item : shelf.items(PERFORMED)) {
      double[] sums = item.fold().numbers();
      performed.put(
          new Key(item.label(TASK), item.label(HARNESS), Integer.parseInt(item.label(GENERATION))),
          new Performed(
              new LogGain.Sums(sums[0], sums[1], sums[2]),
              new LogGain.Sums(sums[3], sums[4], sums[5]),
              LocalDate.ofEpochDay((long) sums[6])));
    }
    for (Tally tally : history.tallies(PERFORMANCE)) {
      List<Long> sums = tally.sums();
      performed.merge(
          new Key(
              tally.scope().value(TASK).orElse(""),
              tally.stratum().value(HARNESS).orElse("not stated"),
              Integer.parseInt(tally.stratum().value(GENERATION).orElse("-1"))),
          new Performed(
              new LogGain.Sums(sums.get(0), sums.get(1), sums.get(2)),
              new LogGain.Sums(sums.get(3), sums.get(4), sums.get(5)),
              tally.recordNight()),
          Performed::plus);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    return performed;
  }

  private static SortedMap<String, Claimed> claims(
      Shelf shelf, History history, Map<String, List<RowLink>> links) {
    SortedMap<String, Claimed> claims = new TreeMap<>();
    for (Shelf.Item item : shelf.items(CLAIM)) {
      Rounded.of(item.label("value"))
          .ifPresent(
              value ->
                  claims.put(
                      item.label("id"),
                      new Claimed(
                          item.label("model"),
                          (int) item.fold().numbers()[0],
                          item.label("name"),
                          value,
                          item.label("unit"),
                          item.label("by"),
                          item.label("source"))));
    }
    for (ExtractRow row : history.rows(CLAIMS)) {
      List<String> labels = row.labels();
      int stated = Math.toIntExact(row.integers().get(1));
      OptionalInt generation =
          stated >= 0 ? OptionalInt.of(stated) : history.generation(labels.get(3));
      Rounded.of(labels.get(5))
          .ifPresent(
              value -> {
                claims.put(
                    row.key(),
                    new Claimed(
                        labels.get(3),
                        generation.orElse(-1),
                        labels.get(4),
                        value,
                        labels.get(6),
                        labels.get(7),
                        labels.get(0)));
                links.put(row.key(), List.of(RuleBook.link(row)));
              });
    }
    return claims;
  }

  private static Optional<Own> own(
      Claimed claim, SortedMap<Key, Performed> performed, GenerationScores scores) {
    Rounded plain = claim.plain();
    return switch (claim.name) {
      case "speed_up" ->
          // A share or per cent is how much faster; a ratio is how many times as fast.
          perItem(claim, performed, true)
              .map(
                  own ->
                      new Own(
                          own.log,
                          claim.unit.equals("ratio") || claim.unit.isEmpty()
                              ? plain
                              : plain.plus(1),
                          own.what));
      case "token_saving" ->
          // Saved is what is missing to the tokens of the generation before.
          perItem(claim, performed, false)
              .map(own -> new Own(own.log, plain.times(-1).plus(1), own.what));
      default -> score(claim, scores).map(own -> new Own(own.log, plain, own.what));
    };
  }

  /** Time per item of the generation before over this one's, or tokens of this over that one's. */
  private static Optional<Own> perItem(
      Claimed claim, SortedMap<Key, Performed> performed, boolean time) {
    List<LogGain> gains = new ArrayList<>();
    List<String> tasks = new ArrayList<>();
    List<String> harness = new ArrayList<>();
    LocalDate last = LocalDate.MIN;
    for (Map.Entry<Key, Performed> one : performed.entrySet()) {
      Key key = one.getKey();
      Performed before = performed.get(new Key(key.task, key.harness, claim.generation - 1));
      if (key.generation == claim.generation && before != null) {
        LogGain.Sums now = time ? one.getValue().time : one.getValue().tokens;
        LogGain.Sums then = time ? before.time : before.tokens;
        if (now.n() >= LEAST_RUNS && then.n() >= LEAST_RUNS && now.sum() > 0 && then.sum() > 0) {
          gains.add(time ? LogGain.ofMeans(then, now) : LogGain.ofMeans(now, then));
          tasks.add(key.task);
          harness.add(key.harness);
          last = one.getValue().last.isAfter(last) ? one.getValue().last : last;
        }
      }
    }
    if (gains.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Own(
            LogGain.mean(gains),
            claim.value,
            (time ? "seconds" : "tokens")
                + " per item on "
                + String.join(", ", tasks.stream().distinct().toList())
                + ", harness "
                + String.join(" and ", harness.stream().distinct().sorted().toList())
                + ", last on "
                + last));
  }

  private static Optional<Own> score(Claimed claim, GenerationScores scores) {
    SortedMap<Double, GenerationScores.Scores> bySize = new TreeMap<>();
    scores.forEach(
        (key, one) -> {
          if (key.task().equals(claim.name)
              && key.generation() == claim.generation
              && one.isPositive()
              && one.shared(one) >= 2) {
            bySize.put(one.count(), one);
          }
        });
    if (bySize.isEmpty()) {
      return Optional.empty();
    }
    GenerationScores.Scores most = bySize.get(bySize.lastKey());
    return Optional.of(
        new Own(
            LogGain.ofClusters(most.n(), most.sum(), most.ones(), most.ones()),
            claim.value,
            String.format(
                Locale.ROOT, "mean of %,d scores under one set of criteria", (long) most.count())));
  }

  private static Labels scope(Claimed claim) {
    return Labels.of(Map.of("model", claim.model, "claimed", claim.name));
  }

  private static Evidence checked(
      Claimed claim,
      Own own,
      int looks,
      Seen seen,
      Known known,
      RuleBook book,
      History history,
      Levels levels,
      List<RowLink> rows) {
    Hypothesis rule =
        CycleTimes.hypothesis(
            ID, "claim-reproduced", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY);
    Labels scope = scope(claim);
    seen.source(scope, claim.source);
    seen.sources(Labels.NONE).forEach(source -> seen.source(scope, source));
    book.begin(rule, scope, levels, history.night());
    double level = GeometricDecay.levelAtGeneration(ALPHA, looks);
    boolean agrees = own.agrees(level);
    if (known.isNew("checked", scope, claim.value.text())) {
      book.count(rule, scope, 1, 0);
    }
    if (!agrees && known.isNew("broken", scope, claim.value.text())) {
      book.count(rule, scope, 0, 1);
    }
    return book.evidence(
        rule,
        scope,
        Evidence.Gravity.ATTENTION,
        claim.text()
            + " (a claim, "
            + own.claimed.range()
            + " by its rounding); measured here: "
            + Ratios.text(own.log, level)
            + ", "
            + own.what
            + ": "
            + (agrees ? "the claim is inside the own interval" : "claim not reproduced"),
        query(claim, history),
        List.of(),
        rows);
  }

  /** A claim beside which nothing was measured; ratios of two claims are recomputed from both. */
  private static Evidence recorded(
      Claimed claim, SortedMap<String, Claimed> claims, History history, List<RowLink> rows) {
    Optional<Claimed> before =
        claims.values().stream()
            .filter(other -> other.name.equals(claim.name))
            .filter(other -> claim.generation > 0 && other.generation == claim.generation - 1)
            .filter(other -> other.unit.equals(claim.unit))
            .findFirst();
    boolean isAmount = claim.name.equals("parameters") || claim.name.equals("training_compute");
    String ratio =
        before
            .filter(one -> isAmount)
            .map(
                one ->
                    ". The ratio of "
                        + one.model
                        + " to it, recomputed from both claims: "
                        + one.value.over(claim.value)
                        + "; claimed, not measured.")
            .orElse(". Claimed, not measured: no own measurement stands beside it.");
    return new Evidence.Violations(
        CycleTimes.hypothesis(
            ID, "claim-on-record", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY),
        scope(claim),
        Status.NO_DATA,
        0,
        0,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        claim.text() + ratio,
        List.of(claim.source),
        query(claim, history),
        List.of(),
        rows);
  }

  private static String query(Claimed claim, History history) {
    return "select subject_model, generation, name, value, unit, claim_source, night, source, file,"
        + " position from silver.claims where subject_model = "
        + Query.literal(claim.model)
        + " and name = "
        + Query.literal(claim.name)
        + " and night <= date'"
        + history.night()
        + "' order by night";
  }
}
