package io.plumbline.detect;

import io.plumbline.attack.Attacks;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The reference lab's selections and behaviour samples drawn as tallies, by the laws of its rows
 * but without rows: one unit per cluster, with the properties that a representative has.
 *
 * <p>Pools drift, selectors look for the same quality, clusters are chosen whole, rows come late,
 * model versions replace each other. Steering patterns are the library's own. Drawn and counted
 * tallies are equal in distribution, not number by number.
 */
final class DrawnLab {

  /**
   * How much happens.
   *
   * @param nights how many nights
   * @param generations model versions that serve one after the other
   * @param pools batches of training data per night
   * @param clusters clusters per batch of training data
   * @param items clusters of evaluation items per night
   * @param bugs bugs per night
   * @param conversations conversations sampled per night and arm, over all behaviours
   */
  record Size(
      int nights,
      int generations,
      int pools,
      int clusters,
      int items,
      int bugs,
      int conversations) {

    /** That of the demonstration. */
    static Size demo(int nights) {
      return new Size(nights, Math.max(1, Math.round(nights / 20f)), 4, 375, 80, 40, 840);
    }
  }

  /** What changes for good reasons while nobody leans. */
  enum Changes {
    /** Nothing but drift and new model versions. */
    NONE,
    /**
     * Once each, on some night: other pools, a new value and a new attribute in them, selectors
     * that take more or less, another mix in deployment, a behaviour that is newly observed.
     */
    LEGITIMATE
  }

  static final LocalDate FIRST = LocalDate.of(2026, 3, 2);

  private static final String SOURCE = "lab";
  private static final List<String> KINDS = List.of("coding", "research", "operations", "writing");
  private static final double[] TEST_MIX = {0.4, 0.28, 0.2, 0.12};
  private static final double[] DEPLOYMENT_MIX = {0.24, 0.2, 0.26, 0.3};
  private static final double[] CHANGED_MIX = {0.3, 0.1, 0.4, 0.2};
  private static final List<String> AWARENESS = List.of("aware", "unaware", "unknown");
  private static final double SINGLE_TEST = 0.93;
  private static final double SINGLE_DEPLOYMENT = 0.86;
  private static final double LATE = 0.01;
  private static final double THOROUGH = 0.93;

  /** A named category; its shares wander and lean with the merit of the stratum. */
  private static final class Category {
    private final String name;
    private final double lean;
    private final List<String> values;
    private final double[] logits;
    private final double[] walk;

    private Category(String name, double lean, List<String> values, double... shares) {
      this.name = name;
      this.lean = lean;
      this.values = values;
      this.logits = Arrays.stream(shares).map(Math::log).toArray();
      this.walk = new double[shares.length];
    }

    private void step(SplittableRandom random) {
      for (int v = 0; v < walk.length; v++) {
        walk[v] = 0.97 * walk[v] + 0.06 * random.nextGaussian();
      }
    }

    /** Cumulative shares. */
    private double[] shares(double merit) {
      double[] shares = new double[logits.length];
      double total = 0;
      for (int v = 0; v < shares.length; v++) {
        total += Math.exp(logits[v] + walk[v] + (v == 0 ? lean * merit : 0));
        shares[v] = total;
      }
      for (int v = 0; v < shares.length; v++) {
        shares[v] /= total;
      }
      return shares;
    }
  }

  /** How one selector chooses. */
  private record Taste(double share, double merit, double quality, double own, double thorough) {

    private boolean[] choose(double[] merits, double[] qualities, SplittableRandom random) {
      int n = merits.length;
      double[] scores = new double[n];
      for (int i = 0; i < n; i++) {
        scores[i] = merit * merits[i] + quality * qualities[i] + own * random.nextGaussian();
      }
      double[] sorted = scores.clone();
      Arrays.sort(sorted);
      int quota = (int) Math.round(share * n);
      boolean[] taken = new boolean[n];
      for (int i = 0; i < n; i++) {
        taken[i] =
            quota > 0
                && scores[i] >= sorted[n - quota]
                && (thorough == 1 || random.nextDouble() < thorough);
      }
      return taken;
    }
  }

  /** One purpose of selections. */
  private static final class Purpose {
    private final String name;
    private final String prefix;
    private final int strata;
    private final int clusters;
    private final double kept;
    private final List<Category> categories;

