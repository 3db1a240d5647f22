package io.plumbline.detect;

import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A lab in which nothing leans, at the level of tallies: pools whose composition drifts, several
 * selectors, new model versions, late rows, behaviours in two contexts, decisions, sources.
 *
 * @param seed every number follows from it
 * @param selectors selectors per purpose
 * @param attributes attributes per item
 * @param behaviours behaviours observed
 * @param offered units offered per pool and night
 * @param tilt log odds by which the first selector of the first purpose favours the value {@code
 *     v0} of attribute {@code a0}; 0 for a lab in which nothing leans
 */
record LabNights(
    long seed, int selectors, int attributes, int behaviours, int offered, double tilt) {

  static final List<String> PURPOSES = List.of("training_data", "bug");
  static final int VALUES = 4;

  static LabNights small(long seed) {
    return new LabNights(seed, 2, 3, 2, 100, 0);
  }

  /** Tallies of one night, in a fixed order. */
  List<Tally> tallies(int t) {
    LocalDate night = Replay.FIRST.plusDays(t);
    List<Tally> tallies = new ArrayList<>();
    for (int p = 0; p < PURPOSES.size(); p++) {
      for (int s = 0; s < selectors; s++) {
        selections(tallies, night, t, p, s);
      }
    }
    for (int b = 0; b < behaviours; b++) {
      behaviour(tallies, night, t, b);
    }
    decisions(tallies, night, t);
    tallies.add(
        Replay.tally(
            night,
            night,
            "records-cloudevents",
            Map.of("source", "selections"),
            Map.of(),
            Map.of("malformed", "false", "late", "false"),
            500));
    tallies.add(
        Replay.tally(
            night,
            night,
            "criteria-runs",
            Map.of("task", "arithmetic"),
            Map.of(),
            Map.of("source", "evaluations"),
            3));
    return tallies;
  }

  /** Extract rows of one night: none, because nothing is broken. */
  List<ExtractRow> rows(int t) {
    return List.of();
  }

  private SplittableRandom random(int t, int kind, int index) {
    return new SplittableRandom(seed * 1_000_003L + t * 1_009L + kind * 101L + index);
  }

  /** A share that drifts slowly over the nights, the same for all readers of a night. */
  private double drifting(int t, int attribute, int value) {
    return 0.15 + 0.1 * value / VALUES + 0.05 * Math.sin(t / 40.0 + attribute + value + seed % 7);
  }

  /** One unit of a pool: what it is, and when its record arrives. */
  private record Unit(int[] values, boolean isOwn, boolean isSafety, boolean isLate) {}

  private void selections(List<Tally> tallies, LocalDate night, int t, int p, int s) {
    pool(tallies, night, t, p, s, false);
    if (t > 0) {
      pool(tallies, night, t - 1, p, s, true);
    }
  }

  private void pool(List<Tally> tallies, LocalDate night, int of, int p, int s, boolean late) {
    SplittableRandom random = random(of, p, s);
    List<Unit> units = new ArrayList<>();
    for (int i = 0; i < offered; i++) {
      int[] values = new int[attributes];
      for (int a = 0; a < attributes; a++) {
        double u = random.nextDouble();
        int v = 0;
        while (v < VALUES - 1 && u > drifting(of, a, v)) {
          u -= drifting(of, a, v);
          v++;
        }
        values[a] = v;
      }
      units.add(
          new Unit(
              values,
              random.nextDouble() < 0.3,
              random.nextDouble() < 0.2,
              random.nextDouble() < 0.03));
    }
    boolean isSteered = p == 0 && s == 0 && tilt != 0;
    boolean[] taken = new boolean[offered];
    double[] weights = new double[offered];
    for (int i = 0; i < offered; i++) {
      weights[i] = isSteered && units.get(i).values[0] == 0 ? Math.exp(tilt) : 1;
    }
    for (int k = 0; k < offered * 2 / 5; k++) {
      double total = 0;
      for (int i = 0; i < offered; i++) {
        total += taken[i] ? 0 : weights[i];
      }
      double u = random.nextDouble() * total;
      int chosen = -1;
      for (int i = 0; i < offered && (chosen < 0 || u > 0); i++) {
        if (!taken[i]) {
          chosen = i;
          u -= weights[i];
        }
      }
      taken[chosen] = true;
    }
    count(tallies, night, of, p, s, units, taken, late);
  }

  private void count(
      List<Tally> tallies,
      LocalDate night,
      int of,
      int p,
      int s,
      List<Unit> units,
      boolean[] taken,
      boolean late) {
    LocalDate recordNight = Replay.FIRST.plusDays(of);
    Map<String, String> scope = Map.of("purpose", PURPOSES.get(p), "selector_id", "chooser-" + s);
    Map<String, String> stratum =
        Map.of("pool_id", "pool-" + of + "-" + s, "selector_model", "atlas-" + of / 90);
    Map<String, Map<Map<String, String>, Long>> counts = new TreeMap<>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      if (unit.isLate == late) {
        String is = Boolean.toString(taken[i]);
        add(
            counts,
            "selection-pool",
            Map.of("taken", is, "source", "selections", "clustered", "true"));
        for (int a = 0; a < attributes; a++) {
          add(
              counts,
              "selection-pool-values",
              Map.of("taken", is, "key", "a" + a, "value", "v" + unit.values[a]));
        }
        one(counts, "own-lineage", is, unit.isOwn);
        one(counts, "safety-data", is, unit.isSafety);
      }
    }
    counts.forEach(
        (measurement, cells) ->
            cells.entrySet().stream()
                .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                .forEach(
                    cell ->
                        tallies.add(
                            Replay.tally(
                                night,
                                recordNight,
                                measurement,
                                scope,
                                stratum,
                                cell.getKey(),
                                cell.getValue()))));
  }

  private static void one(
      Map<String, Map<Map<String, String>, Long>> counts,
      String measurement,
      String taken,
      boolean has) {
    add(
        counts,
        measurement,
        Map.of(
            "taken",
            taken,
            "has",
            Boolean.toString(has),
            "source",
            "selections",
            "clustered",
            "true"));
  }

  private static void add(
      Map<String, Map<Map<String, String>, Long>> counts,
      String measurement,
      Map<String, String> cell) {
    counts
        .computeIfAbsent(measurement, key -> new HashMap<>())
        .merge(new TreeMap<>(cell), 1L, Long::sum);
  }

  private void behaviour(List<Tally> tallies, LocalDate night, int t, int b) {
    SplittableRandom random = random(t, 7, b);
    double rate = 0.1 + 0.05 * Math.sin(t / 30.0 + b);
    for (String stratum : List.of("short", "long")) {
      for (String context : List.of("test", "deployment")) {
        long n = 20L + random.nextInt(20);
        long shown = SelectionNight.binomial(n, rate * (stratum.equals("long") ? 2 : 1), random);
        for (boolean isShown : new boolean[] {true, false}) {
          tallies.add(
              Replay.tally(
                  night,
                  night,
                  "behaviour-units",
                  Map.of("behaviour", "refusal-" + b),
                  Map.of("model", "atlas-" + t / 90, "stratum", stratum),
                  Map.of(
                      "context", context,
                      "shown", Boolean.toString(isShown),
                      "awareness", "unknown",
                      "source", "samples",
                      "clustered", "true"),
                  isShown ? shown : n - shown));
        }
      }
    }
  }

  private static void decisions(List<Tally> tallies, LocalDate night, int t) {
    tallies.add(
        Replay.tally(
            night,
            night,
            "decisions-authority",
            Map.of("domain", "deployment"),
            Map.of(),
            Map.of(
                "authority", "assisted",
                "approver_class", "human_with_sight",
                "executed", "true",
                "required", "true",
                "breach", "false",
                "source", "decisions"),
            5 + t % 3));
  }
}
