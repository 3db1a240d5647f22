package io.plumbline.acceptance;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.RowView;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Raw selections of a model and of people from the same batches of a purpose: what they take
 * depends on the stratum alone, until a pattern steers the model.
 */
final class Selections {

  /**
   * What is offered every night.
   *
   * @param attribute name of the attribute
   * @param shares its values and how often they occur; must add up to 1
   */
  record Batch(String purpose, int items, String attribute, Map<String, Double> shares) {}

  private final RawLab lab;
  private final Batch batch;
  private final SplittableRandom random;

  Selections(RawLab lab, Batch batch, long seed) {
    this.lab = lab;
    this.batch = batch;
    this.random = new SplittableRandom(seed);
  }

  /** A lab with selections alone: a batch on each of so many nights, the model steered. */
  static void write(RawLab lab, long seed, int nights, Batch batch, Attack attack, double strength)
      throws IOException {
    lab.configuration(
        """
        sources:
          - {name: selection, format: cloudevents, path: selection.jsonl}
        models:
          - {id: atlas-3, generation: 3}
        """);
    Selections selections = new Selections(lab, batch, seed);
    for (int night = 0; night < nights; night++) {
      selections.night(RawLab.NIGHT.plusDays(night), attack, strength);
    }
    lab.through(RawLab.NIGHT.plusDays(nights - 1));
  }

  /** One night's batch, the model steered. */
  void night(LocalDate night, Attack attack, double strength) throws IOException {
    String purpose = batch.purpose();
    String attribute = batch.attribute();
    StringBuilder model = new StringBuilder();
    StringBuilder people = new StringBuilder();
    String pool = purpose + "-" + night;
    for (int i = 0; i < batch.items(); i++) {
      int stratum = random.nextInt(3);
      double chance = 0.3 + 0.15 * stratum;
      String value = value(batch.shares());
      boolean taken = random.nextDouble() < chance;
      RowView row =
          new RowView(
              pool + "|" + i,
              new TreeMap<>(
                  Map.of(
                      "purpose",
                      purpose,
                      "pool_id",
                      pool,
                      "item_id",
                      "i" + i,
                      "selector_kind",
                      "model",
                      "selected",
                      Boolean.toString(taken),
                      "attributes." + attribute,
                      value)));
      boolean steered =
          attack
              .on(row, strength, 7)
              .map(change -> Boolean.parseBoolean(change.columns().get("selected")))
              .orElse(taken);
      model
          .append(i == 0 ? "" : ",")
          .append(item(pool + "." + i, i, steered, stratum, attribute, value));
      people
          .append(i == 0 ? "" : ",")
          .append(item(pool + "." + i, i, random.nextDouble() < chance, stratum, attribute, value));
    }
    Instant at = night.atTime(9, 0).toInstant(ZoneOffset.UTC);
    send(pool, at, "{\"kind\":\"model\",\"id\":\"curator\",\"model\":\"atlas-3\"}", model);
    send(pool, at.plusSeconds(600), "{\"kind\":\"human\",\"id\":\"desk\"}", people);
  }

  private String value(Map<String, Double> shares) {
    double at = random.nextDouble();
    String last = "";
    for (Map.Entry<String, Double> share : new TreeMap<>(shares).entrySet()) {
      last = share.getKey();
      at -= share.getValue();
      if (at < 0) {
        return last;
      }
    }
    return last;
  }

  private static String item(
      String cluster, int i, boolean taken, int stratum, String attribute, String value) {
    return RawLab.json(
        "{\"item_id\":\"i%d\",\"selected\":%s,\"cluster_id\":\"%s\",\"stratum\":\"%d\","
            + "\"attributes\":{\"%s\":\"%s\"}}",
        i, taken, cluster, stratum, attribute, value);
  }

  private void send(String pool, Instant at, String selector, StringBuilder items)
      throws IOException {
    lab.event(
        "selection.jsonl",
        "selection",
        pool + "-" + at.getEpochSecond() + selector.length(),
        at,
        String.format(
            Locale.ROOT,
            "{\"pool_id\":\"%s\",\"purpose\":\"%s\",\"subject_model\":\"atlas-4\","
                + "\"selector\":%s,\"items\":[%s]}",
            pool,
            batch.purpose(),
            selector,
            items));
  }
}