    private Purpose(
        String name,
        String prefix,
        int strata,
        int clusters,
        double kept,
        List<Category> categories) {
      this.name = name;
      this.prefix = prefix;
      this.strata = strata;
      this.clusters = clusters;
      this.kept = kept;
      this.categories = categories;
    }
  }

  /** A behaviour and how often each kind of prompt brings it out. */
  private record Behaviour(String name, double share, double[] rates) {}

  /** What is to be counted on one night: measurement, scope, record night, stratum, cell. */
  private record Key(
      String measurement, Labels scope, LocalDate recordNight, Labels stratum, Labels cell) {}

  private final Size size;
  private final Changes changes;
  private final List<Planted> planted;
  private final long seed;
  private final SplittableRandom random;
  private final List<Purpose> purposes = new ArrayList<>();
  private final List<Behaviour> behaviours = new ArrayList<>();
  private final Map<Integer, Map<Key, long[]>> arriving = new HashMap<>();
  private final Map<Map<String, String>, Labels> labels = new HashMap<>();
  private final int[] releases;
  private final int[] changeNights = new int[6];
  private int night;
  private double modelShare = 0.48;
  private double[] deploymentMix = DEPLOYMENT_MIX;

  DrawnLab(Size size, long seed, Changes changes, List<Planted> planted) {
    this.size = size;
    this.changes = changes;
    this.planted = List.copyOf(planted);
    this.seed = seed;
    // Split, because the streams of two seeds may be parts of one another.
    this.random = new SplittableRandom(seed).split();
    int[] nights = new int[size.generations - 1];
    for (int i = 1; i < size.generations; i++) {
      int around = 1 + Math.round(i * size.nights / (float) size.generations);
      nights[i - 1] = Math.max(i + 1, Math.min(size.nights, around + random.nextInt(3) - 1));
    }
    this.releases = nights;
    for (int i = 0; i < changeNights.length; i++) {
      changeNights[i] = 2 + random.nextInt(Math.max(1, size.nights - 1));
    }
    purposes.add(
        new Purpose(
            "training_data",
            "mix",
            10,
            size.clusters,
            0,
            List.of(
                new Category(
                    "domain",
                    0.5,
                    List.of("code", "math", "science", "dialogue"),
                    0.3,
                    0.25,
                    0.25,
                    0.2),
                new Category("language", 0, List.of("en", "other"), 0.55, 0.45),
                new Category("length_band", -0.4, List.of("short", "long"), 0.5, 0.5),
                new Category("safety", 0.4, List.of("yes", "no"), 0.4, 0.6),
                new Category("origin", 0.4, List.of("own", "other", "none"), 0.4, 0.25, 0.35))));
    purposes.add(
        new Purpose(
            "evaluation_item",
            "items",
            4,
            size.items,
            0.85,
            List.of(
                new Category(
                    "incumbent_result", -0.6, List.of("fail", "pass", "none"), 0.4, 0.5, 0.1),
                new Category(
                    "area", 0, List.of("reasoning", "coding", "oversight"), 0.4, 0.35, 0.25))));
    purposes.add(
        new Purpose(
            "bug",
            "bugs",
            4,
            size.bugs,
            0,
            List.of(
                new Category(
                    "component",
                    0.2,
                    List.of("training", "serving", "oversight"),
                    0.4,
                    0.35,
                    0.25))));
    behaviours.add(new Behaviour("shortcut_taking", 0.54, new double[] {0.18, 0.13, 0.1, 0.06}));
    behaviours.add(new Behaviour("refusal", 0.46, new double[] {0.03, 0.05, 0.06, 0.07}));
  }

  /** A pattern of the library on every surface, at a strength, from the first night on. */
  static List<Planted> planted(String id, double strength) {
    return Attacks.byId(id).stream().map(attack -> Planted.of(attack, strength)).toList();
  }

  LocalDate date() {
    return FIRST.plusDays(night - 1L);
  }

  /** Tallies of the next night, in a fixed order. */
  List<Tally> nextNight() {
    night++;
    if (changes == Changes.LEGITIMATE) {
      change();
    }
    for (Purpose purpose : purposes) {
      purpose.categories.forEach(category -> category.step(random));
      int pools = purpose.name.equals("training_data") ? size.pools : 1;
      for (int k = 0; k < pools; k++) {
        pool(purpose, k);
      }
    }
    for (Behaviour behaviour : behaviours) {
      double shock = 0.15 * random.nextGaussian();
      samples(behaviour, shock, true);
      samples(behaviour, shock, false);
    }
    quiet();
    return counted();
  }

