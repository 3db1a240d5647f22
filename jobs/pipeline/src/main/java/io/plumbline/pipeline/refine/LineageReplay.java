package io.plumbline.pipeline.refine;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The lineage graph night after night: what follows from the edges said so far, which ancestor
 * pairs are new or changed, and what is known of model names.
 *
 * <p>Edges that follow: a model trained on a data set that comes, through data sets only, from a
 * model is {@code trained_on_output_of} that model; a data set whose name without its namespace is
 * that of a training set in traces, and a data set that is known to be a model's, is {@code
 * derived_from} it.
 */
final class LineageReplay {

  /** Relatedness from which two models are kin (METHODS 8.F), in millionths. */
  static final long KIN = 500_000;

  /** Relatedness below which a judge is independent (METHODS 8.F), in millionths. */
  static final long NEAR = 200_000;

  /** Where a record stands. */
  record Place(String source, String file, Optional<String> member, long position) {}

  /**
   * An edge on the first night on which it was said so.
   *
   * @param role whether it is said with a role: then {@code to} is a model
   */
  record Edge(
      LocalDate night,
      String from,
      String to,
      String relation,
      boolean role,
      boolean declared,
      Place place) {

    /** Whether the edge follows from others: what a trace says has a role, all else is declared. */
    private boolean isInferred() {
      return !role && !declared;
    }
  }

  /** What is known of a model from a night on. */
  record Said(LocalDate night, String model, List<String> aliases, OptionalInt generation) {}

  /** An ancestor pair that is new or changed on a night. */
  record Pair(LocalDate night, String node, String ancestor, LineageGraph.Ancestor state) {}

  /**
   * A cycle, on the night and with the edge that closed it.
   *
   * @param text its edges in order, each with relation and place
   */
  record Cycle(
      LocalDate night, String from, String to, String relation, String kind, String text) {}

  private final LocalDate from;
  private final int mostNodes;
  private final LineageGraph graph = new LineageGraph();
  private final Map<String, Said> models = new TreeMap<>();
  private final Map<String, Place> placesOfLater = new HashMap<>();
  private final Map<String, Place> placesOfEarlier = new HashMap<>();
  private final Map<String, List<String>> bySuffix = new HashMap<>();
  private final Set<String> trainingSets = new TreeSet<>();
  private final List<Edge> inferred = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Cycle> cycles = new ArrayList<>();
  private final Map<String, Place> placesOfEdges = new HashMap<>();
  private final NameIntervals names = new NameIntervals();
  private int indexed;

  private LineageReplay(LocalDate from, int mostNodes) {
    this.from = from;
    this.mostNodes = mostNodes;
  }

  /**
   * Replays all nights; only what is new from {@code from} on is given.
   *
   * @throws IllegalArgumentException when the graph has more than {@code mostNodes} nodes
   */
  static LineageReplay of(List<Said> models, List<Edge> edges, LocalDate from, int mostNodes) {
    LineageReplay replay = new LineageReplay(from, mostNodes);
    Map<LocalDate, List<Said>> saidOn = new TreeMap<>();
    models.forEach(said -> saidOn.computeIfAbsent(said.night, n -> new ArrayList<>()).add(said));
    Map<LocalDate, List<Edge>> edgesOn = new TreeMap<>();
    edges.stream()
        .sorted(
            Comparator.comparing(Edge::from)
                .thenComparing(Edge::to)
                .thenComparing(Edge::relation)
                .thenComparing(Edge::role)
                .thenComparing(Edge::declared))
        .forEach(edge -> edgesOn.computeIfAbsent(edge.night, n -> new ArrayList<>()).add(edge));
    Set<LocalDate> nights = new TreeSet<>(saidOn.keySet());
    nights.addAll(edgesOn.keySet());
    for (LocalDate night : nights) {
      replay.night(
          night, saidOn.getOrDefault(night, List.of()), edgesOn.getOrDefault(night, List.of()));
    }
    return replay;
  }

  /** Names and aliases as models tell them, without the graph. */
  static NameIntervals aliases(List<Said> models) {
    return of(models, List.of(), LocalDate.MAX, Integer.MAX_VALUE).names;
  }

  /** Edges that follow from others. */
  List<Edge> inferred() {
    return inferred;
  }

  List<Pair> pairs() {
    return pairs;
  }

  /** Cycles, each once a night however many edges of that night lie on it. */
  List<Cycle> cycles() {
    return cycles;
  }

  NameIntervals names() {
    return names;
  }

