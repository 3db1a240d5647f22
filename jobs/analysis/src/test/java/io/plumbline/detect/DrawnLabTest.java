package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tallies that are drawn have the distribution of tallies that are counted from rows. */
class DrawnLabTest {

  private static final int NIGHTS = 10;
  private static final int CLUSTERS = 75;
  private static final int SEVERAL = 4;

  @TempDir Path folder;

  /** Mean and variance of one number of a lab, over labs. */
  private static final class Number {
    private int labs;
    private double sum;
    private double squares;

    private void add(double value) {
      labs++;
      sum += value;
      squares += value * value;
    }

    private double mean() {
      return sum / labs;
    }

    private double varianceOfMean() {
      return Math.max(0, squares / labs - mean() * mean()) / (labs - 1);
    }
  }

  /**
   * Numbers that say what a lab's tallies are like: how many units each cell has by scope, and by
   * stratum; how many came late; and per value of a property how far the taken with it lie from
   * what their pools give, squared and in units of its variance, which is 1 where nothing leans.
   */
  private static Map<String, Double> numbers(List<Tally> tallies) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, Map<String, long[]>> pools = new HashMap<>();
    for (Tally tally : tallies) {
      Labels cell = tally.cell().without("source");
      String of = tally.measurement() + tally.scope();
      numbers.merge(of + cell, (double) tally.n(), Double::sum);
      String kind = tally.stratum().value("stratum").orElse("");
      boolean isTaken = cell.value("taken").or(() -> cell.value("shown")).orElse("").equals("true");
      numbers.merge(of + " in " + kind + " " + isTaken, (double) tally.n(), Double::sum);
      if (tally.recordNight().isBefore(tally.night())) {
        numbers.merge("late " + tally.measurement(), (double) tally.n(), Double::sum);
      }
      Optional<String> has = cell.value("has");
      if (has.isPresent() && !tally.measurement().equals("behaviour-monitored")) {
        long[] pool =
            pools
                .computeIfAbsent(of, key -> new HashMap<>())
                .computeIfAbsent(tally.stratum().text() + tally.night(), key -> new long[4]);
        pool[(isTaken ? 2 : 0) + (has.get().equals("true") ? 1 : 0)] += tally.n();
      }
    }
    pools.forEach((of, blocks) -> numbers.put("distance of " + of, distance(blocks)));
    return numbers;
  }

  private static double distance(Map<String, long[]> blocks) {
    double squares = 0;
    double variance = 0;
    for (long[] pool : blocks.values()) {
      double all = pool[0] + pool[1] + pool[2] + pool[3];
      double with = pool[1] + pool[3];
      double taken = pool[2] + pool[3];
      if (all > 1) {
        double expected = taken * with / all;
        squares += (pool[3] - expected) * (pool[3] - expected);
        variance += expected * (1 - with / all) * (all - taken) / (all - 1);
      }
    }
    return variance == 0 ? 1 : squares / variance;
  }

  private List<Tally> counted(long seed) throws IOException {
    LabSettings settings =
        new LabSettings(
            DrawnLab.FIRST, NIGHTS, seed, 1, new LabSettings.Volume(4 * CLUSTERS, 60, 0.3, 4, 10));
    Truth truth = ReferenceLab.write(settings, List.of(), folder.resolve("lab" + seed));
    return LabTallies.of(truth).values().stream()
        .flatMap(List::stream)
        .filter(tally -> isDrawn(tally))
        .toList();
  }

  private static boolean isDrawn(Tally tally) {
    String purpose = tally.scope().value("purpose").orElse("bug");
    return List.of("training_data", "evaluation_item", "bug").contains(purpose);
  }

  private static List<Tally> drawn(long seed) {
    DrawnLab lab =
        new DrawnLab(
            new DrawnLab.Size(NIGHTS, 1, 4, CLUSTERS, 16, 8, 60),
            seed,
            DrawnLab.Changes.NONE,
            List.of());
    List<Tally> tallies = new ArrayList<>();
    for (int t = 0; t < NIGHTS; t++) {
      tallies.addAll(lab.nextNight());
    }
    return tallies.stream()
        .filter(
            tally ->
                tally.scope().value("purpose").isPresent()
                    || tally.scope().value("behaviour").isPresent())
        .toList();
  }

  /** The largest difference of two means in units of its standard error, over all numbers. */
  private double largestDifference(int labs) throws IOException {
    SortedMap<String, Number> counted = new TreeMap<>();
    SortedMap<String, Number> drawn = new TreeMap<>();
    for (long seed = 1; seed <= labs; seed++) {
      add(counted, numbers(counted(seed)));
      add(drawn, numbers(drawn(seed)));
    }
    SortedSet<String> names = frequent(counted);
    names.addAll(frequent(drawn));
    double largest = 0;
    String where = "";
    int compared = 0;
    for (String name : names) {
      Number one = counted.computeIfAbsent(name, key -> new Number());
      Number other = drawn.computeIfAbsent(name, key -> new Number());
      one.labs = labs;
      other.labs = labs;
      double error = Math.sqrt(one.varianceOfMean() + other.varianceOfMean());
      double z = error == 0 ? 0 : Math.abs(one.mean() - other.mean()) / error;
      compared++;
      if (z > largest) {
        largest = z;
        where = name + ": counted " + one.mean() + ", drawn " + other.mean();
      }
    }
    System.out.printf(
        "%d numbers of %d labs, seeds 1 to %d; largest difference %.2f standard errors, %s%n",
        compared, labs, labs, largest, where);
    return largest;
  }

  /** Numbers that occur in several labs. */
  private static SortedSet<String> frequent(SortedMap<String, Number> numbers) {
    SortedSet<String> names = new TreeSet<>();
    numbers.forEach(
        (name, number) -> {
          if (number.labs >= SEVERAL) {
            names.add(name);
          }
        });
    return names;
  }

  private static void add(SortedMap<String, Number> all, Map<String, Double> one) {
    one.forEach((name, value) -> all.computeIfAbsent(name, key -> new Number()).add(value));
  }

  /** With some 300 numbers of twelve labs each, one beyond 5.5 has a chance below 1 in 200. */
  @Test
  void drawnAndCountedTalliesHaveTheSameMeans() throws IOException {
    assertThat(largestDifference(12)).isLessThan(5.5);
  }

  @Test
  @Tag("full")
  void drawnAndCountedTalliesHaveTheSameMeansInManyLabs() throws IOException {
    assertThat(largestDifference(80)).isLessThan(4.5);
  }

  @Test
  void aLabIsTheSameForTheSameSeed() {
    assertThat(drawn(3)).isEqualTo(drawn(3)).isNotEqualTo(drawn(4));
  }
}