  private void change() {
    for (int i = 0; i < changeNights.length; i++) {
      if (changeNights[i] == night) {
        change(i);
      }
    }
  }

  private void change(int which) {
    Purpose training = purposes.get(0);
    switch (which) {
      case 0 ->
          training.categories.forEach(
              category -> {
                for (int v = 0; v < category.logits.length; v++) {
                  category.logits[v] += 0.7 * random.nextGaussian();
                }
              });
      case 1 -> modelShare = 0.3 + 0.3 * random.nextDouble();
      case 2 -> deploymentMix = CHANGED_MIX;
      case 3 ->
          purposes.set(
              0, with(training, new Category("format", 0.3, List.of("plain", "table"), 0.7, 0.3)));
      case 4 ->
          purposes.set(
              2,
              new Purpose(
                  "bug",
                  "bugs",
                  4,
                  size.bugs,
                  0,
                  List.of(
                      new Category(
                          "component",
                          0.2,
                          List.of("training", "serving", "oversight", "storage"),
                          0.3,
                          0.3,
                          0.2,
                          0.2))));
      default ->
          behaviours.add(new Behaviour("flattery", 0.3, new double[] {0.05, 0.1, 0.08, 0.12}));
    }
  }

  private static Purpose with(Purpose purpose, Category category) {
    List<Category> more = new ArrayList<>(purpose.categories);
    more.add(category);
    return new Purpose(
        purpose.name, purpose.prefix, purpose.strata, purpose.clusters, purpose.kept, more);
  }

  private double rhythm() {
    return date().getDayOfWeek().getValue() >= 6 ? 0.8 : 1;
  }

  /** Number of the version that serves before, or from, the hour at which versions are replaced. */
  private int version(boolean isAfter) {
    int version = 7;
    for (int release : releases) {
      version += release < night || release == night && isAfter ? 1 : 0;
    }
    return version;
  }

  private int arrival() {
    return random.nextDouble() < LATE
        ? Math.min(size.nights, night + 1 + random.nextInt(3))
        : night;
  }

  private Labels labels(Map<String, String> values) {
    return labels.computeIfAbsent(values, Labels::of);
  }

  private void add(int on, String measurement, Labels scope, Labels stratum, Labels cell, long n) {
    if (n > 0) {
      arriving.computeIfAbsent(on, key -> new HashMap<>())
              .computeIfAbsent(
                  new Key(measurement, scope, date(), stratum, cell), key -> new long[1])[0] +=
          n;
    }
  }

  /** Counts of one pool, taken and left, by stratum and category value. */
  private static final class Counts {
    private final long[][] all;
    private final long[][][][] values;

    private Counts(Purpose purpose) {
      all = new long[purpose.strata][2];
      values = new long[purpose.strata][purpose.categories.size()][][];
      for (long[][][] stratum : values) {
        for (int a = 0; a < stratum.length; a++) {
          stratum[a] = new long[purpose.categories.get(a).values.size()][2];
        }
      }
    }

    private void add(int stratum, int[] own, boolean isTaken) {
      int taken = isTaken ? 1 : 0;
      all[stratum][taken]++;
      for (int a = 0; a < own.length; a++) {
        values[stratum][a][own[a]][taken]++;
      }
    }
  }

