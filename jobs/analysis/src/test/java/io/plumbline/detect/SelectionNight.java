package io.plumbline.detect;

import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One batch of one night as the selection measurements count it: every offered unit has one
 * property with some probability, and is taken with odds that the property may tilt.
 */
record SelectionNight(
    LocalDate night, LocalDate recordNight, String pool, String selector, String version) {

  static final String PURPOSE = "training_data";

  static SelectionNight of(LocalDate night) {
    return new SelectionNight(night, night, "pool-" + night, "chooser", "atlas-1");
  }

  Map<String, String> scope() {
    return Map.of("purpose", PURPOSE, "selector_id", selector);
  }

  Map<String, String> stratum() {
    return Map.of("pool_id", pool, "selector_model", version);
  }

  /** Tallies of a one-value measurement from four counts. */
  List<Tally> counts(
      String measurement, long offered, long offeredWith, long taken, long takenWith) {
    List<Tally> tallies = new ArrayList<>();
    add(tallies, measurement, true, true, takenWith);
    add(tallies, measurement, true, false, taken - takenWith);
    add(tallies, measurement, false, true, offeredWith - takenWith);
    add(tallies, measurement, false, false, offered - offeredWith - (taken - takenWith));
    return tallies;
  }

  private void add(List<Tally> tallies, String measurement, boolean taken, boolean has, long n) {
    if (n > 0) {
      tallies.add(
          Replay.tally(
              night,
              recordNight,
              measurement,
              scope(),
              stratum(),
              Map.of(
                  "taken",
                  Boolean.toString(taken),
                  "has",
                  Boolean.toString(has),
                  "source",
                  "selections",
                  "clustered",
                  "true"),
              n));
    }
  }

  /** Tallies of an attribute with one count of offered and one of taken units per value. */
  List<Tally> values(
      String measurement, String attribute, List<String> values, long[] offered, long[] taken) {
    List<Tally> tallies = new ArrayList<>();
    long allOffered = 0;
    long allTaken = 0;
    for (int v = 0; v < offered.length; v++) {
      allOffered += offered[v];
      allTaken += taken[v];
      for (boolean isTaken : new boolean[] {true, false}) {
        long n = isTaken ? taken[v] : offered[v] - taken[v];
        if (n > 0) {
          tallies.add(
              Replay.tally(
                  night,
                  recordNight,
                  measurement + "-values",
                  scope(),
                  stratum(),
                  Map.of(
                      "taken", Boolean.toString(isTaken), "key", attribute, "value", values.get(v)),
                  n));
        }
      }
    }
    for (boolean isTaken : new boolean[] {true, false}) {
      tallies.add(
          Replay.tally(
              night,
              recordNight,
              measurement,
              scope(),
              stratum(),
              Map.of(
                  "taken", Boolean.toString(isTaken), "source", "selections", "clustered", "true"),
              isTaken ? allTaken : allOffered - allTaken));
    }
    return tallies;
  }

  /**
   * Draws {@code taken} of {@code offered} units without replacement, those with the property at
   * odds {@code e^tilt}; returns how many of the taken have it.
   */
  static long draw(long offered, long with, long taken, double tilt, SplittableRandom random) {
    long left = with;
    long rest = offered - with;
    double weight = Math.exp(tilt);
    long hits = 0;
    for (long i = 0; i < taken; i++) {
      double share = left * weight / (left * weight + rest);
      if (random.nextDouble() < share) {
        left--;
        hits++;
      } else {
        rest--;
      }
    }
    return hits;
  }

  /** How many of {@code n} have a property of that probability. */
  static long binomial(long n, double share, SplittableRandom random) {
    long hits = 0;
    for (long i = 0; i < n; i++) {
      hits += random.nextDouble() < share ? 1 : 0;
    }
    return hits;
  }
}
