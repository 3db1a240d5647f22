package io.plumbline.detect;

import io.plumbline.measure.Fold;
import io.plumbline.measure.Labels;
import io.plumbline.stats.FourfoldTable;
import io.plumbline.stats.MantelHaenszel;
import io.plumbline.stats.Significance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a tilt that stands is the same in all strata (METHODS 8.A, companion 2).
 *
 * <p>Tables are kept for a value from the night on after its evidence reached twenty to one, so
 * that nothing is kept where nothing leans; batches of a stratum are added up. It describes what
 * was found and decides nothing.
 */
final class StratumOdds {

  private static final String TABLES = "stratum-tables";
  private static final String WATCHED = "stratum-watched";
  private static final String STRATUM = "stratum";
  private static final String VALUE = "value";
  private static final String WATCHED_VALUE = "watched-value";
  private static final double NOTABLE = Math.log(20);
  private static final double LEVEL = 0.95;
  private static final double UNLIKE = 0.01;
  private static final int LISTED = 10;

  /** Taken and left units that have the value, and those that do not. */
  private record Table(long takenWith, long leftWith, long taken, long left) {

    private static Table of(long offered, long with, long taken, long takenWith) {
      return new Table(
          takenWith, with - takenWith, taken - takenWith, offered - with - (taken - takenWith));
    }

    private Table plus(Table other) {
      return new Table(
          takenWith + other.takenWith,
          leftWith + other.leftWith,
          taken + other.taken,
          left + other.left);
    }

    private FourfoldTable fourfold() {
      return new FourfoldTable(takenWith, leftWith, taken, left);
    }
  }

  /** By claim (its scope and the value watched) and stratum. */
  private final SortedMap<Labels, SortedMap<String, Table>> watched = new TreeMap<>();

  private StratumOdds() {}

  /** As of the night before. */
  static StratumOdds open(Shelf shelf) {
    StratumOdds odds = new StratumOdds();
    for (Shelf.Item item : shelf.items(WATCHED)) {
      odds.watched.put(key(item.scope(), item.label(VALUE)), new TreeMap<>());
    }
    for (Shelf.Item item : shelf.items(TABLES)) {
      double[] n = item.fold().numbers();
      odds.watched
          .computeIfAbsent(key(item.scope(), item.label(VALUE)), key -> new TreeMap<>())
          .put(item.label(STRATUM), new Table((long) n[0], (long) n[1], (long) n[2], (long) n[3]));
    }
    return odds;
  }

  private static Labels key(Labels scope, String value) {
    return scope.with(WATCHED_VALUE, value);
  }

  /** Adds tonight's pools to what is watched of a claim. */
  void add(Labels scope, String attribute, PoolCounts counts) {
    watched.forEach(
        (key, tables) -> {
          if (key.without(WATCHED_VALUE).equals(scope)) {
            counts.forEachPool(
                attribute,
                key.value(WATCHED_VALUE).orElse(""),
                (block, offered, with, taken, takenWith) ->
                    tables.merge(
                        Labels.parse(block.stratum()).value(STRATUM).orElse(""),
                        Table.of(offered, with, taken, takenWith),
                        Table::plus));
          }
        });
  }

  /** Watches the value of a claim that leans most, once there is reason to. */
  void watch(Claim claim) {
    if (claim.logE() >= NOTABLE) {
      watched.computeIfAbsent(key(claim.scope(), claim.top().name()), key -> new TreeMap<>());
    }
  }

  /** What the strata say of a value of a claim; nothing where they say nothing. */
  String words(Labels scope, String value) {
    SortedMap<String, Table> tables = watched.getOrDefault(key(scope, value), new TreeMap<>());
    List<FourfoldTable> strata =
        new ArrayList<>(tables.values().stream().map(Table::fourfold).toList());
    Significance test = MantelHaenszel.atLevel(LEVEL).breslowDay(strata);
    if (test.p().isEmpty()) {
      return "";
    }
    double p = test.p().getAsDouble();
    String alike =
        String.format(
            Locale.ROOT,
            " Since it stood out it is %s in its %d strata (Breslow-Day p %.2g)",
            p < UNLIKE ? "not alike" : "alike",
            strata.size(),
            p);
    return p < UNLIKE ? alike + ": " + each(tables) + "." : alike + ".";
  }

  private static String each(SortedMap<String, Table> tables) {
    List<String> odds = new ArrayList<>();
    tables.forEach(
        (stratum, table) -> {
          OptionalDouble ratio =
              MantelHaenszel.atLevel(LEVEL).oddsRatio(List.of(table.fourfold())).value();
          // A stratum in which all or none were taken has no odds that could be written down.
          if (ratio.isPresent()
              && ratio.getAsDouble() > 0
              && Double.isFinite(ratio.getAsDouble())) {
            odds.add(
                (stratum.isEmpty() ? "none" : stratum)
                    + " "
                    + Words.signed(Math.log(ratio.getAsDouble())));
          }
        });
    return "log odds by stratum "
        + String.join(", ", odds.subList(0, Math.min(LISTED, odds.size())));
  }

  /** Adds what the next night starts from. */
  void store(Map<String, Fold> folds) {
    watched.forEach(
        (key, tables) -> {
          String scope = key.without(WATCHED_VALUE).text();
          String value = key.value(WATCHED_VALUE).orElse("");
          folds.put(Shelf.key(WATCHED, Map.of("scope", scope, VALUE, value)), Fold.of(1));
          tables.forEach(
              (stratum, table) ->
                  folds.put(
                      Shelf.key(TABLES, Map.of("scope", scope, VALUE, value, STRATUM, stratum)),
                      Fold.of(table.takenWith, table.leftWith, table.taken, table.left)));
        });
  }
}
