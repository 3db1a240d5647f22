package io.plumbline.datasets.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;

/** The configuration with which Plumbline runs the lab. */
final class ConfigurationFile {

  private static final List<String> EVENT_LOGS =
      List.of("decisions", "selection", "traces", "behaviour", "cycles");

  private ConfigurationFile() {}

  static void write(Path file, LabSettings settings, Generations generations) throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# How Plumbline runs this simulated lab.\n");
    yaml.append("lake: ./lake\nreports: ./site\n");
    yaml.append("start: ").append(settings.firstNight()).append("\n");
    yaml.append("sources:\n");
    for (String log : EVENT_LOGS) {
      source(yaml, log, "cloudevents", "logs/" + log + "/*.jsonl*");
    }
    source(yaml, "lineage", "openlineage", "logs/lineage/*.jsonl*");
    yaml.append("  - {name: evals, format: inspect, path: logs/inspect/}\n");
    yaml.append("  - {name: code, format: git, path: repo}\n");
    yaml.append("models:\n");
    for (Generations.Version version : generations.all()) {
      yaml.append("  - {id: ").append(version.id());
      yaml.append(", generation: ").append(version.number());
      yaml.append(", aliases: [").append(version.served()).append("]");
      yaml.append(", parents: [").append(version.parent()).append("]");
      yaml.append(", family: atlas}\n");
    }
    String next =
        generations.building(settings.lastNight().atTime(23, 59).toInstant(ZoneOffset.UTC));
    yaml.append("  - {id: ").append(next);
    yaml.append(", generation: ").append(Generations.numberOf(next));
    yaml.append(", parents: [").append(Generations.parentOf(next)).append("], family: atlas}\n");
    yaml.append("  - {id: ").append(Generations.OTHER_FAMILY);
    yaml.append(", aliases: [").append(Generations.served(Generations.OTHER_FAMILY));
    yaml.append("], family: umbra}\n");
    yaml.append("  - {id: ").append(Generations.RIVAL.id());
    yaml.append(", aliases: [").append(Generations.RIVAL.served());
    yaml.append("], family: cirrus}\n");
    yaml.append("policy:\n  domains:\n");
    for (Domain domain : Domain.ALL) {
      yaml.append("    ").append(domain.name()).append(": {authority: ").append(domain.required());
      yaml.append(domain.secondPerson() ? ", second_person: true}\n" : "}\n");
    }
    yaml.append("  reviews_per_hour: 10\n");
    yaml.append("  alpha_per_year: 0.05\n");
    yaml.append("  margins: {selection_log_odds: 0.10, behaviour_gap: 0.02}\n");
    Files.writeString(file, yaml);
  }

  private static void source(StringBuilder yaml, String name, String format, String path) {
    yaml.append("  - {name: ").append(name).append(", format: ").append(format);
    yaml.append(", path: \"").append(path).append("\", arrival: file_date}\n");
  }
}
