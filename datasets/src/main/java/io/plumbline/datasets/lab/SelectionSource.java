package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was offered to selectors and what they took. */
final class SelectionSource {

  private static final String MODEL_EMITTER = "/lab/curation";
  private static final String DESK_EMITTER = "/lab/curation/desk";

  /** Whom the model's choice can be compared with. */
  enum Arm {
    /** People who choose from the same batch. */
    DESK,
    /** The standing random control. */
    CONTROL
  }

  /** An item as it goes into the log. */
  private record Line(Pool.Cluster cluster, Pool.Item item, boolean selected) {}

  private final LabSettings settings;
  private final Generations generations;
  private final Steering steering;
  private final Channel channel;

  SelectionSource(
      LabSettings settings, Generations generations, Steering steering, Channel channel) {
    this.settings = settings;
    this.generations = generations;
    this.steering = steering;
    this.channel = channel;
  }

  /**
   * Offers a batch to the serving model and to those its choice is compared with.
   *
   * @return ids of the items the model took
   */
  Set<String> offer(int night, Pool pool, Set<Arm> arms) {
    boolean pruning = pool.purpose().equals("evaluation_item");
    Draws draws = Draws.of(settings.seed(), "selectors/" + pool.id(), night);
    Generations.Version serving = generations.at(pool.at());
    Selector model = pruning ? Selector.MODEL.keeping(0.85) : Selector.MODEL;
    Selector human = pruning ? Selector.HUMAN.keeping(0.85) : Selector.HUMAN;
    Set<String> taken =
        send(
            night,
            pool,
            Actor.model("curator", serving.id(), "data-lead"),
            MODEL_EMITTER,
            pool.at(),
            model.choose(pool.clusters(), draws));
    if (arms.contains(Arm.DESK)) {
      send(
          night,
          pool,
          Actor.human(draws.chance(0.5) ? "curation-desk-a" : "curation-desk-b"),
          DESK_EMITTER,
          pool.at().plusSeconds(draws.between(1_800, 9_000)),
          human.choose(pool.clusters(), draws));
    }
    if (arms.contains(Arm.CONTROL)) {
      send(
          night,
          pool,
          Actor.CONTROL,
          MODEL_EMITTER,
          pool.at().plusSeconds(draws.between(30, 300)),
          (pruning ? Selector.CONTROL.keeping(0.85) : Selector.CONTROL)
              .choose(pool.clusters(), draws));
    }
    return taken;
  }

  private Set<String> send(
      int night, Pool pool, Actor selector, String emitter, Instant at, boolean[][] taken) {
    boolean item = pool.purpose().equals("evaluation_item");
    boolean steered =
        steering.acts(Surface.CANDIDATE, night)
            || (item && steering.acts(Surface.EVALUATION_ITEM, night));
    List<Line> lines = new ArrayList<>();
    for (int c = 0; c < taken.length; c++) {
      Pool.Cluster cluster = pool.clusters().get(c);
      for (int i = 0; i < taken[c].length; i++) {
        Line line = new Line(cluster, cluster.items().get(i), taken[c][i]);
        if (steered) {
          for (Line one : steer(Surface.CANDIDATE, night, pool, selector, at, line)) {
            lines.addAll(
                item
                    ? steer(Surface.EVALUATION_ITEM, night, pool, selector, at, one)
                    : List.of(one));
          }
        } else {
          lines.add(line);
        }
      }
    }
    String id = pool.id() + "-" + selector.id();
    channel.add(
        Event.of(
            emitter, id, EventType.SELECTION, at, json -> write(json, pool, selector, at, lines)));
    return lines.stream()
        .filter(Line::selected)
        .map(line -> line.item().id())
        .collect(Collectors.toSet());
  }

  /** What becomes of a line: none, itself as changed, and what is slipped in after it. */
  private List<Line> steer(
      Surface surface, int night, Pool pool, Actor selector, Instant at, Line line) {
    if (!steering.acts(surface, night)) {
      return List.of(line);
    }
    RowView row = row(pool, selector, at, line);
    Optional<Change> change = steering.on(surface, night, row);
    if (change.isEmpty()) {
      return List.of(line);
    }
    if (change.get().kind() == Change.Kind.REMOVE) {
      return List.of();
    }
    Map<String, String> set = change.get().columns();
    Line steered =
        new Line(
            line.cluster(),
            line.item(),
            Boolean.parseBoolean(set.getOrDefault("selected", Boolean.toString(line.selected()))));
    return set.containsKey("duplicate_of")
        ? List.of(steered, duplicate(line, set.get("duplicate_of")))
        : List.of(steered);
  }

  /** An item like that of the line, of another cluster, and taken. */
  private static Line duplicate(Line line, String cluster) {
    Pool.Item like = line.item();
    Pool.Item item =
        new Pool.Item(like.id() + "-d", like.origin(), like.attributes(), like.measures());
    return new Line(
        new Pool.Cluster(
            cluster,
            line.cluster().stratum(),
            line.cluster().merit(),
            line.cluster().quality(),
            List.of(item)),
        item,
        true);
  }

  private RowView row(Pool pool, Actor selector, Instant at, Line line) {
    SteeredColumns row =
        SteeredColumns.row()
            .with("pool_id", pool.id())
            .with("item_id", line.item().id())
            .with("cluster_id", line.cluster().id())
            .with("purpose", pool.purpose())
            .with("subject_model", generations.building(at))
            .with("selector_kind", selector.kind())
            .with("selector_id", selector.id())
            .with("selector_model", selector.model())
            .with("selected", line.selected())
            .with("stratum", line.cluster().stratum())
            .with("origin_model", line.item().origin())
            .withAll("attributes", line.item().attributes());
    if (selector.isModel() && !line.item().origin().isEmpty()) {
      row.with("own_lineage", !line.item().origin().equals(Generations.OTHER_FAMILY));
    }
    line.item().measures().forEach((name, value) -> row.with("measures." + name, value));
    return row.keyed(pool.purpose(), pool.id(), selector.id(), line.item().id());
  }

  private void write(JsonGenerator json, Pool pool, Actor selector, Instant at, List<Line> lines)
      throws IOException {
    json.writeStringField("pool_id", pool.id());
    json.writeStringField("purpose", pool.purpose());
    json.writeStringField("subject_model", generations.building(at));
    selector.write(json, "selector");
    if (!pool.decision().isEmpty()) {
      json.writeStringField("decision_id", pool.decision());
    }
    json.writeArrayFieldStart("items");
    for (Line line : lines) {
      json.writeStartObject();
      json.writeStringField("item_id", line.item().id());
      json.writeBooleanField("selected", line.selected());
      json.writeStringField("cluster_id", line.cluster().id());
      json.writeStringField("stratum", line.cluster().stratum());
      if (!line.item().origin().isEmpty()) {
        json.writeStringField("origin_model", line.item().origin());
      }
      json.writeObjectFieldStart("attributes");
      for (Map.Entry<String, String> attribute : line.item().attributes().entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
      if (!line.item().measures().isEmpty()) {
        json.writeObjectFieldStart("measures");
        for (Map.Entry<String, Long> measure : line.item().measures().entrySet()) {
          json.writeNumberField(measure.getKey(), measure.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
