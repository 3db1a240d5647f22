package io.plumbline.datasets.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a lab: its raw logs, its repository and the configuration to run Plumbline on them.
 *
 * <p>Everything follows from the settings and what is planted; two runs write the same bytes.
 */
public final class ReferenceLab {

  private ReferenceLab() {}

  /**
   * Simulates a lab.
   *
   * @param settings size, seed and period
   * @param planted steering patterns; patterns on log lines act here before delivery, so that a
   *     removed line leaves a gap in its emitter's sequence ({@link Tamper} acts after delivery)
   * @param out folder to write to: empty or absent
   * @return what was planted and hit; also written to {@code truth.json}, which no detector reads
   * @throws IOException when the folder cannot be written
   * @throws IllegalArgumentException when the folder holds something
   */
  public static Truth write(LabSettings settings, List<Planted> planted, Path out)
      throws IOException {
    Path root = out.toAbsolutePath().normalize();
    if (Files.isDirectory(root)) {
      try (var entries = Files.list(root)) {
        if (entries.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "Invalid folder for the lab: '" + out + "' (must be empty or absent)");
        }
      }
    }
    Path logs = Files.createDirectories(root.resolve("logs"));
    Steering steering = new Steering(planted, settings.seed());
    Generations generations = new Generations(settings);
    Pools pools = new Pools(settings, generations);
    List<Work> works = new Agenda(settings, generations, pools).works();

    Map<String, Channel> channels = new LinkedHashMap<>();
    for (String name : List.of("decisions", "selection", "behaviour")) {
      channels.put(name, new Channel(logs, name, settings, steering));
    }
    DecisionSource decisions = new DecisionSource(settings, steering, channels.get("decisions"));
    works.forEach(decisions::record);
    SelectionSource selection =
        new SelectionSource(settings, generations, steering, channels.get("selection"));
    BehaviourSource behaviour =
        new BehaviourSource(settings, generations, steering, channels.get("behaviour"));
    for (int night = 1; night <= settings.nights(); night++) {
      for (int k = 0; k < Pools.TRAINING_POOLS; k++) {
        String decision = Agenda.trainingDecision(pools.trainingId(night, k));
        selection.offer(night, pools.training(night, k, decision));
      }
      selection.offer(night, pools.evaluationItems(night, "d-" + pools.evaluationId(night)));
      selection.offer(night, pools.bugs(night));
      selection.offer(night, pools.designOptions(night));
      behaviour.observe(night);
      for (Channel channel : channels.values()) {
        channel.endOfNight(night);
      }
    }
    ConfigurationFile.write(root.resolve("plumbline.yaml"), settings, generations);

    Map<String, Deliveries> deliveries = new LinkedHashMap<>();
    channels.forEach((name, channel) -> deliveries.put(name, channel.deliveries()));
    Map<Integer, String> models = new LinkedHashMap<>();
    for (int night = 1; night <= settings.nights(); night++) {
      String serving =
          generations.at(settings.date(night).atTime(23, 59).toInstant(ZoneOffset.UTC)).id();
      if (!models.containsValue(serving)) {
        models.put(night, serving);
      }
    }
    Truth truth = new Truth(settings, root, planted, steering.hits(), deliveries, models);
    truth.write(root.resolve("truth.json"));
    return truth;
  }
}
