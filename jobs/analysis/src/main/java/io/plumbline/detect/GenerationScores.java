package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Scores of each generation on each task under each set of criteria, by bucket of items. Scores of
 * a model whose generation is not known are left out.
 */
final class GenerationScores {

  private static final String KIND = "generation-scores";
  private static final int BUCKETS = 64;
  private static final double MICRO = 1e6;

  /** Number and sum of scores by bucket of items. */
  record Scores(double[] n, double[] sum) {

    private static Scores none() {
      return new Scores(new double[BUCKETS], new double[BUCKETS]);
    }

    double count() {
      return total(n);
    }

    double mean() {
      return total(sum) / total(n);
    }

    boolean isPositive() {
      return total(sum) > 0;
    }

    /** Buckets in which both have scores. */
    int shared(Scores other) {
      int count = 0;
      for (int b = 0; b < BUCKETS; b++) {
        count += n[b] > 0 && other.n[b] > 0 ? 1 : 0;
      }
      return count;
    }

    /** As if every one of these scores had been 1. */
    double[] ones() {
      return n.clone();
    }

    private static double total(double[] values) {
      double total = 0;
      for (double value : values) {
        total += value;
      }
      return total;
    }
  }

  /** What was scored. */
  record Key(String task, String criteria, int generation) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTask = task.compareTo(other.task);
      int byCriteria = criteria.compareTo(other.criteria);
      return byTask != 0
          ? byTask
          : byCriteria != 0 ? byCriteria : Integer.compare(generation, other.generation);
    }
  }

  private final SortedMap<Key, Scores> scores = new TreeMap<>();

  private GenerationScores() {}

  /** What was scored up to tonight; sources are those of the whole. */
  static GenerationScores of(Shelf shelf, History history, Seen seen) {
    GenerationScores all = new GenerationScores();
    for (Shelf.Item item : shelf.items(KIND)) {
      double[] numbers = item.fold().numbers();
      Scores one = Scores.none();
      System.arraycopy(numbers, 0, one.n, 0, BUCKETS);
      System.arraycopy(numbers, BUCKETS, one.sum, 0, BUCKETS);
      all.scores.put(
          new Key(
              item.label("task"),
              item.label("criteria"),
              Integer.parseInt(item.label("generation"))),
          one);
    }
    for (Tally tally : history.tallies(CriteriaEffect.SCORES)) {
      Optional<String> generation = tally.stratum().value("generation");
      if (generation.isPresent()) {
        Scores one =
            all.scores.computeIfAbsent(
                new Key(
                    tally.scope().value("task").orElse(""),
                    tally.stratum().value("criteria_id").orElse(""),
                    Integer.parseInt(generation.get())),
                key -> Scores.none());
        int bucket = Integer.parseInt(tally.cell().value("bucket").orElse("0"));
        one.n[bucket] += tally.n();
        one.sum[bucket] += tally.sums().get(0) / MICRO;
        tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
      }
    }
    return all;
  }

  void store(Map<String, Fold> folds) {
    scores.forEach(
        (key, one) -> {
          double[] numbers = new double[2 * BUCKETS];
          System.arraycopy(one.n, 0, numbers, 0, BUCKETS);
          System.arraycopy(one.sum, 0, numbers, BUCKETS, BUCKETS);
          folds.put(
              Shelf.key(
                  KIND,
                  Map.of(
                      "task",
                      key.task,
                      "criteria",
                      key.criteria,
                      "generation",
                      Integer.toString(key.generation))),
              Fold.of(numbers));
        });
  }

  /** Generations that have scores, in order. */
  List<Integer> generations() {
    return scores.keySet().stream().map(Key::generation).distinct().sorted().toList();
  }

  Optional<Scores> scores(String task, String criteria, int generation) {
    return Optional.ofNullable(scores.get(new Key(task, criteria, generation)));
  }

  void forEach(BiConsumer<Key, Scores> action) {
    scores.forEach(action);
  }
}
