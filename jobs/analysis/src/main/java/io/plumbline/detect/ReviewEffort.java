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
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.PoolBlock;
import io.plumbline.stats.Status;
import io.plumbline.stats.TiltBlock;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Do people take less time for a review in the nights before a release than they did before?
 *
 * <p>Kernel H, once per generation, on the night it is over (a later one is known, or no review of
 * it for {@value GenerationHalves#IDLE} nights): the pool are the reviews of its last {@value
 * #BEFORE_RELEASE} nights and of up to {@value #REFERENCE} nights before them, selected are those
 * of the last nights, the attribute is to have taken no longer than half of the pool did. The
 * domain is held fixed, one review stands for a person's night, and what half of the pool took
 * depends on the pool alone.
 */
final class ReviewEffort implements Detector {

  static final String ID = "review-effort/1";

  private static final int BEFORE_RELEASE = 7;
  private static final int REFERENCE = 28;
  private static final String KIND = "review-lengths";
  private static final String OVER = "release";
  private static final String YES = "yes";

  /** Half-octaves of the length of a review in seconds. */
  private static final String BIN = "cast(floor(2 * log2(review_seconds + 1)) as string)";

  private static final Measurement LENGTHS =
      new Measurement(
          "review-effort",
          Decisions.SPEC,
          List.of(),
          List.of(Expr.column("domain"), AuthorityTrend.GENERATION),
          Optional.empty(),
          List.of(new Expr("length", BIN), Selections.SOURCE_CELL),
          List.of(),
          "review_unit and review_seconds >= 0");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "shorter-reviews-before-release",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.ONE);

  private record Key(String domain, int generation, long day) {}

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
    return List.of(LENGTHS);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    double margin = levels.plan().margin("selection_log_odds");
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    Map<Key, SortedMap<Integer, Long>> lengths = known(shelf);
    SortedMap<Integer, double[]> over = new TreeMap<>();
    shelf
        .items(OVER)
        .forEach(
            item -> over.put(Integer.parseInt(item.label("generation")), item.fold().numbers()));
    for (Tally tally : history.tallies(LENGTHS)) {
      tally.cell().value("source").ifPresent(source -> seen.source(Labels.NONE, source));
      Optional<Integer> generation = tally.stratum().value("generation").map(Integer::parseInt);
      if (generation.isPresent() && !over.containsKey(generation.get())) {
        lengths
            .computeIfAbsent(
                new Key(
                    tally.stratum().value("domain").orElse(""),
                    generation.get(),
                    history.night().toEpochDay()),
                key -> new TreeMap<>())
            .merge(
                Integer.parseInt(tally.cell().value("length").orElse("0")),
                tally.n(),
                Math::addExact);
      }
    }
    TiltBook book =
        TiltBook.open(
            shelf, history, levels, name -> Terms.of(HYPOTHESIS, margin, Claim.Width.ONE));
    for (int generation : ended(lengths, history)) {
      Release release = release(generation, lengths);
      over.put(generation, release.medians());
      lengths.keySet().removeIf(key -> key.generation == generation);
      if (release.sum.informativeBlocks() > 0) {
        book.add(HYPOTHESIS.name(), Labels.NONE, List.of(YES), Map.of(YES, release.sum));
      }
    }
    List<Evidence> evidence = new ArrayList<>();
    for (Claim claim : book.close()) {
      evidence.add(
          TiltEvidence.of(
              claim,
              levels,
              new TiltEvidence.Setting(
                  margin,
                  Status.OK,
                  seen.sources(Labels.NONE),
                  Query.tallies(List.of(LENGTHS), Labels.NONE, history.night()),
                  List.of("X19"),
                  false),
              (scope, top, sum, effect) -> sentence(over, effect)));
    }
    if (evidence.isEmpty() && !seen.sources(Labels.NONE).isEmpty()) {
      evidence.add(
          new Evidence.Insufficient(
              HYPOTHESIS,
              Labels.NONE,
              Status.INSUFFICIENT,
              "No generation with "
                  + BEFORE_RELEASE
                  + " nights of reviews and others before them is over yet: whether reviews become"
                  + " shorter before a release cannot be told.",
              seen.sources(Labels.NONE)));
    }
    Map<String, Fold> folds = new HashMap<>();
    book.store(folds);
    seen.store(folds);
    store(lengths, over, folds);
    return new Examination(evidence, folds);
  }

  private static Map<Key, SortedMap<Integer, Long>> known(Shelf shelf) {
    Map<Key, SortedMap<Integer, Long>> lengths = new HashMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] numbers = item.fold().numbers();
      SortedMap<Integer, Long> bins = new TreeMap<>();
      for (int i = 0; i < numbers.length; i += 2) {
        bins.put((int) numbers[i], (long) numbers[i + 1]);
      }
      lengths.put(
          new Key(
              item.label("domain"),
              Integer.parseInt(item.label("generation")),
              Long.parseLong(item.label("day"))),
          bins);
    }
    return lengths;
  }

  private static void store(
      Map<Key, SortedMap<Integer, Long>> lengths,
      SortedMap<Integer, double[]> over,
      Map<String, Fold> folds) {
    lengths.forEach(
        (key, bins) -> {
          double[] numbers = new double[2 * bins.size()];
          int i = 0;
          for (Map.Entry<Integer, Long> bin : bins.entrySet()) {
            numbers[i++] = bin.getKey();
            numbers[i++] = bin.getValue();
          }
          folds.put(
              Shelf.key(
                  KIND,
                  Map.of(
                      "domain", key.domain,
                      "generation", Integer.toString(key.generation),
                      "day", Long.toString(key.day))),
              Fold.of(numbers));
        });
    over.forEach(
        (generation, medians) ->
            folds.put(
                Shelf.key(OVER, Map.of("generation", Integer.toString(generation))),
                Fold.of(medians)));
  }

  /** Generations that are over by a night with reviews, in order. */
  private static List<Integer> ended(Map<Key, SortedMap<Integer, Long>> lengths, History history) {
    SortedMap<Integer, Long> last = new TreeMap<>();
    lengths.keySet().forEach(key -> last.merge(key.generation, key.day, Math::max));
    if (history.tallies(LENGTHS).isEmpty() || last.isEmpty()) {
      return List.of();
    }
    long idle = history.night().toEpochDay() - GenerationHalves.IDLE;
    return last.keySet().stream()
        .filter(generation -> generation < last.lastKey() || last.get(generation) <= idle)
        .toList();
  }

  /** What a generation's last nights say beside those before them. */
  private record Release(TiltSum sum, double before, double last, LocalDate from, long units) {

    private double[] medians() {
      return new double[] {before, last, from.toEpochDay(), units};
    }
  }

  private static Release release(int generation, Map<Key, SortedMap<Integer, Long>> lengths) {
    SortedSet<Long> days = new TreeSet<>();
    lengths.keySet().stream()
        .filter(key -> key.generation == generation)
        .forEach(key -> days.add(key.day));
    // The night that ends a generation still has reviews of it, so the window ends with them.
    long from = days.last() - BEFORE_RELEASE + 1;
    SortedMap<String, SortedMap<Integer, long[]>> domains = new TreeMap<>();
    SortedMap<Integer, long[]> all = new TreeMap<>();
    lengths.forEach(
        (key, bins) -> {
          if (key.generation == generation && key.day >= from - REFERENCE) {
            int which = key.day >= from ? 1 : 0;
            bins.forEach(
                (bin, n) -> {
                  domains.computeIfAbsent(key.domain, domain -> new TreeMap<>())
                          .computeIfAbsent(bin, one -> new long[2])[which] +=
                      n;
                  all.computeIfAbsent(bin, one -> new long[2])[which] += n;
                });
          }
        });
    List<TiltBlock> blocks = new ArrayList<>();
    domains.values().forEach(bins -> blocks.add(block(bins)));
    return new Release(
        TiltSum.of(blocks),
        median(all, 0),
        median(all, 1),
        LocalDate.ofEpochDay(from),
        total(all, 1));
  }

  private static PoolBlock block(SortedMap<Integer, long[]> bins) {
    long pool = total(bins, 0) + total(bins, 1);
    long quick = 0;
    long quickLate = 0;
    for (long[] bin : bins.values()) {
      if (quick > 0 && 2 * (quick + bin[0] + bin[1]) > pool) {
        break;
      }
      quick += bin[0] + bin[1];
      quickLate += bin[1];
    }
    return new PoolBlock(pool, quick, total(bins, 1), quickLate);
  }

  private static long total(SortedMap<Integer, long[]> bins, int which) {
    return bins.values().stream().mapToLong(bin -> bin[which]).sum();
  }

  /** Middle of the bin with the median review, in seconds. */
  private static double median(SortedMap<Integer, long[]> bins, int which) {
    long below = 0;
    for (Map.Entry<Integer, long[]> bin : bins.entrySet()) {
      below += bin.getValue()[which];
      if (2 * below >= total(bins, which) && below > 0) {
        return Math.pow(2, (bin.getKey() + 0.5) / 2);
      }
    }
    return 0;
  }

  private static String sentence(SortedMap<Integer, double[]> over, Effect effect) {
    StringBuilder text = new StringBuilder();
    over.forEach(
        (generation, medians) ->
            text.append(text.length() == 0 ? "The median review took " : "; ")
                .append(Words.tenths(medians[1] / 60))
                .append(" minutes in the ")
                .append(BEFORE_RELEASE)
                .append(" nights from ")
                .append(LocalDate.ofEpochDay((long) medians[2]))
                .append(", the last of generation ")
                .append(generation)
                .append(", and ")
                .append(Words.tenths(medians[0] / 60))
                .append(" minutes before (")
                .append(Words.count((long) medians[3], "sitting", "sittings"))
                .append(")"));
    return text + ". Quick reviews, the domain held fixed: " + Words.effect(effect) + ".";
  }
}
