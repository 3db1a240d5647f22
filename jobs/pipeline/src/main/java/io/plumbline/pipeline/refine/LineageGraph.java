package io.plumbline.pipeline.refine;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The lineage graph with the night of each edge: it can be asked for its state as of any night.
 *
 * <p>Edges go from a thing to what it came from. Training and participation are two kinds of paths
 * that are never mixed: {@link Ancestor#built()} and {@link Ancestor#trained()} each need a path of
 * their own edges only, and a cycle's kind is told by the node's pair with itself. A cycle is a
 * fact, not a failure.
 *
 * <p>Edge weights (METHODS 8.F), in millionths: derived from 950,000 between models, 1,000,000
 * where a data set is the same content; distilled from 800,000; trained on output of 500,000;
 * trained on 200,000; taking part, selecting or judging makes nobody related: 0 (a judge that every
 * evaluation made a relative of what it judges could never be independent of it). The weight of a
 * path is the product, rounded down at each edge; the relatedness of two nodes is the largest
 * product over their common ancestors, themselves included (max-product search after Dijkstra
 * 1959).
 */
final class LineageGraph {

  /** Full relatedness in millionths. */
  static final long ONE = 1_000_000;

  private static final Set<String> BUILDING =
      Set.of("participated_in_building", "selected_by", "judged_by");

  /**
   * An ancestor of a node.
   *
   * @param depth fewest edges between them
   * @param related largest product of weights on a path, in millionths
   * @param built some path is of participation edges only
   * @param trained some path is of training edges only
   * @param cyclic both lie on one cycle
   */
  record Ancestor(int depth, long related, boolean built, boolean trained, boolean cyclic) {}

  private record Arc(int from, int to, String relation, LocalDate since) {}

  private record Reached(int node, long related) {}

  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<List<Arc>> outgoing = new ArrayList<>();
  private final List<List<Arc>> incoming = new ArrayList<>();
  private final Map<Integer, LocalDate> models = new HashMap<>();
  private final Map<String, Arc> known = new HashMap<>();

  /** Adds an edge that holds from a night on; nights must not descend. */
  boolean add(String from, String to, String relation, LocalDate since) {
    Arc arc = new Arc(id(from), id(to), relation, since);
    if (known.putIfAbsent(from + "\0" + to + "\0" + relation, arc) != null) {
      return false;
    }
    outgoing.get(arc.from).add(arc);
    incoming.get(arc.to).add(arc);
    return true;
  }

  /** Says that a node is a model from a night on. */
  void model(String node, LocalDate since) {
    models.putIfAbsent(id(node), since);
  }

  private int id(String node) {
    return ids.computeIfAbsent(
        node,
        name -> {
          names.add(name);
          outgoing.add(new ArrayList<>());
          incoming.add(new ArrayList<>());
          return names.size() - 1;
        });
  }

  int size() {
    return names.size();
  }

  boolean has(String node) {
    return ids.containsKey(node);
  }

  /** All nodes, in the order in which they came. */
  List<String> nodes() {
    return List.copyOf(names);
  }

  /** Nodes that are models as of a night. */
  Set<String> models(LocalDate night) {
    Set<String> known = new TreeSet<>();
    models.keySet().stream()
        .filter(id -> isModel(id, night))
        .forEach(id -> known.add(names.get(id)));
    return known;
  }

  private boolean isModel(int node, LocalDate night) {
    LocalDate since = models.get(node);
    return since != null && !since.isAfter(night);
  }

  /**
   * Nodes whose ancestors may differ between a night and the one before: those from which something
   * new of that night can be reached.
   */
  List<String> touched(LocalDate night) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (Arc arc : known.values()) {
      if (arc.since.equals(night)
          || night.equals(models.get(arc.from))
          || night.equals(models.get(arc.to))) {
        if (!seen.get(arc.from)) {
          seen.set(arc.from);
          open.add(arc.from);
        }
      }
    }
    while (!open.isEmpty()) {
      for (Arc arc : incoming.get(open.remove())) {
        if (!arc.since.isAfter(night) && !seen.get(arc.from)) {
          seen.set(arc.from);
          open.add(arc.from);
        }
      }
    }
    return seen.stream().mapToObj(names::get).sorted().toList();
  }

  /** The ancestors of a node as of a night, by name; the node itself only when it is on a cycle. */
  Map<String, Ancestor> ancestors(String node, LocalDate night) {
    int start = ids.get(node);
    Map<Integer, Integer> depths = depths(start, night);
    BitSet built = reached(start, night, true);
    BitSet trained = reached(start, night, false);
    BitSet back = reaching(start, night);
    Map<Integer, Long> related = related(start, night);
    Map<String, Ancestor> ancestors = new TreeMap<>();
    depths.forEach(
        (id, depth) ->
            ancestors.put(
                names.get(id),
                new Ancestor(
                    depth,
                    id == start ? ONE : related.getOrDefault(id, 0L),
                    built.get(id),
                    trained.get(id),
                    back.get(id))));
    return ancestors;
  }

  /** {@link #ancestors} as of a night where the node or the ancestor is a model. */
  Map<String, Ancestor> modelPairs(String node, LocalDate night) {
    Map<String, Ancestor> ancestors = ancestors(node, night);
    if (!isModel(ids.get(node), night)) {
      ancestors.keySet().removeIf(ancestor -> !isModel(ids.get(ancestor), night));
    }
    return ancestors;
  }

  private Map<Integer, Integer> depths(int start, LocalDate night) {
    Map<Integer, Integer> depths = new HashMap<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      int node = open.remove();
      // A cycle brings the start back, with the length of its shortest cycle; it is not gone on
      // from.
      int depth = node == start ? 0 : depths.get(node);
      for (Arc arc : outgoing.get(node)) {
        if (!arc.since.isAfter(night)
            && depths.putIfAbsent(arc.to, depth + 1) == null
            && arc.to != start) {
          open.add(arc.to);
        }
      }
    }
    return depths;
  }

  private BitSet reached(int start, LocalDate night, boolean building) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (Arc arc : outgoing.get(open.remove())) {
        if (!arc.since.isAfter(night)
            && BUILDING.contains(arc.relation) == building
            && !seen.get(arc.to)) {
          seen.set(arc.to);
          open.add(arc.to);
        }
      }
    }
    return seen;
  }

  /** Nodes from which the start can be reached: with its ancestors they share a cycle. */
  private BitSet reaching(int start, LocalDate night) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      for (Arc arc : incoming.get(open.remove())) {
        if (!arc.since.isAfter(night) && !seen.get(arc.from)) {
          seen.set(arc.from);
          open.add(arc.from);
        }
      }
    }
    return seen;
  }

  private Map<Integer, Long> related(int start, LocalDate night) {
    Map<Integer, Long> best = new HashMap<>();
    PriorityQueue<Reached> open = new PriorityQueue<>((a, b) -> Long.compare(b.related, a.related));
    open.add(new Reached(start, ONE));
    while (!open.isEmpty()) {
      Reached next = open.remove();
      if (best.putIfAbsent(next.node, next.related) != null) {
        continue;
      }
      for (Arc arc : outgoing.get(next.node)) {
        long product = next.related * weight(arc, night) / ONE;
        if (!arc.since.isAfter(night) && product > 0 && !best.containsKey(arc.to)) {
          open.add(new Reached(arc.to, product));
        }
      }
    }
    return best;
  }

  private long weight(Arc arc, LocalDate night) {
    return switch (arc.relation) {
      case "derived_from" -> isModel(arc.from, night) && isModel(arc.to, night) ? 950_000 : ONE;
      case "distilled_from" -> 800_000;
      case "trained_on_output_of" -> 500_000;
      case "trained_on" -> 200_000;
      default -> 0;
    };
  }

  /** What a node is related to by at least this much, through itself or an ancestor alone. */
  Map<String, Long> close(String node, LocalDate night, long least) {
    Map<String, Long> close = new HashMap<>();
    related(ids.get(node), night)
        .forEach(
            (id, product) -> {
              if (product >= least) {
                close.put(names.get(id), product);
              }
            });
    return close;
  }

  /** Kinds of relations that make cycles; one cycle is of one kind. */
  static String kind(String relation) {
    return switch (relation) {
      case "judged_by" -> "judging";
      case "participated_in_building", "selected_by" -> "building";
      default -> "training";
    };
  }

  /**
   * The shortest path of edges of one kind from a node to another as of a night, as {@code from,
   * relation, to, relation, ...}; empty where there is none, just the node where both are one.
   */
  List<String> path(String from, String to, String kind, LocalDate night) {
    int end = ids.get(to);
    Map<Integer, Arc> reached = new HashMap<>();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(ids.get(from)));
    BitSet seen = new BitSet();
    seen.set(ids.get(from));
    while (!open.isEmpty() && !seen.get(end)) {
      for (Arc arc : outgoing.get(open.remove())) {
        if (!arc.since.isAfter(night) && kind(arc.relation).equals(kind) && !seen.get(arc.to)) {
          seen.set(arc.to);
          reached.put(arc.to, arc);
          open.add(arc.to);
        }
      }
    }
    ArrayDeque<String> path = new ArrayDeque<>();
    if (seen.get(end)) {
      path.addFirst(to);
      for (Arc arc = reached.get(end); arc != null; arc = reached.get(arc.from)) {
        path.addFirst(arc.relation);
        path.addFirst(names.get(arc.from));
      }
    }
    return List.copyOf(path);
  }

  /** Models whose weights a model was made from as of a night, through models alone. */
  Set<String> byWeights(String model, LocalDate night) {
    return models(
        model,
        night,
        arc ->
            (arc.relation.equals("derived_from") || arc.relation.equals("distilled_from"))
                && isModel(arc.from, night)
                && isModel(arc.to, night));
  }

  /** Models that took part in building a model, or what took part in it, as of a night. */
  Set<String> builders(String model, LocalDate night) {
    return models(
        model,
        night,
        arc ->
            arc.relation.equals("participated_in_building") || arc.relation.equals("selected_by"));
  }

  private Set<String> models(String start, LocalDate night, Predicate<Arc> follow) {
    Set<String> found = new TreeSet<>();
    Integer id = ids.get(start);
    if (id == null) {
      return found;
    }
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      for (Arc arc : outgoing.get(open.remove())) {
        if (!arc.since.isAfter(night) && follow.test(arc) && !seen.get(arc.to)) {
          seen.set(arc.to);
          open.add(arc.to);
          if (isModel(arc.to, night)) {
            found.add(names.get(arc.to));
          }
        }
      }
    }
    return found;
  }

  /** Models on whose output a model was trained as of a night, as training sets tell. */
  Set<String> taughtBy(String model, LocalDate night) {
    Set<String> teachers = new TreeSet<>();
    BitSet seen = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (Arc arc : outgoing.get(ids.get(model))) {
      if (arc.relation.equals("trained_on") && !arc.since.isAfter(night) && !seen.get(arc.to)) {
        seen.set(arc.to);
        open.add(arc.to);
      }
    }
    while (!open.isEmpty()) {
      for (Arc arc : outgoing.get(open.remove())) {
        if (arc.relation.equals("derived_from") && !arc.since.isAfter(night) && !seen.get(arc.to)) {
          seen.set(arc.to);
          if (isModel(arc.to, night)) {
            teachers.add(names.get(arc.to));
          } else {
            open.add(arc.to);
          }
        }
      }
    }
    return teachers;
  }

  /** Models that a node came from by training alone as of a night; itself only on a cycle. */
  Set<String> trainedFrom(String node, LocalDate night) {
    BitSet back = reached(ids.get(node), night, false);
    Set<String> from = new TreeSet<>();
    back.stream().filter(id -> isModel(id, night)).forEach(id -> from.add(names.get(id)));
    return from;
  }

  /** Models that were trained on something as of a night. */
  Set<String> trained(LocalDate night) {
    Set<String> trained = new TreeSet<>();
    for (Arc arc : known.values()) {
      if (arc.relation.equals("trained_on") && !arc.since.isAfter(night)) {
        trained.add(names.get(arc.from));
      }
    }
    return trained;
  }
}
