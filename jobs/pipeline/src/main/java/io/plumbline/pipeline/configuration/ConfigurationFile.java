package io.plumbline.pipeline.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Plan;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code plumbline.yaml}: one valid configuration, or one message that says what to mend. */
public final class ConfigurationFile {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final ObjectMapper CANONICAL =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Duration SETTLE = Duration.ofHours(6);

  private ConfigurationFile() {}

  /**
   * Reads and checks a configuration.
   *
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} with file, place, value and remedy
   */
  public static Configuration read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Cannot read configuration "
              + file
              + ": "
              + (Files.exists(file) ? e.getMessage() : "no such file")
              + ". Name an existing file with --config, or write one with: plumbline init DIR",
          e);
    }
    JsonNode root;
    try {
      root = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Cannot parse configuration "
              + file
              + at(e)
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("not YAML")
              + ". Mend the YAML at that place",
          e);
    }
    ConfigurationSchema.check(file, root);
    Path folder = file.toAbsolutePath().normalize().getParent();
    return new Reader(file, folder, root).configuration();
  }

  /**
   * The configuration a night was sealed with; relative paths are not those of the night's run.
   *
   * @param canonical its canonical JSON as kept with the seal
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when this version does not know it
   */
  public static Configuration sealed(LocalDate night, String canonical) {
    Path file = Path.of("sealed with night " + night);
    JsonNode root;
    try {
      root = CANONICAL.readTree(canonical);
    } catch (JsonProcessingException e) {
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Cannot parse configuration "
              + file
              + at(e)
              + ": "
              + e.getOriginalMessage()
              + ". The row of the night in gold.nights was changed; run plumbline verify",
          e);
    }
    ConfigurationSchema.check(file, root);
    // Where the night's run stood is not kept: any absolute folder does, nothing is read from it.
    return new Reader(file, Path.of("/"), root).configuration();
  }

  /** Digest of a configuration's canonical JSON. */
  public static String digest(String canonical) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
  }

  private record Reader(Path file, Path folder, JsonNode root) {

    Configuration configuration() {
      List<SourceSettings> sources = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (JsonNode source : root.path("sources")) {
        SourceSettings settings = source(source);
        if (!names.add(settings.name())) {
          throw wrong("sources", "two sources are named '" + settings.name() + "'", "rename one");
        }
        sources.add(settings);
      }
      List<ModelSettings> models = new ArrayList<>();
      for (JsonNode model : root.path("models")) {
        models.add(model(model));
      }
      String canonical = canonical();
      return new Configuration(
          absolute(root.path("lake").asText()),
          absolute(root.path("reports").asText()),
          sources,
          models,
          boundary(),
          plan(),
          date(root.path("start"), "start"),
          anchors(),
          alerts(),
          export(),
          drill(),
          canonical,
          digest(canonical));
    }

    private SourceSettings source(JsonNode node) {
      String name = node.path("name").asText();
      String place = "sources[" + name + "]";
      String format = node.path("format").asText();
      boolean isTable = format.equals("table");
      if (isTable) {
        for (String member : List.of("reader", "into")) {
          if (!node.has(member)) {
            throw wrong(place, "'" + member + "' is missing", "add it: format table needs it");
          }
        }
        if (node.has("columns") == node.has("rows")) {
          throw wrong(place, "needs either 'columns' or 'rows'", "give one of the two");
        }
      } else {
        for (String member : List.of("reader", "into", "columns", "rows", "options")) {
          if (node.has(member)) {
            throw wrong(
                place,
                "'" + member + "' is for format table, not " + format,
                "remove it, or use format: table");
          }
        }
      }
      String path = absolute(node.path("path").asText());
      return new SourceSettings(
          name,
          format,
          path,
          root(path),
          node.has("kind") ? SourceSettings.Kind.valueOf(upper(node.path("kind"))) : kindOf(format),
          node.has("arrival")
              ? SourceSettings.Arrival.valueOf(upper(node.path("arrival")))
              : SourceSettings.Arrival.RECORD,
          node.has("settle") ? duration(node.path("settle").asText()) : SETTLE,
          date(node.path("night"), place + ".night"),
          node.has("retention")
              ? OptionalInt.of(Integer.parseInt(node.path("retention").asText().replace("d", "")))
              : OptionalInt.empty(),
          node.has("keep_raw")
              ? SourceSettings.KeepRaw.valueOf(upper(node.path("keep_raw")))
              : SourceSettings.KeepRaw.FULL,
          node.path("malformed_limit").asDouble(0.01),
          text(node.path("reader")),
          strings(node.path("options")),
          text(node.path("into")),
          rows(node));
    }

    private static List<SourceSettings.RowMapping> rows(JsonNode node) {
      List<SourceSettings.RowMapping> rows = new ArrayList<>();
      if (node.has("columns")) {
        rows.add(new SourceSettings.RowMapping(Optional.empty(), strings(node.path("columns"))));
      }
      for (JsonNode row : node.path("rows")) {
        rows.add(
            new SourceSettings.RowMapping(text(row.path("where")), strings(row.path("columns"))));
      }
      return rows;
    }

    private static SourceSettings.Kind kindOf(String format) {
      return switch (format) {
        case "git" -> SourceSettings.Kind.REPOSITORY;
        case "inspect" -> SourceSettings.Kind.VERSIONED_FILES;
        case "table" -> SourceSettings.Kind.IMMUTABLE_FILES;
        default -> SourceSettings.Kind.APPEND_ONLY;
      };
    }

    private ModelSettings model(JsonNode node) {
      return new ModelSettings(
          node.path("id").asText(),
          node.has("generation")
              ? OptionalInt.of(node.path("generation").asInt())
              : OptionalInt.empty(),
          texts(node.path("aliases")),
          texts(node.path("parents")),
          text(node.path("family")),
          node.has("parameters")
              ? OptionalLong.of(node.path("parameters").asLong())
              : OptionalLong.empty(),
          date(node.path("released"), "models[" + node.path("id").asText() + "].released"));
    }

    private Optional<Boundary> boundary() {
      JsonNode domains = root.path("policy").path("domains");
      JsonNode cap = root.path("policy").path("reviews_per_hour");
      if (domains.isEmpty() && cap.isMissingNode()) {
        return Optional.empty();
      }
      SortedMap<String, Boundary.Rule> rules = new TreeMap<>();
      for (Map.Entry<String, JsonNode> domain : domains.properties()) {
        rules.put(
            domain.getKey(),
            new Boundary.Rule(
                domain.getValue().path("authority").asText(),
                domain.getValue().path("second_person").asBoolean(false)));
      }
      return Optional.of(
          new Boundary(
              rules, cap.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(cap.asInt())));
    }

    private List<AnchorSettings> anchors() {
      List<AnchorSettings> anchors = new ArrayList<>();
      for (JsonNode anchor : root.path("anchors")) {
        for (Map.Entry<String, JsonNode> one : anchor.properties()) {
          AnchorSettings.Kind kind = AnchorSettings.Kind.valueOf(upper(new TextNode(one.getKey())));
          String written = one.getValue().asText();
          anchors.add(
              kind == AnchorSettings.Kind.WEBHOOK ? webhook(written) : place(kind, written));
        }
      }
      return anchors;
    }

    private AnchorSettings place(AnchorSettings.Kind kind, String written) {
      String location = absolute(written);
      String lake = absolute(root.path("lake").asText());
      if (location.equals(lake) || location.startsWith(lake + "/")) {
        throw wrong(
            "anchors",
            "'" + written + "' lies in the lake",
            "name a place that whoever can write the lake cannot write");
      }
      if (kind == AnchorSettings.Kind.GIT && !location.startsWith("/")) {
        throw wrong("anchors", "git '" + written + "' is no local path", "clone it to a folder");
      }
      return new AnchorSettings(kind, location, written);
    }

    /** What follows the host may be a secret: it is not shown. */
    private AnchorSettings webhook(String written) {
      return new AnchorSettings(AnchorSettings.Kind.WEBHOOK, written, host("anchors", written));
    }

    /** Scheme, host and port of an address. */
    private String host(String place, String written) {
      try {
        URI address = new URI(written);
        if (address.getHost() != null) {
          return address.getScheme()
              + "://"
              + address.getHost()
              + (address.getPort() < 0 ? "" : ":" + address.getPort());
        }
      } catch (URISyntaxException e) {
        // Told below, without the text, which may hold a secret.
      }
      throw wrong(place, "a webhook is no address", "write it as https://host/path");
    }

    private AlertSettings alerts() {
      List<AlertSettings.Webhook> webhooks = new ArrayList<>();
      List<AlertSettings.Email> emails = new ArrayList<>();
      for (JsonNode alert : root.path("alerts")) {
        Duration heartbeat = duration(alert.path("heartbeat").asText("7d"));
        Optional<String> address = text(alert.path("webhook"));
        Optional<String> variable = text(alert.path("webhook_variable"));
        if (address.isPresent() || variable.isPresent()) {
          webhooks.add(
              new AlertSettings.Webhook(
                  address,
                  variable,
                  address
                      .map(written -> host("alerts", written))
                      .or(() -> variable.map(name -> "in " + name))
                      .orElseThrow(),
                  heartbeat));
        } else {
          emails.add(email(alert.path("email"), heartbeat));
        }
      }
      return new AlertSettings(webhooks, emails);
    }

    private static AlertSettings.Email email(JsonNode node, Duration heartbeat) {
      AlertSettings.Security security =
          AlertSettings.Security.valueOf(
              node.path("security").asText("starttls").toUpperCase(Locale.ROOT));
      return new AlertSettings.Email(
          node.path("server").asText(),
          node.path("port").asInt(security.port()),
          security,
          node.path("from").asText(),
          texts(node.path("to")),
          text(node.path("user")),
          text(node.path("password_variable")),
          heartbeat);
    }

    private ExportSettings export() {
      JsonNode node = root.path("export");
      String keys = absolute(node.path("keys").asText("keys"));
      if (!keys.startsWith("/")) {
        throw wrong("export.keys", "'" + keys + "' is no local path", "name a local folder");
      }
      for (String published : List.of("lake", "reports")) {
        String place = absolute(root.path(published).asText());
        if (keys.equals(place) || keys.startsWith(place + "/")) {
          throw wrong(
              "export.keys",
              "'" + keys + "' lies in '" + published + "', where others may read",
              "name a folder that only the account of the nightly run can read");
        }
      }
      return new ExportSettings(
          text(node.path("organisation")),
          text(node.path("evaluator_relationship"))
              .map(given -> ExportSettings.Relationship.valueOf(given.toUpperCase(Locale.ROOT))),
          keys);
    }

    private Optional<DrillSettings> drill() {
      JsonNode node = root.path("drill");
      if (node.isMissingNode()) {
        return Optional.empty();
      }
      String secret = absolute(node.path("secret").asText());
      if (!secret.startsWith("/")) {
        throw wrong("drill.secret", "'" + secret + "' is no local path", "name a local file");
      }
      return Optional.of(
          new DrillSettings(secret, node.path("nights").asInt(DrillSettings.NIGHTS)));
    }

    private Plan plan() {
      JsonNode policy = root.path("policy");
      SortedMap<String, Double> margins = new TreeMap<>(Plan.DEFAULT_MARGINS);
      policy
          .path("margins")
          .properties()
          .forEach(margin -> margins.put(margin.getKey(), margin.getValue().asDouble()));
      SortedMap<String, SortedMap<String, Plan.Declared>> declared = new TreeMap<>();
      for (Map.Entry<String, JsonNode> question : root.path("questions").properties()) {
        SortedMap<String, Plan.Declared> hypotheses = new TreeMap<>();
        question
            .getValue()
            .properties()
            .forEach(one -> hypotheses.put(one.getKey(), declared(one.getValue())));
        declared.put(question.getKey(), hypotheses);
      }
      return new Plan(policy.path("alpha_per_year").asDouble(0.05), margins, declared);
    }

    private static Plan.Declared declared(JsonNode hypothesis) {
      JsonNode margin = hypothesis.path("margin");
      JsonNode value = hypothesis.path("value");
      return new Plan.Declared(
          Direction.valueOf(hypothesis.path("direction").asText("both").toUpperCase(Locale.ROOT)),
          margin.isMissingNode() ? OptionalDouble.empty() : OptionalDouble.of(margin.asDouble()),
          value.isMissingNode() ? Optional.empty() : Optional.of(value.asText()));
    }

    private String absolute(String path) {
      return path.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*")
          ? path
          : folder.resolve(path).normalize().toString();
    }

    private static String root(String path) {
      int wildcard = -1;
      for (int i = 0; i < path.length() && wildcard < 0; i++) {
        if ("*?[{".indexOf(path.charAt(i)) >= 0) {
          wildcard = i;
        }
      }
      if (wildcard < 0) {
        return path;
      }
      int slash = path.lastIndexOf('/', wildcard);
      return slash < 0 ? "." : path.substring(0, Math.max(slash, 1));
    }

    private Optional<LocalDate> date(JsonNode node, String place) {
      if (node.isMissingNode()) {
        return Optional.empty();
      }
      try {
        return Optional.of(LocalDate.parse(node.asText()));
      } catch (DateTimeException e) {
        throw wrong(place, "'" + node.asText() + "' is not a date", "write it as yyyy-MM-dd");
      }
    }

    private String canonical() {
      try {
        ObjectNode kept = root.deepCopy();
        kept.remove("alerts");
        return CANONICAL.writeValueAsString(CANONICAL.treeToValue(kept, Object.class));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    private PlumblineException wrong(String place, String what, String remedy) {
      return new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Invalid configuration " + file + ", " + place + ": " + what + "; " + remedy);
    }

    private static Duration duration(String text) {
      long count = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(count);
        case 'm' -> Duration.ofMinutes(count);
        case 'h' -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }

    private static String upper(JsonNode node) {
      return node.asText().toUpperCase(java.util.Locale.ROOT);
    }

    private static Optional<String> text(JsonNode node) {
      return node.isMissingNode() ? Optional.empty() : Optional.of(node.asText());
    }

    private static List<String> texts(JsonNode node) {
      List<String> texts = new ArrayList<>();
      node.forEach(text -> texts.add(text.asText()));
      return texts;
    }

    private static SortedMap<String, String> strings(JsonNode node) {
      SortedMap<String, String> strings = new TreeMap<>();
      node.properties().forEach(entry -> strings.put(entry.getKey(), entry.getValue().asText()));
      return strings;
    }
  }
}
