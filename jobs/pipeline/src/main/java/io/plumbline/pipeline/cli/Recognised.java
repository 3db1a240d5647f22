package io.plumbline.pipeline.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.FS;

/**
 * Something that can be read, as found on disk.
 *
 * @param name name for the configuration
 * @param format source format
 * @param path path or glob
 * @param firstDay earliest day seen in it
 * @param lastDay latest day seen in it
 */
record Recognised(String name, String format, String path, LocalDate firstDay, LocalDate lastDay) {

  /** A JSON document larger than this is not looked into. */
  private static final long WHOLE = 64_000_000;

  private static final ObjectReader JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build().reader();

  /** Formats that are read folder by folder: their files belong together. */
  private static final Set<String> FOLDERS = Set.of("inspect", "lm-eval", "every-eval-ever");

  /** Formats whose folders may lie deep below one. */
  private static final Set<String> TREES = Set.of("lm-eval", "every-eval-ever");

  private static final Pattern LM_EVAL_FILE =
      Pattern.compile("(?:results|samples_.+)_(\\d{4}-\\d{2}-\\d{2})T[-0-9.]+\\.jsonl?(?:\\.gz)?");

  /** Everything recognised at or below a path. */
  static List<Recognised> in(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Optional<Recognised> repository = repository(absolute);
    if (repository.isPresent()) {
      return List.of(repository.get());
    }
    SortedMap<String, List<Path>> byFormat = new TreeMap<>();
    try (Stream<Path> files = Files.walk(absolute, 6)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        format(file)
            .ifPresent(
                format ->
                    byFormat
                        .computeIfAbsent(
                            TREES.contains(format)
                                ? format + "\n"
                                : format + "\n" + file.getParent() + "\n" + glob(format, file),
                            key -> new ArrayList<>())
                        .add(file));
      }
    }
    List<Recognised> found = new ArrayList<>();
    for (var entry : byFormat.entrySet()) {
      found.add(files(entry.getKey().substring(0, entry.getKey().indexOf('\n')), entry.getValue()));
    }
    return found;
  }

  private static Optional<Recognised> repository(Path path) throws IOException {
    Path inside = Files.isDirectory(path.resolve(".git")) ? path.resolve(".git") : path;
    if (!RepositoryCache.FileKey.isGitRepository(inside.toFile(), FS.DETECTED)) {
      return Optional.empty();
    }
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;
    try (Git git = Git.open(path.toFile())) {
      for (RevCommit commit : git.log().all().call()) {
        LocalDate day = day(Instant.ofEpochSecond(commit.getCommitTime()));
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
      }
    } catch (GitAPIException e) {
      throw new IOException("cannot read repository " + path + ": " + e.getMessage(), e);
    }
    return first.isAfter(last)
        ? Optional.empty()
        : Optional.of(new Recognised(name(path), "git", path.toString(), first, last));
  }

  private static Recognised files(String format, List<Path> files) throws IOException {
    LocalDate first = LocalDate.MAX;
    LocalDate last = LocalDate.MIN;
    for (Path file : files) {
      for (LocalDate day : days(format, file)) {
        first = day.isBefore(first) ? day : first;
        last = day.isAfter(last) ? day : last;
      }
    }
    if (first.isAfter(last)) {
      first = day(Files.getLastModifiedTime(files.get(0)).toInstant());
      last = first;
    }
    Path folder = files.get(0).getParent();
    for (Path file : files) {
      while (!file.startsWith(folder)) {
        folder = folder.getParent();
      }
    }
    String glob =
        TREES.contains(format)
            ? folder.toString()
            : files.size() == 1
                ? files.get(0).toString()
                : FOLDERS.contains(format)
                    ? folder.toString()
                    : folder + glob(format, files.get(0));
    return new Recognised(name(folder) + "-" + format, format, glob, first, last);
  }

  /** Files beside this one that are read with it; evaluation logs of any name are read together. */
  private static String glob(String format, Path file) {
    String name = file.getFileName().toString();
    return FOLDERS.contains(format)
        ? ""
        : name.endsWith(".json")
            ? "/*.json"
            : name.contains(".ndjson")
                ? "/*.ndjson*"
                : name.contains(".log") ? "/*.log*" : "/*.jsonl*";
  }

  private static Optional<String> format(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(".eval")) {
      return Optional.of("inspect");
    }
    if (name.matches(".*\\.(jsonl|ndjson|log)(\\.gz)?")) {
      return format(firstObject(file));
    }
    if (name.endsWith(".json") && Files.size(file) < WHOLE) {
      try (JsonParser parser = JSON.createParser(file.toFile())) {
        boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
        return isObject && "version".equals(parser.nextFieldName())
            ? Optional.of("inspect")
            : format(first(JSON.readTree(Files.readString(file))))
                .filter(found -> !found.equals("cloudevents"));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> format(JsonNode first) {
    if (first.has("specversion")) {
      return Optional.of("cloudevents");
    }
    if (first.has("eventTime") && first.has("producer")) {
      return Optional.of("openlineage");
    }
    if (first.has("resourceLogs") || first.has("resourceSpans")) {
      return Optional.of("otlp");
    }
    if (first.path("apiVersion").asText("").startsWith("audit.k8s.io/") && first.has("auditID")) {
      return Optional.of("k8s-audit");
    }
    if (first.has("action") && (first.has("@timestamp") || first.has("_document_id"))) {
      return Optional.of("github-audit");
    }
    if ((first.has("results") && first.has("configs"))
        || (first.has("doc_id") && first.has("filtered_resps"))) {
      return Optional.of("lm-eval");
    }
    return first.has("evaluation_results") && first.has("model_info")
            || first.has("evaluation_name") && first.has("sample_id")
        ? Optional.of("every-eval-ever")
        : Optional.empty();
  }

  private static JsonNode first(JsonNode node) {
    return node.isArray() ? node.path(0) : node;
  }

  private static JsonNode firstObject(Path file) {
    try (BufferedReader lines = lines(file)) {
      String line = lines.readLine();
      return first(line == null ? JSON.createObjectNode() : JSON.readTree(line));
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.UTF_8));
  }

  private static List<LocalDate> days(String format, Path file) throws IOException {
    List<LocalDate> days = new ArrayList<>();
    if (format.equals("inspect")) {
      String name = file.getFileName().toString();
      days.add(
          name.matches("\\d{4}-\\d{2}-\\d{2}T.*")
              ? LocalDate.parse(name.substring(0, 10))
              : day(Files.getLastModifiedTime(file).toInstant()));
      return days;
    }
    Matcher named = LM_EVAL_FILE.matcher(file.getFileName().toString());
    if (format.equals("lm-eval") && named.matches()) {
      days.add(LocalDate.parse(named.group(1)));
      return days;
    }
    if (file.toString().endsWith(".json")) {
      JsonNode events = JSON.readTree(Files.readString(file));
      for (JsonNode event : events.isArray() ? events : List.of(events)) {
        clock(format, event).map(Recognised::day).ifPresent(days::add);
      }
      return days;
    }
    try (BufferedReader lines = lines(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        clock(format, line).map(Recognised::day).ifPresent(days::add);
      }
    }
    return days;
  }

  private static Optional<Instant> clock(String format, String line) {
    try {
      return clock(format, first(JSON.readTree(line)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> clock(String format, JsonNode event) {
    return switch (format) {
      case "otlp" ->
          number(event.findValue("timeUnixNano"))
              .or(() -> number(event.findValue("observedTimeUnixNano")))
              .or(() -> number(event.findValue("startTimeUnixNano")))
              .map(nanos -> Instant.ofEpochSecond(nanos / 1_000_000_000));
      case "github-audit" ->
          number(event.path("@timestamp"))
              .or(() -> number(event.path("created_at")))
              .map(Instant::ofEpochMilli);
      case "every-eval-ever" ->
          number(event.path("evaluation_timestamp"))
              .or(() -> number(event.path("retrieved_timestamp")))
              .map(Instant::ofEpochSecond);
      case "k8s-audit" -> time(event.path("requestReceivedTimestamp"));
      case "openlineage" -> time(event.path("eventTime"));
      default -> time(event.path("time"));
    };
  }

  /** A whole positive number, as number or text, its fraction cut off; 0 says nothing. */
  private static Optional<Long> number(JsonNode node) {
    String text = node == null ? "" : node.asText("").replaceFirst("\\..*", "");
    return text.matches("[1-9]\\d{0,17}|[1-8]\\d{18}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return Optional.of(OffsetDateTime.parse(node.asText()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static String name(Path path) {
    String name = path.getFileName() == null ? "root" : path.getFileName().toString();
    return name.replaceAll("[^A-Za-z0-9_.-]", "-");
  }

  /** The same, with a number behind the name of each whose name another has before it. */
  static List<Recognised> named(List<Recognised> found) {
    Set<String> names = new HashSet<>();
    List<Recognised> named = new ArrayList<>();
    for (Recognised source : found) {
      String name = source.name();
      for (int number = 2; !names.add(name); number++) {
        name = source.name() + "-" + number;
      }
      named.add(
          new Recognised(
              name, source.format(), source.path(), source.firstDay(), source.lastDay()));
    }
    return named;
  }

  /** A configuration that reads all of these. */
  static String configuration(List<Recognised> found, LocalDate first) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# Written by plumbline try. Add models and policy: plumbline init shows how.\n");
    yaml.append("lake: lake\nreports: site\nstart: \"").append(first).append("\"\nsources:\n");
    for (Recognised source : found) {
      yaml.append("  - {name: ")
          .append(source.name())
          .append(", format: ")
          .append(source.format())
          .append(", path: \"")
          .append(source.path().replace("\\", "\\\\").replace("\"", "\\\""))
          .append("\"}\n");
    }
    return yaml.toString();
  }
}