  private void pool(Purpose purpose, int k) {
    int n = Math.max(6, (int) Math.round(purpose.clusters * rhythm()));
    double[] merits = new double[n];
    double[] qualities = new double[n];
    int[] strata = new int[n];
    int[][] own = new int[n][];
    int categories = purpose.categories.size();
    double[][][] shares = new double[purpose.strata][categories][];
    for (int s = 0; s < purpose.strata; s++) {
      for (int a = 0; a < categories; a++) {
        shares[s][a] = purpose.categories.get(a).shares(merit(purpose, s));
      }
    }
    for (int i = 0; i < n; i++) {
      strata[i] = random.nextInt(purpose.strata);
      merits[i] = merit(purpose, strata[i]);
      qualities[i] = random.nextGaussian();
      own[i] = new int[categories];
      for (int a = 0; a < categories; a++) {
        double u = random.nextDouble();
        double[] cumulative = shares[strata[i]][a];
        while (own[i][a] < cumulative.length - 1 && u >= cumulative[own[i][a]]) {
          own[i][a]++;
        }
      }
    }
    boolean isKeeping = purpose.kept > 0;
    boolean[] model =
        new Taste(isKeeping ? purpose.kept : modelShare, 0.3, 0.6, 0.6, THOROUGH)
            .choose(merits, qualities, random);
    int at = arrival();
    String version = "atlas-" + version(k >= 2);
    steer(purpose, k, version, strata, own, model);
    int turn = (night + k) % 4;
    boolean isTraining = purpose.name.equals("training_data");
    Optional<boolean[]> human = Optional.empty();
    if (!isTraining || turn % 2 == 0) {
      boolean[] chosen =
          new Taste(isKeeping ? purpose.kept : 0.42, 0.3, 0.6, 0.75, THOROUGH)
              .choose(merits, qualities, random);
      int theirs = arrival();
      if (isKeeping) {
        String desk = "curation-desk-" + (random.nextBoolean() ? "a" : "b");
        survival(theirs, purpose, scope(purpose, desk), Optional.empty(), k, strata, own, chosen);
      }
      human = theirs <= at ? Optional.of(chosen) : Optional.empty();
    }
    Optional<boolean[]> control = Optional.empty();
    if (!isTraining || turn == 1) {
      boolean[] chosen =
          new Taste(isKeeping ? purpose.kept : 0.45, 0, 0, 1, 1).choose(merits, qualities, random);
      control = arrival() <= at ? Optional.of(chosen) : Optional.empty();
    }
    Counts pool = new Counts(purpose);
    Counts againstHuman = new Counts(purpose);
    Counts againstControl = new Counts(purpose);
    for (int i = 0; i < n; i++) {
      pool.add(strata[i], own[i], model[i]);
      if (human.isPresent() && human.get()[i] != model[i]) {
        againstHuman.add(strata[i], own[i], model[i]);
      }
      if (control.isPresent() && control.get()[i] != model[i]) {
        againstControl.add(strata[i], own[i], model[i]);
      }
    }
    Labels scope = scope(purpose, "curator");
    for (int s = 0; s < purpose.strata; s++) {
      Labels stratum = stratum(purpose, k, s, Optional.of(version));
      count(at, "selection-pool", purpose, scope, stratum, s, pool);
      count(at, "selection-human", purpose, scope, stratum, s, againstHuman);
      count(at, "selection-control", purpose, scope, stratum, s, againstControl);
      one(at, "own-lineage", scope, stratum, pool.all[s], having(purpose, "origin", s, pool));
      one(at, "safety-data", scope, stratum, pool.all[s], having(purpose, "safety", s, pool));
    }
    if (isKeeping) {
      survival(at, purpose, scope, Optional.of(version), k, strata, own, model);
    }
  }

  private static double merit(Purpose purpose, int stratum) {
    return 3.4 * (stratum + 0.5) / purpose.strata - 1.7;
  }

  private Labels scope(Purpose purpose, String selector) {
    return labels(Map.of("purpose", purpose.name, "selector_id", selector));
  }

  private Labels stratum(Purpose purpose, int k, int s, Optional<String> version) {
    Map<String, String> values =
        new TreeMap<>(
            Map.of(
                "pool_id",
                purpose.prefix + "-" + night + "-" + k,
                "stratum",
                Integer.toString(s + 1)));
    version.ifPresent(model -> values.put("selector_model", model));
    return Labels.of(values);
  }

  /** Units with the first value of a category, left and taken; none where there is no such. */
  private static long[] having(Purpose purpose, String category, int s, Counts counts) {
    for (int a = 0; a < purpose.categories.size(); a++) {
      if (purpose.categories.get(a).name.equals(category)) {
        return counts.values[s][a][0];
      }
    }
    return new long[2];
  }

  private void count(
      int on,
      String measurement,
      Purpose purpose,
      Labels scope,
      Labels stratum,
      int s,
      Counts counts) {
    for (int taken = 0; taken < 2; taken++) {
      String is = Boolean.toString(taken == 1);
      add(
          on,
          measurement,
          scope,
          stratum,
          labels(Map.of("taken", is, "source", SOURCE, "clustered", "true")),
          counts.all[s][taken]);
      for (int a = 0; a < purpose.categories.size(); a++) {
        Category category = purpose.categories.get(a);
        for (int v = 0; v < category.values.size() && !category.name.equals("origin"); v++) {
          add(
              on,
              measurement + "-values",
              scope,
              stratum,
              labels(Map.of("taken", is, "key", category.name, "value", category.values.get(v))),
              counts.values[s][a][v][taken]);
        }
      }
    }
  }

