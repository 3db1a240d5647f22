package io.plumbline.detect;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Which kinds of prompts are used in deployment and never under test, and do they grow?
 *
 * <p>Over the last 28 nights: a kind without a unit under test that makes up at least 1 % of what
 * is deployed is not evaluated. They are listed by growth, the ratio of the kind's share in the
 * last 14 nights to that in the 14 before. Said from the 28th night on, and only where some kind is
 * tested at all.
 */
final class UnevaluatedGrowth implements Detector {

  static final String ID = "unevaluated-growth/1";

  private static final String KIND = "kinds";
  private static final int NIGHTS = 28;
  private static final int HALF = 14;
  private static final double NOTABLE = 0.01;
  private static final int LISTED = 5;

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "deployed-kinds-are-tested",
          Question.BEHAVIOUR,
          Family.BEHAVIOUR,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.ONE);

  /** Units of a kind by day: under test and in deployment. */
  private record Use(SortedMap<Integer, double[]> days) {

    private static Use none() {
      return new Use(new TreeMap<>());
    }

    private void add(int day, boolean test, long n) {
      days.computeIfAbsent(day, key -> new double[2])[test ? 0 : 1] += n;
    }

    private double tested() {
      return days.values().stream().mapToDouble(counts -> counts[0]).sum();
    }

    private double deployed(int from, int to) {
      return days.subMap(from, to).values().stream().mapToDouble(counts -> counts[1]).sum();
    }

    private Fold fold() {
      return Fold.of(
          days.entrySet().stream()
              .flatMapToDouble(
                  day -> DoubleStream.of(day.getKey(), day.getValue()[0], day.getValue()[1]))
              .toArray());
    }

    private static Use of(Fold fold, int oldest) {
      Use use = none();
      double[] numbers = fold.numbers();
      for (int i = 0; i < numbers.length; i += 3) {
        if (numbers[i] >= oldest) {
          use.days.put((int) numbers[i], new double[] {numbers[i + 1], numbers[i + 2]});
        }
      }
      return use;
    }
  }

  /** A kind that is not tested, with its share of deployment and how that grew. */
  private record Kind(String name, double share, double growth) {

    private String words() {
      return String.format(
          Locale.ROOT,
          "%s (%.1f %% of deployment, %s)",
          name,
          100 * share,
          Double.isInfinite(growth)
              ? "new in the last 14 nights"
              : String.format(Locale.ROOT, "%.2f times its share 14 nights before", growth));
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.BEHAVIOUR;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(BehaviourGap.UNITS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    int today = (int) history.night().toEpochDay();
    int oldest = today - NIGHTS + 1;
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<String, Use> kinds = new TreeMap<>();
    shelf.items(KIND).forEach(item -> kinds.put(item.label("kind"), Use.of(item.fold(), oldest)));
    for (Tally tally : history.tallies(BehaviourGap.UNITS)) {
      kinds
          .computeIfAbsent(tally.stratum().value("stratum").orElse("no kind"), key -> Use.none())
          .add(today, tally.cell().value("context").orElse("").equals("test"), tally.n());
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    kinds.values().removeIf(use -> use.days.isEmpty());
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    kinds.forEach((kind, use) -> folds.put(Shelf.key(KIND, Map.of("kind", kind)), use.fold()));
    boolean isWatched =
        !history.night().minusDays(NIGHTS - 1L).isBefore(history.firstNight())
            && kinds.values().stream().anyMatch(use -> use.tested() > 0);
    double all = total(kinds, oldest, today + 1);
    return new Examination(
        isWatched && all > 0 ? List.of(evidence(kinds, today, all, seen, history)) : List.of(),
        folds);
  }

  private static double total(SortedMap<String, Use> kinds, int from, int to) {
    return kinds.values().stream().mapToDouble(use -> use.deployed(from, to)).sum();
  }

  private static Evidence evidence(
      SortedMap<String, Use> kinds, int today, double all, Seen seen, History history) {
    int middle = today - HALF + 1;
    double late = total(kinds, middle, today + 1);
    double early = total(kinds, today - NIGHTS + 1, middle);
    List<Kind> untested =
        kinds.entrySet().stream()
            .filter(entry -> entry.getValue().tested() == 0)
            .map(
                entry -> {
                  Use use = entry.getValue();
                  double before = use.deployed(today - NIGHTS + 1, middle);
                  return new Kind(
                      entry.getKey(),
                      use.deployed(today - NIGHTS + 1, today + 1) / all,
                      before == 0
                          ? Double.POSITIVE_INFINITY
                          : use.deployed(middle, today + 1) / late / (before / early));
                })
            .filter(kind -> kind.share >= NOTABLE)
            .sorted(Comparator.comparingDouble(Kind::growth).reversed().thenComparing(Kind::name))
            .toList();
    long deployed = kinds.values().stream().filter(use -> use.deployed(0, today + 1) > 0).count();
    return new Evidence.Violations(
        HYPOTHESIS,
        Labels.NONE,
        Status.OK,
        untested.size(),
        deployed,
        Evidence.Gravity.ATTENTION,
        OptionalDouble.empty(),
        Words.count(untested.size())
            + " of "
            + Words.count(deployed, "kind of prompt", "kinds of prompts")
            + " seen in deployment in the last 28 nights, each at least 1 % of it, "
            + (untested.size() == 1 ? "was" : "were")
            + " never seen under test"
            + (untested.isEmpty()
                ? "."
                : ", by growth: "
                    + untested.stream()
                        .limit(LISTED)
                        .map(Kind::words)
                        .collect(Collectors.joining("; "))
                    + "."),
        seen.sources(Labels.NONE),
        "select stratum, count_if(context = 'test') as tested, count_if(context = 'deployment' and"
            + " night > date'"
            + history.night()
            + "' - interval 14 days) as deployed_late, count_if(context = 'deployment') as deployed"
            + " from silver.behaviours where unit and version = 1 and night <= date'"
            + history.night()
            + "' and night > date'"
            + history.night()
            + "' - interval 28 days group by stratum order by deployed desc, stratum",
        List.of("X14"),
        List.of());
  }
}
