package io.plumbline.detect;

import io.plumbline.datasets.silver.Candidates;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Effect;
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
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.FourfoldTable;
import io.plumbline.stats.Interval;
import io.plumbline.stats.MantelHaenszel;
import io.plumbline.stats.MantelHaenszel.OddsSums;
import io.plumbline.stats.Status;
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
 * How soon are bugs of each area fixed by a triaging model, against humans who triage and against
 * other bugs of the same severity?
 *
 * <p>A night's pool holds the open bugs, and what is fixed that night is taken from it: the odds of
 * being taken, night after night, given the stratum (severity), are a hazard in discrete time, and
 * the Mantel-Haenszel odds ratio over the nights is a ratio of hazards (Cox 1972, section 4). An
 * estimate with a fixed interval, which never pages: {@code selection-pool} and {@code
 * selection-human} test the same attributes and do.
 */
final class BugTriage implements Detector {

  static final String ID = "bug-triage/1";

  private static final String TRIAGER = "triager";
  private static final String HUMANS = "humans";
  private static final String KIND = "hazard";
  private static final String LEVEL_NAME = "area";
  private static final double LEVEL = 0.95;

  /** Normal quantile of that level. */
  private static final double QUANTILE = 1.959963984540054;

  /** An attribute with more values names bugs, not areas. */
  private static final int MOST_VALUES = 40;

  private static final Measurement OFFERS =
      new Measurement(
          "bug-triage",
          Candidates.SPEC,
          List.of(
              new Expr(
                  TRIAGER,
                  "case when selector_kind = 'human' then '" + HUMANS + "' else selector_id end")),
          List.of(
              Expr.column("pool_id"),
              Expr.column("stratum"),
              Expr.column(Selections.SELECTOR),
              Expr.column("selector_model")),
          Optional.of("attributes"),
          List.of(new Expr(Selections.TAKEN, "selected"), Selections.SOURCE_CELL),
          List.of(),
          "purpose = 'bug' and version = 1 and selector_id <> 'random-control'");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "hazard-by-area",
          Question.SELECTION,
          Family.SELECTION,
          Direction.BOTH,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** An area under a triager: offers, those taken, and the sums of the odds ratio. */
  private record Area(double offered, double taken, OddsSums odds) {

    private static final Area NONE = new Area(0, 0, OddsSums.NONE);

    private Area and(FourfoldTable table) {
      return new Area(
          offered + table.row1(), taken + table.a(), odds.and(OddsSums.of(List.of(table))));
    }

    private double share() {
      return taken / offered;
    }

    private Fold fold() {
      return Fold.of(
          offered, taken, odds.r(), odds.s(), odds.pr(), odds.mixed(), odds.qs(), odds.n());
    }

    private static Area of(Fold fold) {
      double[] n = fold.numbers();
      return new Area(n[0], n[1], new OddsSums(n[2], n[3], n[4], n[5], n[6], Math.round(n[7])));
    }
  }

  /** Taken and left of every value of an attribute in one pool. */
  private static final class PoolValues {
    private final SortedMap<String, long[]> values = new TreeMap<>();

    private void add(String value, boolean taken, long n) {
      values.computeIfAbsent(value, key -> new long[2])[taken ? 0 : 1] += n;
    }

    private FourfoldTable table(String value) {
      long[] own = values.get(value);
      long taken = values.values().stream().mapToLong(counts -> counts[0]).sum();
      long left = values.values().stream().mapToLong(counts -> counts[1]).sum();
      return new FourfoldTable(own[0], own[1], taken - own[0], left - own[1]);
    }
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
    return List.of(OFFERS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, Area> areas = new TreeMap<>();
    shelf.items(KIND).forEach(item -> areas.put(item.scope(), Area.of(item.fold())));
    Map<String, Integer> values = new HashMap<>();
    areas.keySet().forEach(scope -> values.merge(attribute(scope), 1, Integer::sum));
    pools(history, seen)
        .forEach(
            (attribute, pools) ->
                pools
                    .values()
                    .forEach(
                        pool ->
                            pool.values
                                .keySet()
                                .forEach(
                                    value -> {
                                      Labels scope = attribute.with(LEVEL_NAME, value);
                                      if (areas.containsKey(scope)
                                          || values.merge(attribute(scope), 1, Integer::sum)
                                              <= MOST_VALUES) {
                                        areas.put(
                                            scope,
                                            areas
                                                .getOrDefault(scope, Area.NONE)
                                                .and(pool.table(value)));
                                      }
                                    })));
    List<Evidence> evidence = new ArrayList<>();
    Map<String, Fold> folds = new HashMap<>();
    areas.forEach(
        (scope, area) -> {
          folds.put(Shelf.key(KIND, Map.of("scope", scope.text())), area.fold());
          if (!triager(scope).equals(HUMANS)) {
            evidence.add(
                evidence(
                    scope,
                    area,
                    Optional.ofNullable(areas.get(scope.with(TRIAGER, HUMANS))),
                    seen,
                    history));
          }
        });
    seen.store(folds);
    return new Examination(evidence, folds);
  }