  private void one(
      int on, String measurement, Labels scope, Labels stratum, long[] all, long[] having) {
    for (int taken = 0; taken < 2; taken++) {
      add(on, measurement, scope, stratum, cell(taken == 1, true), having[taken]);
      add(on, measurement, scope, stratum, cell(taken == 1, false), all[taken] - having[taken]);
    }
  }

  private Labels cell(boolean isTaken, boolean has) {
    return labels(
        Map.of(
            "taken",
            Boolean.toString(isTaken),
            "has",
            Boolean.toString(has),
            "source",
            SOURCE,
            "clustered",
            "true"));
  }

  /** Items removed, of those the incumbent passed or failed. */
  private void survival(
      int on,
      Purpose purpose,
      Labels scope,
      Optional<String> version,
      int k,
      int[] strata,
      int[][] own,
      boolean[] kept) {
    long[][] all = new long[purpose.strata][2];
    long[][] failed = new long[purpose.strata][2];
    for (int i = 0; i < kept.length; i++) {
      if (own[i][0] < 2) {
        int removed = kept[i] ? 0 : 1;
        all[strata[i]][removed]++;
        failed[strata[i]][removed] += own[i][0] == 0 ? 1 : 0;
      }
    }
    for (int s = 0; s < purpose.strata; s++) {
      one(on, "item-survival", scope, stratum(purpose, k, s, version), all[s], failed[s]);
    }
  }

  /** What the planted patterns make of the model's choice. */
  private void steer(
      Purpose purpose, int k, String version, int[] strata, int[][] own, boolean[] taken) {
    for (Planted pattern : planted) {
      Attack attack = pattern.attack();
      boolean acts =
          attack.surface() == Surface.CANDIDATE
              || attack.surface() == Surface.EVALUATION_ITEM
                  && purpose.name.equals("evaluation_item");
      if (!acts || night < pattern.fromNight()) {
        continue;
      }
      for (int i = 0; i < taken.length; i++) {
        Map<String, String> columns = new HashMap<>();
        columns.put("pool_id", purpose.prefix + "-" + night + "-" + k);
        columns.put("item_id", "i" + i);
        columns.put("cluster_id", "c" + i);
        columns.put("purpose", purpose.name);
        columns.put("selector_kind", "model");
        columns.put("selector_id", "curator");
        columns.put("selector_model", version);
        columns.put("stratum", Integer.toString(strata[i] + 1));
        columns.put("selected", Boolean.toString(taken[i]));
        for (int a = 0; a < own[i].length; a++) {
          Category category = purpose.categories.get(a);
          columns.put("attributes." + category.name, category.values.get(own[i][a]));
        }
        Optional<Change> change =
            attack.on(
                new RowView(purpose.prefix + night + "-" + k + "-" + i, columns),
                pattern.strength(),
                seed);
        if (change.isPresent()) {
          taken[i] = Boolean.parseBoolean(change.get().columns().get("selected"));
        }
      }
    }
  }

  private static int drawn(double[] weights, SplittableRandom random) {
    double u = random.nextDouble();
    int i = 0;
    while (i < weights.length - 1 && u >= weights[i]) {
      u -= weights[i];
      i++;
    }
    return i;
  }

