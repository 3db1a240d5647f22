package io.plumbline.datasets.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Draws the batches of a night. */
final class Pools {

  /** Batches of training data per night. */
  static final int TRAINING_POOLS = 4;

  /** Sets of reasoning traces per night. */
  static final int TRACE_SETS = 2;

  private static final double ECHO = 0.9;
  private static final double[] CLUSTER_SIZES = {0.85, 0.08, 0.03, 0.02, 0.01, 0.01};

  private final LabSettings settings;
  private final Generations generations;
  private final List<Attribute> training;
  private final List<Attribute> evaluation;
  private final List<Attribute> bugs;
  private final List<Attribute> options;

  Pools(LabSettings settings, Generations generations) {
    this.settings = settings;
    this.generations = generations;
    this.training =
        List.of(
            Attribute.of(
                settings,
                "domain",
                0.5,
                List.of("code", "math", "science", "dialogue"),
                0.3,
                0.25,
                0.25,
                0.2),
            Attribute.of(settings, "language", 0, List.of("en", "other"), 0.55, 0.45),
            Attribute.of(settings, "length_band", -0.4, List.of("short", "long"), 0.5, 0.5),
            Attribute.of(settings, "safety", 0.4, List.of("yes", "no"), 0.4, 0.6),
            Attribute.of(
                settings, "origin", 0.4, List.of("own", "other", "none"), 0.4, 0.25, 0.35));
    this.evaluation =
        List.of(
            Attribute.of(
                settings, "incumbent_result", -0.6, List.of("fail", "pass", "none"), 0.4, 0.5, 0.1),
            Attribute.of(
                settings, "area", 0, List.of("reasoning", "coding", "oversight"), 0.4, 0.35, 0.25));
    this.bugs =
        List.of(
            Attribute.of(
                settings,
                "component",
                0.2,
                List.of("training", "serving", "oversight"),
                0.4,
                0.35,
                0.25));
    this.options =
        List.of(
            Attribute.of(
                settings,
                "favours",
                0.2,
                List.of("reasoning", "memory", "tool_use"),
                0.4,
                0.3,
                0.3));
  }

  /** When the k-th batch of training data of a night is offered. */
  Instant trainingOfferedAt(int night, int k) {
    Draws draws = Draws.of(settings.seed(), "offer/" + k, night);
    return start(night).plus(Duration.ofMinutes(40 + 330L * k + draws.below(60)));
  }

  /** Id of the k-th batch of training data of a night. */
  String trainingId(int night, int k) {
    return "mix-" + compact(night) + "-" + k;
  }

  /** Id of the k-th set of traces of a night. */
  String traceSet(int night, int k) {
    return "set-" + compact(night) + "-" + k;
  }

  Pool training(int night, int k, String decision) {
    Instant at = trainingOfferedAt(night, k);
    double clusters = settings.volume().trainingClusters() * settings.rhythm(night);
    return draw(
        night,
        trainingId(night, k),
        "training_data",
        at,
        decision,
        training,
        10,
        (int) Math.round(clusters / TRAINING_POOLS),
        CLUSTER_SIZES);
  }

  /** Id of the batch of evaluation items of a night. */
  String evaluationId(int night) {
    return "items-" + compact(night);
  }

  Pool evaluationItems(int night, String decision) {
    return draw(
        night,
        evaluationId(night),
        "evaluation_item",
        start(night).plus(Duration.ofMinutes(500)),
        decision,
        evaluation,
        4,
        scaled(night, 80),
        new double[] {0.8, 0.2});
  }

  Pool bugs(int night) {
    return draw(
        night,
        "bugs-" + compact(night),
        "bug",
        start(night).plus(Duration.ofMinutes(420)),
        "",
        bugs,
        4,
        scaled(night, 40),
        new double[] {1});
  }

  Pool designOptions(int night) {
    return draw(
        night,
        "options-" + compact(night),
        "design_option",
        start(night).plus(Duration.ofMinutes(640)),
        "",
        options,
        2,
        scaled(night, 12),
        new double[] {1});
  }

  private Pool draw(
      int night,
      String id,
      String purpose,
      Instant at,
      String decision,
      List<Attribute> attributes,
      int strata,
      int count,
      double[] sizes) {
    Draws draws = Draws.of(settings.seed(), "pool/" + id, night);
    Generations.Version serving = generations.at(at);
    List<Pool.Cluster> clusters = new ArrayList<>(count);
    for (int c = 0; c < count; c++) {
      int stratum = 1 + draws.below(strata);
      double merit = strata == 1 ? 0 : 3.4 * (stratum - 0.5) / strata - 1.7;
      int size = 1 + draws.weighted(sizes);
      String cluster = id + "-" + c;
      List<String> shared = values(attributes, night, merit, draws);
      List<Pool.Item> items = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        Map<String, String> named = new LinkedHashMap<>();
        String origin = "";
        for (int a = 0; a < shared.size(); a++) {
          Attribute attribute = attributes.get(a);
          String value =
              i == 0 || draws.chance(ECHO) ? shared.get(a) : attribute.draw(night, merit, draws);
          if (attribute.name().equals("origin")) {
            origin = origin(value, serving, draws);
          } else {
            named.put(attribute.name(), value);
          }
        }
        items.add(new Pool.Item(cluster + "." + i, origin, named, measures(purpose, draws)));
      }
      clusters.add(
          new Pool.Cluster(cluster, Integer.toString(stratum), merit, draws.normal(), items));
    }
    return new Pool(id, purpose, at, decision, clusters);
  }

  private static List<String> values(
      List<Attribute> attributes, int night, double merit, Draws draws) {
    List<String> values = new ArrayList<>(attributes.size());
    for (Attribute attribute : attributes) {
      values.add(attribute.draw(night, merit, draws));
    }
    return values;
  }

  private String origin(String kind, Generations.Version serving, Draws draws) {
    return switch (kind) {
      case "own" -> draws.chance(0.7) ? serving.id() : generations.before(serving).id();
      case "other" -> Generations.OTHER_FAMILY;
      default -> "";
    };
  }

  private static Map<String, Long> measures(String purpose, Draws draws) {
    return switch (purpose) {
      case "bug" -> Map.of("reports", 1L + draws.below(9));
      case "design_option" -> Map.of("cost_gpu_hours", 100L * draws.between(1, 40));
      default -> Map.of();
    };
  }

  private int scaled(int night, int count) {
    double share =
        settings.volume().trainingClusters()
            / (double) LabSettings.Volume.DEFAULT.trainingClusters();
    return Math.max(6, (int) Math.round(count * settings.rhythm(night) * share));
  }

  private Instant start(int night) {
    return settings.date(night).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private String compact(int night) {
    LocalDate date = settings.date(night);
    return String.format(
        Locale.ROOT,
        "%02d%02d%02d",
        date.getYear() % 100,
        date.getMonthValue(),
        date.getDayOfMonth());
  }
}
