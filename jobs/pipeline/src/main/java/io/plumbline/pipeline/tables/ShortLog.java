package io.plumbline.pipeline.tables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a table holds, from a Delta log that is still short.
 *
 * <p>Delta finds the files of a table by three queries, whatever its size: for the tables of a
 * young lake that takes longer than reading them. A few commits are added up here instead (Delta
 * protocol, "Action Reconciliation"). A log with a checkpoint, and a table with features that
 * change how its files are read, are left to Delta.
 *
 * @param schema the columns
 * @param files paths of the data files, in the order in which they were added
 */
record ShortLog(StructType schema, List<String> files) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LONGEST = 10;

  ShortLog {
    files = List.copyOf(files);
  }

  /**
   * The newest version of a table; empty when Delta must find it.
   *
   * @param table folder of the table
   */
  static Optional<ShortLog> of(Path table, FileSystem files) throws IOException {
    TreeMap<String, FileStatus> commits = new TreeMap<>();
    try {
      for (FileStatus entry : files.listStatus(new Path(table, "_delta_log"))) {
        String name = entry.getPath().getName();
        if (name.matches("[0-9]{20}\\.json")) {
          commits.put(name, entry);
        } else if (name.contains("checkpoint") || name.contains("compacted")) {
          return Optional.empty();
        }
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    if (commits.isEmpty()
        || commits.size() > LONGEST
        || Long.parseLong(commits.lastKey().substring(0, 20)) != commits.size() - 1) {
      return Optional.empty();
    }
    return sum(table, files, commits.values());
  }

  private static Optional<ShortLog> sum(Path table, FileSystem files, Iterable<FileStatus> commits)
      throws IOException {
    Set<String> added = new LinkedHashSet<>();
    Optional<StructType> schema = Optional.empty();
    for (FileStatus commit : commits) {
      for (JsonNode action : actions(files, commit.getPath())) {
        if (!isPlain(action)) {
          return Optional.empty();
        }
        if (action.has("metaData")) {
          String text = action.get("metaData").get("schemaString").asText();
          schema = Optional.of((StructType) DataType.fromJson(text));
        } else if (action.has("add")) {
          added.add(action.get("add").get("path").asText());
        } else if (action.has("remove")) {
          added.remove(action.get("remove").get("path").asText());
        }
      }
    }
    return schema.map(
        columns ->
            new ShortLog(
                columns,
                added.stream()
                    .map(path -> new Path(table, new Path(URI.create(path))).toString())
                    .toList()));
  }

  private static List<JsonNode> actions(FileSystem files, Path commit) throws IOException {
    List<JsonNode> actions = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(commit), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        actions.add(JSON.readTree(line));
      }
    }
    return actions;
  }

  /** Whether an action leaves the data files to be read as they are. */
  private static boolean isPlain(JsonNode action) {
    JsonNode metadata = action.path("metaData");
    return action.path("protocol").path("minReaderVersion").asInt(1) == 1
        && metadata.path("partitionColumns").isEmpty()
        && metadata
            .path("configuration")
            .path("delta.columnMapping.mode")
            .asText("none")
            .equals("none")
        && !action.path("add").hasNonNull("deletionVector");
  }
}
