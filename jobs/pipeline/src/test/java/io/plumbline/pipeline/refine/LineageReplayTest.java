package io.plumbline.pipeline.refine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.pipeline.refine.LineageReplay.Edge;
import io.plumbline.pipeline.refine.LineageReplay.Pair;
import io.plumbline.pipeline.refine.LineageReplay.Place;
import io.plumbline.pipeline.refine.LineageReplay.Said;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineageReplayTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final int NIGHTS = 6;
  private static final int MOST = 1_000;

  /** What some nights added: inferred edges and pairs. */
  private record Added(List<Edge> edges, List<Pair> pairs) {}

  @Test
  void nightByNightIsTheSameAsOnePass() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Said> models = models(random);
      List<Edge> edges = edges(random);
      LineageReplay whole = LineageReplay.of(models, kept(edges), FIRST, MOST);
      Added nightly = nightly(models, edges);
      assertThat(nightly.edges())
          .as("edges, seed %d", seed)
          .containsExactlyElementsOf(whole.inferred());
      assertThat(nightly.pairs())
          .as("pairs, seed %d", seed)
          .containsExactlyElementsOf(whole.pairs());
    }
  }

  @Test
  void aPairIsKeptFromTheNightOnWhichOneOfTheTwoIsAModel() {
    LocalDate later = FIRST.plusDays(1);
    Place place = new Place("lineage", "file", Optional.empty(), 0);
    List<Edge> edges =
        List.of(
            new Edge(FIRST, "set-a", "set-b", "derived_from", false, true, place),
            new Edge(FIRST, "set-b", "maker", "derived_from", false, true, place));
    assertThat(LineageReplay.of(List.of(), edges, FIRST, MOST).pairs()).isEmpty();
    Said maker = new Said(later, "maker", List.of(), OptionalInt.empty());
    assertThat(LineageReplay.of(List.of(maker), edges, FIRST, MOST).pairs())
        .extracting(Pair::night, Pair::node, Pair::ancestor)
        .containsExactly(tuple(later, "set-a", "maker"), tuple(later, "set-b", "maker"));
  }

  private static Added nightly(List<Said> models, List<Edge> edges) {
    Added all = new Added(new ArrayList<>(), new ArrayList<>());
    for (int n = 0; n < NIGHTS; n++) {
      LocalDate night = FIRST.plusDays(n);
      List<Edge> known = new ArrayList<>(all.edges());
      edges.stream().filter(edge -> !edge.night().isAfter(night)).forEach(known::add);
      LineageReplay replay =
          LineageReplay.of(
              models.stream().filter(said -> !said.night().isAfter(night)).toList(),
              kept(known),
              night,
              MOST);
      all.edges().addAll(replay.inferred());
      all.pairs().addAll(replay.pairs());
    }
    return all;
  }

  /** The edges as they are read: each way of saying one on its first night. */
  private static List<Edge> kept(List<Edge> edges) {
    Map<String, Edge> first = new TreeMap<>();
    edges.stream()
        .sorted(Comparator.comparing(Edge::night).thenComparing(edge -> edge.place().position()))
        .forEach(
            edge ->
                first.putIfAbsent(
                    String.join(
                        "|",
                        edge.from(),
                        edge.to(),
                        edge.relation(),
                        String.valueOf(edge.role()),
                        String.valueOf(edge.declared())),
                    edge));
    return List.copyOf(first.values());
  }

  private static List<Said> models(SplittableRandom random) {
    List<Said> models = new ArrayList<>();
    for (int model = 0; model < 3; model++) {
      LocalDate night = FIRST.plusDays(random.nextInt(NIGHTS));
      String alias = "ns/set-" + random.nextInt(4);
      models.add(new Said(night, "model-" + model, List.of(alias), OptionalInt.of(model)));
    }
    models.sort(Comparator.comparing(Said::night).thenComparing(Said::model));
    return models;
  }

  private static List<Edge> edges(SplittableRandom random) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      boolean role = random.nextBoolean();
      String set = (random.nextBoolean() ? "ns/" : "") + "set-" + random.nextInt(4);
      String model = "model-" + random.nextInt(3);
      boolean trains = !role && random.nextBoolean();
      String relation = trains ? "trained_on" : "derived_from";
      String other = random.nextInt(3) == 0 ? "ns/set-" + random.nextInt(4) : model;
      edges.add(
          new Edge(
              FIRST.plusDays(random.nextInt(NIGHTS)),
              trains ? model : set,
              trains ? set : other,
              relation,
              role,
              !role || random.nextBoolean(),
              new Place("lineage", "file", Optional.empty(), i)));
    }
    edges.removeIf(edge -> edge.from().equals(edge.to()));
    return edges;
  }
}
