package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the simulator knows and no detector reads.
 *
 * @param settings the lab's size and seed
 * @param root folder of the lab
 * @param scenario what happened beside daily work
 * @param counts what the scenario put into the logs, by name
 * @param planted what was planted
 * @param hits every row a planted pattern changed or removed
 * @param deliveries what each log folder holds
 * @param models serving model version by first night, counted from 1
 */
public record Truth(
    LabSettings settings,
    Path root,
    Scenario scenario,
    Map<String, Long> counts,
    List<Planted> planted,
    List<Hit> hits,
    Map<String, Deliveries> deliveries,
    Map<Integer, String> models) {

  /**
   * A row that a pattern touched.
   *
   * @param attack id of the pattern
   * @param night night of the row, counted from 1
   * @param surface kind of row
   * @param key key of the row
   */
  public record Hit(String attack, int night, Surface surface, String key) {}

  public Truth {
    counts = Map.copyOf(counts);
    planted = List.copyOf(planted);
    hits = List.copyOf(hits);
    deliveries = Map.copyOf(deliveries);
    models = Map.copyOf(models);
  }

  /** The configuration Plumbline runs this lab with. */
  public Path configuration() {
    return root.resolve("plumbline.yaml");
  }

  /** How many rows a pattern touched. */
  public long hitsOf(String attack) {
    return hits.stream().filter(hit -> hit.attack().equals(attack)).count();
  }

  void write(Path file) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("first_night", settings.firstNight().toString());
      json.writeNumberField("nights", settings.nights());
      json.writeNumberField("seed", settings.seed());
      json.writeStringField("scenario", scenario.id());
      json.writeObjectFieldStart("counts");
      for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
        json.writeNumberField(count.getKey(), count.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("models");
      for (Map.Entry<Integer, String> model : new TreeMap<>(models).entrySet()) {
        json.writeStringField(model.getKey().toString(), model.getValue());
      }
      json.writeEndObject();
      json.writeObjectFieldStart("logs");
      for (Map.Entry<String, Deliveries> log : new TreeMap<>(deliveries).entrySet()) {
        json.writeObjectFieldStart(log.getKey());
        json.writeNumberField("events", log.getValue().events());
        json.writeNumberField("late", log.getValue().late());
        json.writeNumberField("repeated", log.getValue().repeated());
        json.writeNumberField("malformed", log.getValue().malformed());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("planted");
      for (Planted pattern : planted) {
        if (pattern.strength() > 0) {
          write(json, pattern);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void write(JsonGenerator json, Planted pattern) throws IOException {
    Map<Integer, List<String>> nights = new TreeMap<>();
    for (Hit hit : hits) {
      if (hit.attack().equals(pattern.attack().id())
          && hit.surface() == pattern.attack().surface()) {
        nights.computeIfAbsent(hit.night(), night -> new ArrayList<>()).add(hit.key());
      }
    }
    json.writeStartObject();
    json.writeStringField("attack", pattern.attack().id());
    json.writeStringField("title", pattern.attack().title());
    json.writeStringField("surface", pattern.attack().surface().name());
    json.writeNumberField("strength", pattern.strength());
    json.writeNumberField("from_night", pattern.fromNight());
    json.writeObjectFieldStart("rows");
    for (Map.Entry<Integer, List<String>> night : nights.entrySet()) {
      json.writeArrayFieldStart(settings.date(night.getKey()).toString());
      for (String key : night.getValue()) {
        json.writeString(key);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
