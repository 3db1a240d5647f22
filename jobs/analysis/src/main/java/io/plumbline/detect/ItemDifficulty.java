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
import io.plumbline.stats.EtsClass;
import io.plumbline.stats.ItemResponses;
import io.plumbline.stats.LogisticDif;
import io.plumbline.stats.MantelHaenszelDif;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which items became easier or harder for the newest generation than its total score explains?
 *
 * <p>Mantel-Haenszel with one purification and the classes of ETS, beside logistic regression
 * (METHODS 8.B, B2), per task under one set of criteria: an attempt is what a model scored on the
 * task on one night, an item one of 64 groups of items, answered when its mean score is at least
 * one half. Looked at when the newer generation has a quarter more attempts than at the look
 * before. The classes are of single looks, and many: they are shown and never page.
 */
final class ItemDifficulty implements Detector {

  static final String ID = "item-difficulty/1";

  private static final String ATTEMPTS = "attempts";
  private static final String LOOK = "look";
  private static final String TASK = "task";
  private static final String CRITERIA = "criteria";
  private static final double MICRO = 1e6;
  private static final double LEVEL = 0.95;
  private static final int LEAST = 5;
  private static final double MORE = 1.25;
  private static final int MOST = 100;

  /** Sets of criteria that are kept per task, the latest ones. */
  private static final int KEPT = 2;

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "items-keep-their-difficulty",
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.BOTH,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /** A night's scores of a model: which groups of items it tried and which it answered. */
  private record Attempt(int day, int generation, long tried, long right) {

    private static final int NUMBERS = 6;
    private static final int HALF = 32;
    private static final long LOW = 0xFFFF_FFFFL;

    private double[] numbers() {
      // A double holds 53 bits exactly.
      return new double[] {
        day, generation, tried & LOW, tried >>> HALF, right & LOW, right >>> HALF
      };
    }

    private static Attempt of(double[] numbers, int at) {
      return new Attempt(
          (int) numbers[at],
          (int) numbers[at + 1],
          (long) numbers[at + 2] | (long) numbers[at + 3] << HALF,
          (long) numbers[at + 4] | (long) numbers[at + 5] << HALF);
    }
  }

