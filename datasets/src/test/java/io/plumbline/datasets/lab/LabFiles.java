package io.plumbline.datasets.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what a lab wrote. */
final class LabFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LabFiles() {}

  /** Every file below a folder, in order. */
  static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Digest of every file by its path below the folder. */
  static Map<String, String> digests(Path folder) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : below(folder)) {
      digests.put(folder.relativize(file).toString(), Digests.sha256(Files.readAllBytes(file)));
    }
    return digests;
  }

  /** Every line of a log folder that is JSON, files in order. */
  static List<JsonNode> events(Path folder) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (Path file : below(folder)) {
      events.addAll(eventsOf(file));
    }
    return events;
  }

  /** Every line of a file that is a JSON object with an id and a payload object. */
  static List<JsonNode> eventsOf(Path file) {
    try {
      List<JsonNode> events = new ArrayList<>();
      for (byte[] line : LineFile.read(file)) {
        JsonNode event = parse(new String(line, StandardCharsets.UTF_8));
        if (event.path("id").isTextual() && event.path("data").isObject()) {
          events.add(event);
        }
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON of a line, an empty object where it is none. */
  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