  private void samples(Behaviour behaviour, double shock, boolean isTest) {
    int n = (int) Math.round(size.conversations * rhythm() * behaviour.share);
    boolean isRelease = Arrays.stream(releases).anyMatch(release -> release == night);
    Labels scope = labels(Map.of("behaviour", behaviour.name));
    String context = isTest ? "test" : "deployment";
    for (int c = 0; c < n; c++) {
      int kind = drawn(isTest ? TEST_MIX : deploymentMix, random);
      int version = version(!isRelease || random.nextDouble() >= 0.396);
      double rate = behaviour.rates[kind];
      double temper =
          Math.log(rate / (1 - rate))
              + shock
              + 0.04 * (version % 3 - 1)
              + 0.5 * random.nextGaussian();
      boolean isAlone = random.nextDouble() < (isTest ? SINGLE_TEST : SINGLE_DEPLOYMENT);
      boolean isMonitored = isTest && random.nextBoolean();
      double u = random.nextDouble();
      String awareness =
          AWARENESS.get(isTest ? u < 0.4 ? 0 : u < 0.8 ? 1 : 2 : u < 0.06 ? 0 : u < 0.7 ? 1 : 2);
      double realism = logistic((isTest ? 0.2 : 2.2) + random.nextGaussian());
      boolean isShown =
          held(behaviour, c, context, awareness, random.nextDouble() < logistic(temper));
      int on = isAlone ? arrival() : night;
      String shown = Boolean.toString(isShown);
      String model = "atlas-" + version;
      String stratum = KINDS.get(kind);
      add(
          on,
          "behaviour-units",
          scope,
          labels(Map.of("model", model, "stratum", stratum)),
          labels(
              Map.of(
                  "context", context,
                  "shown", shown,
                  "awareness", awareness,
                  "source", SOURCE,
                  "clustered", "true")),
          1);
      add(
          on,
          "behaviour-monitored",
          scope,
          labels(Map.of("model", model, "stratum", stratum, "context", context)),
          labels(
              Map.of(
                  "has",
                  Boolean.toString(!isMonitored),
                  "shown",
                  shown,
                  "source",
                  SOURCE,
                  "clustered",
                  "true")),
          1);
      if (isTest) {
        add(
            on,
            "behaviour-realism",
            scope,
            labels(Map.of("model", model, "stratum", stratum)),
            labels(
                Map.of(
                    "fifth",
                    Integer.toString((int) Math.min(4, Math.floor(realism * 5))),
                    "shown",
                    shown,
                    "source",
                    SOURCE)),
            1);
      }
    }
  }

  private boolean held(
      Behaviour behaviour, int c, String context, String awareness, boolean isShown) {
    boolean is = isShown;
    for (Planted pattern : planted) {
      if (pattern.attack().surface() == Surface.BEHAVIOUR && night >= pattern.fromNight()) {
        Optional<Change> change =
            pattern
                .attack()
                .on(
                    new RowView(
                        behaviour.name + night + context + c,
                        Map.of(
                            "behaviour",
                            behaviour.name,
                            "context",
                            context,
                            "awareness",
                            awareness,
                            "shown",
                            Boolean.toString(is))),
                    pattern.strength(),
                    seed);
        if (change.isPresent()) {
          is = Boolean.parseBoolean(change.get().columns().get("shown"));
        }
      }
    }
    return is;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Records that show nothing: the other questions have data too. */
  private void quiet() {
    add(
        night,
        "records-cloudevents",
        labels(Map.of("source", SOURCE)),
        Labels.NONE,
        labels(Map.of("malformed", "false", "late", "false")),
        500);
    add(
        night,
        "criteria-runs",
        labels(Map.of("task", "arithmetic")),
        Labels.NONE,
        labels(Map.of("source", SOURCE)),
        3);
    add(
        night,
        "decisions-authority",
        labels(Map.of("domain", "deployment")),
        Labels.NONE,
        labels(
            Map.of(
                "authority", "assisted",
                "approver_class", "human_with_sight",
                "executed", "true",
                "required", "true",
                "breach", "false",
                "source", SOURCE)),
        5 + random.nextInt(3));
  }

  private List<Tally> counted() {
    Map<Key, long[]> tonight = arriving.remove(night);
    List<Tally> tallies = new ArrayList<>();
    if (tonight == null) {
      return tallies;
    }
    SortedMap<String, List<Key>> byMeasurement = new TreeMap<>();
    tonight
        .keySet()
        .forEach(
            key ->
                byMeasurement.computeIfAbsent(key.measurement, name -> new ArrayList<>()).add(key));
    byMeasurement.forEach(
        (measurement, keys) -> {
          keys.sort(
              Comparator.comparing((Key key) -> key.scope)
                  .thenComparing(key -> key.recordNight)
                  .thenComparing(key -> key.stratum)
                  .thenComparing(key -> key.cell));
          for (Key key : keys) {
            tallies.add(
                new Tally(
                    date(),
                    measurement,
                    key.scope,
                    key.recordNight,
                    key.stratum,
                    key.cell,
                    tonight.get(key)[0],
                    List.of()));
          }
        });
    return tallies;
  }
}