  /** What a task's items came to when they were looked at last; classes in the order A, B, C. */
  private record Look(
      int older,
      int newer,
      long before,
      long after,
      long items,
      long[] matched,
      long[] regressed,
      long easier) {

    private static final int KINDS = EtsClass.values().length;

    private double[] numbers() {
      double[] numbers = new double[6 + 2 * KINDS];
      numbers[0] = older;
      numbers[1] = newer;
      numbers[2] = before;
      numbers[3] = after;
      numbers[4] = items;
      numbers[5] = easier;
      for (int k = 0; k < KINDS; k++) {
        numbers[6 + k] = matched[k];
        numbers[6 + KINDS + k] = regressed[k];
      }
      return numbers;
    }

    private static Look of(double[] numbers) {
      long[] matched = new long[KINDS];
      long[] regressed = new long[KINDS];
      for (int k = 0; k < KINDS; k++) {
        matched[k] = (long) numbers[6 + k];
        regressed[k] = (long) numbers[6 + KINDS + k];
      }
      return new Look(
          (int) numbers[0],
          (int) numbers[1],
          (long) numbers[2],
          (long) numbers[3],
          (long) numbers[4],
          matched,
          regressed,
          (long) numbers[5]);
    }

    private long large() {
      return matched[EtsClass.C.ordinal()];
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(CriteriaEffect.SCORES);
  }

  /** Counted for another test of the same question. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, List<Attempt>> forms = new TreeMap<>();
    for (Shelf.Item item : shelf.items(ATTEMPTS)) {
      List<Attempt> attempts = new ArrayList<>();
      double[] numbers = item.fold().numbers();
      for (int i = 0; i < numbers.length; i += Attempt.NUMBERS) {
        attempts.add(Attempt.of(numbers, i));
      }
      forms.put(item.scope(), attempts);
    }
    Map<Labels, Look> looks = new HashMap<>();
    shelf.items(LOOK).forEach(item -> looks.put(item.scope(), Look.of(item.fold().numbers())));
    tonight(history, seen)
        .forEach(
            (form, attempts) ->
                forms.computeIfAbsent(form, key -> new ArrayList<>()).addAll(attempts));
    List<Evidence> evidence = new ArrayList<>();
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    byTask(forms)
        .forEach(
            (task, latest) -> {
              latest.forEach(form -> store(form, forms.get(form), folds));
              latest.forEach(
                  form ->
                      look(forms.get(form), Optional.ofNullable(looks.get(form)))
                          .ifPresent(look -> looks.put(form, look)));
              latest.stream()
                  .filter(looks::containsKey)
                  .findFirst()
                  .map(looks::get)
                  .ifPresent(look -> evidence.add(evidence(task, look, seen, history)));
              latest.stream()
                  .filter(looks::containsKey)
                  .forEach(
                      form ->
                          folds.put(
                              Shelf.key(LOOK, Map.of("scope", form.text())),
                              Fold.of(looks.get(form).numbers())));
            });
    return new Examination(evidence, folds);
  }

  /** What every model scored tonight, by task and criteria. */
  private static SortedMap<Labels, List<Attempt>> tonight(History history, Seen seen) {
    SortedMap<Labels, SortedMap<Labels, long[]>> scored = new TreeMap<>();
    int day = (int) history.night().toEpochDay();
    for (Tally tally : history.tallies(CriteriaEffect.SCORES)) {
      if (tally.stratum().value("generation").isEmpty()) {
        continue;
      }
      Labels form =
          Labels.of(
              Map.of(
                  TASK, tally.scope().value(TASK).orElse(""),
                  CRITERIA, tally.stratum().value("criteria_id").orElse("")));
      long[] bits =
          scored
              .computeIfAbsent(form, key -> new TreeMap<>())
              .computeIfAbsent(
                  tally.stratum().with("night", tally.recordNight().toString()),
                  key -> new long[2]);
      long bucket = 1L << Integer.parseInt(tally.cell().value("bucket").orElse("0"));
      bits[0] |= bucket;
      bits[1] |= 2 * tally.sums().get(0) >= MICRO * tally.n() ? bucket : 0;
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    SortedMap<Labels, List<Attempt>> tonight = new TreeMap<>();
    scored.forEach(
        (form, models) ->
            models.forEach(
                (model, bits) ->
                    tonight
                        .computeIfAbsent(form, key -> new ArrayList<>())
                        .add(
                            new Attempt(
                                day,
                                Integer.parseInt(model.value("generation").orElseThrow()),
                                bits[0],
                                bits[1]))));
    return tonight;
  }

  /** The criteria of a task that were used last, the latest first. */
  private static SortedMap<String, List<Labels>> byTask(SortedMap<Labels, List<Attempt>> forms) {
    SortedMap<String, List<Labels>> byTask =
        forms.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    form -> form.value(TASK).orElse(""), TreeMap::new, Collectors.toList()));
    byTask.replaceAll(
        (task, all) ->
            all.stream()
                .sorted(
                    Comparator.comparingInt((Labels form) -> last(forms.get(form)))
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(KEPT)
                .toList());
    return byTask;
  }

  private static int last(List<Attempt> attempts) {
    return attempts.stream().mapToInt(Attempt::day).max().orElse(0);
  }

  private static void store(Labels form, List<Attempt> attempts, Map<String, Fold> folds) {
    folds.put(
        Shelf.key(ATTEMPTS, Map.of("scope", form.text())),
        Fold.of(
            attempts.subList(Math.max(0, attempts.size() - MOST), attempts.size()).stream()
                .flatMapToDouble(attempt -> Arrays.stream(attempt.numbers()))
                .toArray()));
  }

  /**
   * A look at the two newest generations, where both were tried often enough on the same items and
   * the newer one by a quarter more often than at the look before.
   */
  private static Optional<Look> look(List<Attempt> all, Optional<Look> before) {
    long items = usual(all);
    List<Attempt> complete = all.stream().filter(one -> one.tried == items).toList();
    SortedMap<Integer, List<Attempt>> byGeneration =
        complete.stream()
            .collect(Collectors.groupingBy(Attempt::generation, TreeMap::new, Collectors.toList()));
    byGeneration.values().removeIf(attempts -> attempts.size() < LEAST);
    if (byGeneration.size() < 2) {
      return Optional.empty();
    }
    int newer = byGeneration.lastKey();
    int older = byGeneration.headMap(newer).lastKey();
    int after = byGeneration.get(newer).size();
    if (before.filter(one -> one.newer == newer && after < MORE * one.after).isPresent()) {
      return Optional.empty();
    }
    List<Attempt> both = new ArrayList<>(byGeneration.get(older));
    both.addAll(byGeneration.get(newer));
    int[] buckets = IntStream.range(0, Long.SIZE).filter(b -> has(items, b)).toArray();
    boolean[][] right = new boolean[both.size()][buckets.length];
    boolean[] focal = new boolean[both.size()];
    for (int i = 0; i < right.length; i++) {
      focal[i] = both.get(i).generation == newer;
      for (int b = 0; b < buckets.length; b++) {
        right[i][b] = has(both.get(i).right, buckets[b]);
      }
    }
    ItemResponses responses = ItemResponses.of(right, focal);
    List<MantelHaenszelDif.ItemBias> matched =
        MantelHaenszelDif.of(LEVEL, LEAST).purifiedItems(responses);
    return Optional.of(
        new Look(
            older,
            newer,
            byGeneration.get(older).size(),
            after,
            buckets.length,
            counts(matched, MantelHaenszelDif.ItemBias::etsClass),
            // Without a significant test its class by size alone says how few attempts there were.
            counts(
                LogisticDif.items(responses, LEVEL),
                bias -> bias.any().p().orElse(1) < 1 - LEVEL ? bias.size() : EtsClass.A),
            matched.stream()
                .filter(bias -> bias.etsClass() == EtsClass.C)
                .filter(bias -> bias.delta().value().orElse(0) > 0)
                .count()));
  }

  /** The groups of items that most attempts tried. */
  private static long usual(List<Attempt> all) {
    return all.stream()
        .collect(Collectors.groupingBy(Attempt::tried, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0L);
  }

  private static boolean has(long bits, int bucket) {
    return (bits >>> bucket & 1) == 1;
  }

  private static <T> long[] counts(List<T> biases, Function<T, EtsClass> of) {
    long[] counts = new long[Look.KINDS];
    biases.forEach(bias -> counts[of.apply(bias).ordinal()]++);
    return counts;
  }

  private static Evidence evidence(String task, Look found, Seen seen, History history) {
    long large = found.large();
    return new Evidence.Violations(
        HYPOTHESIS,
        Labels.of(Map.of(TASK, task)),
        Status.OK,
        large,
        found.items,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "Task "
            + task
            + ": of "
            + Words.count(found.items, "group of items", "groups of items")
            + ", in "
            + Words.count(found.after, "attempt", "attempts")
            + " of generation "
            + found.newer
            + " and "
            + Words.count(found.before)
            + " of generation "
            + found.older
            + " with like total scores under the same criteria, "
            + Words.count(large)
            + " differ largely in difficulty (ETS class C; "
            + Words.count(found.easier)
            + " easier for the newer) and "
            + Words.count(found.matched[EtsClass.B.ordinal()])
            + " moderately (B); by logistic regression "
            + Words.count(found.regressed[EtsClass.C.ordinal()])
            + " and "
            + Words.count(found.regressed[EtsClass.B.ordinal()])
            + ".",
        seen.sources(Labels.NONE),
        Query.tallies(
            List.of(CriteriaEffect.SCORES), Labels.of(Map.of(TASK, task)), history.night()),
        List.of("X26"),
        List.of());
  }
}