  private void night(LocalDate night, List<Said> said, List<Edge> edges) {
    for (Said model : said) {
      models.put(model.model, model);
      graph.model(model.model, night);
    }
    List<Edge> added = new ArrayList<>();
    for (Edge edge : edges) {
      if (graph.add(edge.from, edge.to, edge.relation, night)) {
        added.add(edge);
        placesOfEdges.put(key(edge.from, edge.to, edge.relation), edge.place);
      }
      if (!edge.isInferred()) {
        // Only what was said has a place: so it does not matter on which run an edge was inferred.
        placesOfLater.putIfAbsent(edge.from, edge.place);
        placesOfEarlier.putIfAbsent(edge.to, edge.place);
      }
      if (edge.role) {
        graph.model(edge.to, night);
      }
      if (edge.role && !edge.declared) {
        trainingSets.add(edge.from);
      }
      if (edge.relation.startsWith("trained_on")) {
        graph.model(edge.from, night);
      }
    }
    if (graph.size() > mostNodes) {
      throw new IllegalArgumentException("the lineage graph has more than " + mostNodes + " nodes");
    }
    int known = inferred.size();
    identify(night);
    teach(night);
    if (!night.isBefore(from)) {
      added.addAll(inferred.subList(known, inferred.size()));
      close(night, added);
      compare(night);
    }
    names.hold(night, known(night));
  }

  private void identify(LocalDate night) {
    List<String> nodes = graph.nodes();
    for (; indexed < nodes.size(); indexed++) {
      String node = nodes.get(indexed);
      for (int slash = node.indexOf('/'); slash >= 0; slash = node.indexOf('/', slash + 1)) {
        bySuffix.computeIfAbsent(node.substring(slash + 1), s -> new ArrayList<>()).add(node);
      }
    }
    for (String set : trainingSets) {
      List<String> full = bySuffix.getOrDefault(set, List.of());
      if (full.size() == 1) {
        infer(full.get(0), set, "derived_from", night);
      }
    }
    for (Said model : models.values()) {
      for (String alias : model.aliases) {
        if (graph.has(alias) && !models.containsKey(alias)) {
          infer(alias, model.model, "derived_from", night);
        }
      }
    }
  }

  private void teach(LocalDate night) {
    for (String model : graph.trained(night)) {
      for (String teacher : graph.taughtBy(model, night)) {
        infer(model, teacher, "trained_on_output_of", night);
      }
    }
  }

  private void infer(String later, String earlier, String relation, LocalDate night) {
    if (graph.add(later, earlier, relation, night) && !night.isBefore(from)) {
      Place place =
          Stream.of(placesOfLater, placesOfEarlier)
              .flatMap(places -> Stream.of(later, earlier).map(places::get))
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow();
      inferred.add(new Edge(night, later, earlier, relation, false, false, place));
    }
  }

  private void close(LocalDate night, List<Edge> added) {
    Set<String> closed = new HashSet<>();
    for (Edge edge : added) {
      String kind = LineageGraph.kind(edge.relation);
      List<String> back = graph.path(edge.to, edge.from, kind, night);
      if (!back.isEmpty() && closed.add(kind + new TreeSet<>(back))) {
        List<String> round = new ArrayList<>(List.of(edge.from, edge.relation));
        round.addAll(back);
        cycles.add(new Cycle(night, edge.from, edge.to, edge.relation, kind, explained(round)));
      }
    }
  }

  private String explained(List<String> round) {
    List<String> edges = new ArrayList<>();
    for (int i = 0; i + 2 < round.size(); i += 2) {
      Place place = placesOfEdges.get(key(round.get(i), round.get(i + 2), round.get(i + 1)));
      edges.add(
          round.get(i)
              + " "
              + round.get(i + 1)
              + " "
              + round.get(i + 2)
              + (place == null
                  ? " (inferred)"
                  : " (" + place.source + ", " + place.file + " @" + place.position + ")"));
    }
    return String.join("; ", edges);
  }

  private static String key(String from, String to, String relation) {
    return from + "\0" + to + "\0" + relation;
  }

  private void compare(LocalDate night) {
    for (String node : graph.touched(night)) {
      Map<String, LineageGraph.Ancestor> before = graph.modelPairs(node, night.minusDays(1));
      graph
          .modelPairs(node, night)
          .forEach(
              (ancestor, state) -> {
                if (!state.equals(before.get(ancestor))) {
                  pairs.add(new Pair(night, node, ancestor, state));
                }
              });
    }
  }