  private static String triager(Labels scope) {
    return scope.value(TRIAGER).orElse("unnamed");
  }

  private static String attribute(Labels scope) {
    return scope.without(LEVEL_NAME).text();
  }

  /** Tonight's pools by triager and attribute, each by its block. */
  private static SortedMap<Labels, SortedMap<Block, PoolValues>> pools(History history, Seen seen) {
    SortedMap<Labels, SortedMap<Block, PoolValues>> pools = new TreeMap<>();
    for (Tally tally : history.tallies(OFFERS)) {
      Labels scope =
          tally.scope().with(AttributeTest.ATTRIBUTE, tally.cell().value("key").orElse(""));
      pools
          .computeIfAbsent(scope, key -> new TreeMap<>())
          .computeIfAbsent(Block.of(tally), key -> new PoolValues())
          .add(
              tally.cell().value("value").orElse(""),
              tally.cell().value(Selections.TAKEN).orElse("").equals("true"),
              tally.n());
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(tally.scope(), source));
    }
    return pools;
  }

  private static Evidence evidence(
      Labels scope, Area own, Optional<Area> humans, Seen seen, History history) {
    MantelHaenszel exact = MantelHaenszel.atLevel(LEVEL);
    FixedEstimate odds = exact.oddsRatio(own.odds);
    Optional<FixedEstimate> baseline = humans.map(area -> exact.oddsRatio(area.odds));
    boolean isEstimable =
        odds.status() == Status.OK && baseline.map(one -> one.status() == Status.OK).orElse(true);
    double log = isEstimable ? logRatio(odds, baseline) : Double.NaN;
    double half =
        isEstimable
            ? QUANTILE
                * Math.sqrt(
                    square(odds.standardError().orElse(0))
                        + baseline.map(one -> square(one.standardError().orElse(0))).orElse(0.0))
            : Double.NaN;
    Effect effect =
        new Effect(
            baseline.isPresent()
                ? "log ratio of hazards, against other bugs of equal severity and against humans"
                : "log ratio of hazards, against other bugs of equal severity",
            isEstimable ? OptionalDouble.of(log) : OptionalDouble.empty(),
            isEstimable
                ? Interval.of(log - half, log + half, LEVEL, Interval.Kind.FIXED)
                : Interval.unbounded(LEVEL, Interval.Kind.FIXED),
            Effect.Unit.LOG_ODDS);
    return new Evidence.Measured(
        HYPOTHESIS,
        scope,
        isEstimable ? Status.OK : Status.NOT_ESTIMABLE,
        effect,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Math.round(own.offered),
        Math.round(own.offered),
        sentence(scope, own, humans)
            + (isEstimable
                ? "its hazard against other bugs of equal severity is "
                    + times(Math.exp(log), Math.exp(log - half), Math.exp(log + half))
                    + (baseline.isPresent() ? " the one under humans." : " theirs.")
                : "too few were taken or left to compare hazards."),
        seen.sources(scope.without(AttributeTest.ATTRIBUTE).without(LEVEL_NAME)),
        Query.tallies(
            List.of(OFFERS),
            Labels.of(Map.of(TRIAGER, triager(scope))),
            history.night(),
            "key",
            scope.value(AttributeTest.ATTRIBUTE).orElse("")),
        List.of("X13"),
        false);
  }

  private static double square(double value) {
    return value * value;
  }

  private static double logRatio(FixedEstimate odds, Optional<FixedEstimate> baseline) {
    return Math.log(odds.value().orElse(1))
        - baseline.map(one -> Math.log(one.value().orElse(1))).orElse(0.0);
  }

  private static String sentence(Labels scope, Area own, Optional<Area> humans) {
    return "Of "
        + Words.count(Math.round(own.offered), "offer", "offers")
        + " of bugs with "
        + scope.value(AttributeTest.ATTRIBUTE).orElse("")
        + " = "
        + scope.value(LEVEL_NAME).orElse("")
        + ", "
        + triager(scope)
        + " took "
        + rate(own)
        + humans.map(area -> ", humans " + rate(area)).orElse("")
        + "; ";
  }

  private static String rate(Area area) {
    return Words.percent(area.share())
        + (area.taken == 0
            ? ""
            : " (fixed after "
                + Words.tenths(1 / area.share())
                + " offers on average at that rate)");
  }

  private static String times(double ratio, double lower, double upper) {
    return String.format(
        Locale.ROOT, "%.2f (95 %% interval %.2f to %.2f) times", ratio, lower, upper);
  }
}