  private Map<String, NameIntervals.Known> known(LocalDate night) {
    Map<String, String> modelOf = new TreeMap<>();
    models.keySet().forEach(model -> modelOf.put(model, model));
    graph.models(night).forEach(model -> modelOf.put(model, model));
    models
        .values()
        .forEach(said -> said.aliases.forEach(alias -> modelOf.putIfAbsent(alias, said.model)));
    Map<String, SortedMap<String, NameIntervals.Relation>> relations =
        relations(new TreeSet<>(modelOf.values()), night);
    Map<String, List<String>> namesOf = new HashMap<>();
    modelOf.forEach(
        (name, model) -> namesOf.computeIfAbsent(model, m -> new ArrayList<>()).add(name));
    Map<String, NameIntervals.Known> known = new HashMap<>();
    modelOf.forEach(
        (name, model) -> {
          SortedMap<String, NameIntervals.Relation> named = new TreeMap<>();
          relations
              .get(model)
              .forEach(
                  (other, relation) ->
                      namesOf.get(other).forEach(alias -> named.put(alias, relation)));
          known.put(
              name,
              new NameIntervals.Known(
                  model,
                  models.containsKey(model) ? models.get(model).generation : OptionalInt.empty(),
                  named.entrySet().stream()
                      .filter(entry -> entry.getValue().related() >= KIN)
                      .map(Map.Entry::getKey)
                      .toList(),
                  named(Set.of(model), namesOf),
                  named(ancestors(model, night), namesOf),
                  named));
        });
    return known;
  }

  private static List<String> named(Set<String> models, Map<String, List<String>> namesOf) {
    return models.stream()
        .flatMap(model -> namesOf.getOrDefault(model, List.of()).stream())
        .sorted()
        .toList();
  }

  private Set<String> ancestors(String model, LocalDate night) {
    if (!graph.has(model)) {
      return Set.of();
    }
    Set<String> ancestors = graph.trainedFrom(model, night);
    ancestors.remove(model);
    return ancestors;
  }

  /** How other models stand to each model, itself included; without those that do not. */
  private Map<String, SortedMap<String, NameIntervals.Relation>> relations(
      Set<String> all, LocalDate night) {
    Map<String, Map<String, Long>> related = related(all, night);
    Map<String, SortedMap<String, NameIntervals.Relation>> relations = new HashMap<>();
    for (String model : all) {
      relations.put(model, new TreeMap<>());
    }
    // The first kind that holds stays.
    for (String model : all) {
      relate(relations, related, model, model, "same");
    }
    for (String model : all) {
      for (String ancestor : graph.byWeights(model, night)) {
        relate(relations, related, model, ancestor, "ancestor");
      }
    }
    for (String model : all) {
      for (String ancestor : graph.byWeights(model, night)) {
        relate(relations, related, ancestor, model, "descendant");
      }
    }
    for (String model : all) {
      related
          .get(model)
          .forEach(
              (other, product) -> {
                if (product >= KIN) {
                  relate(relations, related, model, other, "related");
                }
              });
      for (String builder : graph.builders(model, night)) {
        relate(relations, related, model, builder, "took_part");
      }
      related
          .get(model)
          .keySet()
          .forEach(other -> relate(relations, related, model, other, "distant"));
    }
    return relations;
  }

  private static void relate(
      Map<String, SortedMap<String, NameIntervals.Relation>> relations,
      Map<String, Map<String, Long>> related,
      String model,
      String other,
      String kind) {
    if (relations.containsKey(model) && relations.containsKey(other)) {
      relations
          .get(model)
          .putIfAbsent(
              other, new NameIntervals.Relation(kind, related.get(model).getOrDefault(other, 0L)));
    }
  }

  /** Each model and those related to it at all closely: through itself, or an ancestor of both. */
  private Map<String, Map<String, Long>> related(Set<String> all, LocalDate night) {
    Map<String, Map<String, Long>> close = new HashMap<>();
    Map<String, List<String>> closeTo = new HashMap<>();
    for (String model : all) {
      Map<String, Long> near =
          graph.has(model) ? graph.close(model, night, NEAR) : Map.of(model, LineageGraph.ONE);
      close.put(model, near);
      near.keySet()
          .forEach(node -> closeTo.computeIfAbsent(node, n -> new ArrayList<>()).add(model));
    }
    Map<String, Map<String, Long>> related = new HashMap<>();
    close.forEach(
        (model, near) -> {
          Map<String, Long> relatives = new TreeMap<>();
          near.forEach(
              (node, product) ->
                  closeTo
                      .get(node)
                      .forEach(
                          other -> {
                            long both = product * close.get(other).get(node) / LineageGraph.ONE;
                            if (both >= NEAR) {
                              relatives.merge(other, both, Math::max);
                            }
                          }));
          related.put(model, relatives);
        });
    return related;
  }
}
