package io.plumbline.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * What the tests of authority count in the decisions of a reference lab, by a plain loop over the
 * lines of its log: what the pipeline's tables would give, for what the lab writes, without them.
 *
 * <p>Digests are not compared: every approval of the lab is of what was executed.
 */
final class LabDecisions {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern RULE =
      Pattern.compile("^ {4}(\\w+): \\{authority: (\\w+)(, second_person: true)?}$");
  private static final Pattern MODEL =
      Pattern.compile("^ {2}- \\{id: ([\\w-]+), generation: (\\d+),.*$");
  private static final List<String> CLASSES =
      List.of("none", "standing_policy", "ai_reviewer", "human_nominal", "human_with_sight");
  private static final int TOLERANCE = 120;
  private static final int CAP = 10;

  /** What a night counts. */
  record Night(List<Tally> tallies, List<ExtractRow> rows) {}

  record Event(
      LocalDate night, Instant at, long sequence, String action, JsonNode data, String line) {

    private String id() {
      return data.path("decision_id").asText();
    }

    private LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private Event with(String otherAction, JsonNode other, Instant time, LocalDate lastNight) {
      long moved = LocalDate.ofInstant(time, ZoneOffset.UTC).toEpochDay() - day().toEpochDay();
      LocalDate arrives = night.plusDays(moved);
      return new Event(
          arrives.isAfter(lastNight) ? lastNight : arrives,
          time,
          sequence,
          otherAction,
          other,
          line);
    }

    private String actor(String member) {
      return data.path("actor").path(member).asText("");
    }

    private boolean isViewed() {
      return data.path("viewed").asBoolean(false);
    }
  }

  /** A version of a decision, in the columns the measurements read. */
  private record Version(
      String id,
      LocalDate night,
      LocalDate recordNight,
      List<Event> seen,
      Optional<Event> decider,
      String outcome,
      String approver,
      String authority,
      boolean early,
      boolean counted,
      boolean reviewed,
      boolean reversed) {

    private JsonNode first() {
      return seen.get(0).data();
    }

    private String domain() {
      return first().path("domain").asText();
    }

    private Optional<Event> event(String action) {
      return seen.stream().filter(one -> one.action().equals(action)).findFirst();
    }

    private boolean isExecuted() {
      return outcome.equals("executed") || outcome.equals("reverted");
    }

    private String decided(String member) {
      return decider.map(one -> one.actor(member)).orElse("");
    }

    private String proposed(String member) {
      return event("proposed").map(one -> one.actor(member)).orElse("");
    }

    private Optional<Long> reviewSeconds() {
      return decider.flatMap(
          by ->
              event("proposed")
                  .filter(one -> !one.at().isAfter(by.at()))
                  .map(one -> by.at().getEpochSecond() - one.at().getEpochSecond()));
    }

    private JsonNode sized() {
      return event("executed").orElse(seen.get(seen.size() - 1)).data();
    }
  }

  private record Key(
      LocalDate night,
      String measurement,
      Labels scope,
      LocalDate recordNight,
      Labels stratum,
      Labels cell) {}

  private final Map<Key, Long> counts = new HashMap<>();
  private final SortedMap<LocalDate, List<ExtractRow>> rows = new TreeMap<>();
  private final Map<String, String> required = new HashMap<>();
  private final Set<String> secondPerson = new HashSet<>();
  private final Map<String, Integer> generations = new HashMap<>();

  private LabDecisions() {}

  /**
   * The decisions of a lab as logged.
   *
   * @param truth the lab
   * @param arrived events by the night on which they arrived
   */
  record Log(Truth truth, SortedMap<LocalDate, List<Event>> arrived) {}

  /** Reads a lab's decisions. */
  static Log read(Truth truth) {
    return new Log(truth, events(truth.root().resolve("logs/decisions")));
  }

  /** Counts by night of a lab as written. */
  static SortedMap<LocalDate, Night> of(Truth truth) throws IOException {
    return of(read(truth), Optional.empty());
  }

  /**
   * Counts by night, after a pattern was put into a log that was written without: the same as in a
   * lab with it, for patterns on events of decisions.
   */
  static SortedMap<LocalDate, Night> of(Log log, Optional<Planted> planted) throws IOException {
    LabDecisions lab = new LabDecisions();
    lab.configuration(log.truth.root().resolve("plumbline.yaml"));
    SortedMap<LocalDate, List<Event>> arrived =
        planted.isEmpty() ? log.arrived : lab.steered(log, planted.get());
    Map<String, List<Event>> known = new HashMap<>();
    SortedMap<LocalDate, Night> nights = new TreeMap<>();
    for (Map.Entry<LocalDate, List<Event>> night : arrived.entrySet()) {
      Set<String> touched = new HashSet<>();
      for (Event event : night.getValue()) {
        String id = event.id();
        known.computeIfAbsent(id, key -> new ArrayList<>()).add(event);
        touched.add(id);
      }
      List<Version> versions =
          touched.stream()
              .sorted()
              .map(id -> lab.version(id, night.getKey(), known.get(id)))
              .toList();
      lab.count(night.getKey(), versions);
    }
    SortedMap<LocalDate, List<Tally>> tallies = new TreeMap<>();
    lab.counts.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Key, Long> one) -> one.getKey().night)
                .thenComparing(one -> one.getKey().measurement)
                .thenComparing(one -> one.getKey().scope)
                .thenComparing(one -> one.getKey().recordNight)
                .thenComparing(one -> one.getKey().stratum)
                .thenComparing(one -> one.getKey().cell))
        .forEach(
            one ->
                tallies
                    .computeIfAbsent(one.getKey().night, key -> new ArrayList<>())
                    .add(
                        new Tally(
                            one.getKey().night,
                            one.getKey().measurement,
                            one.getKey().scope,
                            one.getKey().recordNight,
                            one.getKey().stratum,
                            one.getKey().cell,
                            one.getValue(),
                            List.of())));
    arrived
        .keySet()
        .forEach(
            night ->
                nights.put(
                    night,
                    new Night(
                        tallies.getOrDefault(night, List.of()),
                        lab.rows.getOrDefault(night, List.of()))));
    return nights;
  }

  private void configuration(Path yaml) throws IOException {
    for (String line : Files.readAllLines(yaml)) {
      Matcher rule = RULE.matcher(line);
      if (rule.matches()) {
        required.put(rule.group(1), rule.group(2));
        if (rule.group(3) != null) {
          secondPerson.add(rule.group(1));
        }
      }
      Matcher model = MODEL.matcher(line);
      if (model.matches()) {
        generations.put(model.group(1), Integer.parseInt(model.group(2)));
      }
    }
  }

  /** What the lab's own steering does, from what the events of a decision say together. */
  private SortedMap<LocalDate, List<Event>> steered(Log log, Planted planted) {
    LocalDate from = log.truth.settings().date(planted.fromNight());
    Map<String, Map<String, Event>> decisions = new HashMap<>();
    log.arrived
        .values()
        .forEach(
            events ->
                events.forEach(
                    one ->
                        decisions
                            .computeIfAbsent(one.id(), key -> new HashMap<>())
                            .putIfAbsent(one.action(), one)));
    SortedMap<LocalDate, List<Event>> after = new TreeMap<>();
    log.arrived
        .values()
        .forEach(
            events ->
                events.forEach(
                    one ->
                        (one.day().isBefore(from)
                                ? List.of(one)
                                : steered(one, decisions.get(one.id()), planted, log))
                            .forEach(
                                event ->
                                    after
                                        .computeIfAbsent(event.night(), key -> new ArrayList<>())
                                        .add(event))));
    return after;
  }

  private List<Event> steered(Event one, Map<String, Event> all, Planted planted, Log log) {
    Optional<Change> change =
        planted.attack().on(row(one, all), planted.strength(), log.truth.settings().seed());
    if (change.isEmpty()) {
      return List.of(one);
    }
    if (change.get().kind() == Change.Kind.REMOVE) {
      return List.of();
    }
    Map<String, String> set = change.get().columns();
    ObjectNode data = one.data().deepCopy();
    ObjectNode actor = (ObjectNode) data.get("actor");
    Map.of("actor_kind", "kind", "actor_id", "id", "actor_model", "model")
        .forEach(
            (column, member) ->
                Optional.ofNullable(set.get(column)).ifPresent(value -> actor.put(member, value)));
    for (String member : List.of("action", "approval_scope")) {
      Optional.ofNullable(set.get(member)).ifPresent(value -> data.put(member, value));
    }
    Optional.ofNullable(set.get("viewed"))
        .ifPresent(value -> data.put("viewed", Boolean.parseBoolean(value)));
    Optional.ofNullable(set.get("change_size"))
        .ifPresent(value -> data.put("change_size", Long.parseLong(value)));
    Instant at = Optional.ofNullable(set.get("time")).map(Instant::parse).orElse(one.at());
    String action = data.path("action").asText();
    Event now = one.with(action, data, at, log.truth.settings().lastNight());
    if (!one.action().equals("rejected") || !action.equals("approved")) {
      return List.of(now);
    }
    ObjectNode executed = one.data().deepCopy();
    executed.put("action", "executed");
    ((ObjectNode) executed.get("actor")).put("kind", "service").put("id", "delivery-pipeline");
    return List.of(
        now, now.with("executed", executed, at.plusSeconds(300), log.truth.settings().lastNight()));
  }

  private RowView row(Event one, Map<String, Event> all) {
    Map<String, String> columns = new HashMap<>();
    columns.put("decision_id", one.id());
    columns.put("action", one.action());
    for (String member : List.of("domain", "change_size", "change_unit", "artifact")) {
      columns.put(member, one.data().path(member).asText());
    }
    columns.put("required_class", required.getOrDefault(columns.get("domain"), ""));
    columns.put("actor_kind", one.actor("kind"));
    columns.put("actor_id", one.actor("id"));
    columns.put("time", one.at().toString());
    Optional<Event> ruling = Optional.ofNullable(all.getOrDefault("approved", all.get("rejected")));
    ruling.ifPresent(
        by -> {
          columns.put("approver_kind", by.actor("kind"));
          columns.put("approver_id", by.actor("id"));
          columns.put("decided_at", by.at().toString());
        });
    Optional.ofNullable(all.get("proposed"))
        .ifPresent(
            by -> {
              columns.put("proposed_at", by.at().toString());
              columns.put("proposer_kind", by.actor("kind"));
              columns.put("proposer_model", by.actor("model"));
            });
    Optional.ofNullable(all.get("executed"))
        .ifPresent(by -> columns.put("executed_at", by.at().toString()));
    columns.values().removeIf(String::isEmpty);
    return new RowView(one.id() + "|" + one.action(), columns);
  }

  private static SortedMap<LocalDate, List<Event>> events(Path folder) {
    SortedMap<LocalDate, List<Event>> events = new TreeMap<>();
    Set<String> ids = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        LocalDate day = LocalDate.parse(file.getFileName().toString().substring(10, 20));
        List<Event> today = events.computeIfAbsent(day, key -> new ArrayList<>());
        try (BufferedReader lines = open(file)) {
          lines
              .lines()
              .flatMap(line -> parsed(line).stream())
              .filter(json -> json.path("source").asText().startsWith("/lab/"))
              .filter(json -> json.path("data").size() > 0)
              .filter(json -> ids.add(json.path("id").asText()))
              .map(
                  json ->
                      new Event(
                          day,
                          Instant.parse(json.path("time").asText()),
                          json.path("sequence").asLong(),
                          json.path("data").path("action").asText(),
                          json.path("data"),
                          file.getFileName().toString()))
              .forEach(today::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private static BufferedReader open(Path file) throws IOException {
    var bytes = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
            StandardCharsets.UTF_8));
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private Version version(String id, LocalDate night, List<Event> events) {
    List<Event> seen =
        events.stream()
            .sorted(Comparator.comparing(Event::at).thenComparing(Event::sequence))
            .toList();
    String outcome = outcome(seen);
    Optional<Event> execution = first(seen, Set.of("executed"));
    String ruling = outcome.equals("rejected") ? "rejected" : "approved";
    Optional<Event> best = Optional.empty();
    int standing = 9;
    String approver = "none";
    String authority =
        outcome.equals("executed") || outcome.equals("reverted") ? "autonomous" : "unknown";
    boolean early = false;
    for (Event event : seen) {
      if (event.action().equals(ruling)) {
        boolean after =
            execution.isPresent()
                && event.at().isAfter(execution.get().at().plusSeconds(TOLERANCE));
        String kind = approver(event, seen);
        String how = authority(event, kind, seen, after);
        int place = 2 * standing(how, kind) + (after ? 1 : 0);
        if (best.isEmpty() || place < standing) {
          best = Optional.of(event);
          standing = place;
          approver = kind;
          authority = how;
          early = after;
        }
      }
    }
    Event arrived =
        seen.stream().filter(one -> one.night().equals(night)).reduce((a, b) -> b).orElseThrow();
    return new Version(
        id,
        night,
        LocalDate.parse(arrived.at().toString().substring(0, 10)),
        seen,
        best,
        outcome,
        approver,
        authority,
        early,
        isFirst(seen, night, Set.of("executed", "rejected", "reverted")),
        isFirst(seen, night, Set.of("approved", "rejected")),
        isFirst(seen, night, Set.of("reverted")));
  }

  private static Optional<Event> first(List<Event> seen, Set<String> actions) {
    return seen.stream().filter(one -> actions.contains(one.action())).findFirst();
  }

  private static boolean isFirst(List<Event> seen, LocalDate night, Set<String> actions) {
    return seen.stream()
        .filter(one -> actions.contains(one.action()))
        .map(Event::night)
        .min(Comparator.naturalOrder())
        .filter(night::equals)
        .isPresent();
  }

  private static String outcome(List<Event> seen) {
    return seen.stream()
        .filter(one -> Set.of("executed", "reverted").contains(one.action()))
        .reduce((a, b) -> b)
        .map(Event::action)
        .orElse(first(seen, Set.of("rejected")).isPresent() ? "rejected" : "open");
  }

  private static String approver(Event event, List<Event> seen) {
    if (event.data().path("approval_scope").asText().equals("standing")
        || Set.of("policy", "service").contains(event.actor("kind"))) {
      return "standing_policy";
    }
    if (event.actor("kind").equals("model")) {
      return "ai_reviewer";
    }
    boolean sight =
        event.isViewed()
            || seen.subList(0, seen.indexOf(event)).stream()
                .anyMatch(
                    one ->
                        one.action().equals("reviewed")
                            && one.actor("id").equals(event.actor("id"))
                            && one.isViewed());
    return sight ? "human_with_sight" : "human_nominal";
  }

  private static String authority(Event event, String kind, List<Event> seen, boolean after) {
    Event principal = first(seen, Set.of("proposed")).orElse(seen.get(0));
    boolean same =
        event.actor("kind").equals(principal.actor("kind"))
            && event.actor("id").equals(principal.actor("id"));
    boolean kin =
        event.actor("kind").equals("model")
            && !principal.actor("model").isEmpty()
            && family(event.actor("model")).equals(family(principal.actor("model")));
    if (same || kin) {
      return "self_approved";
    }
    if (event.actor("kind").equals("human") && !kind.equals("standing_policy")) {
      return after ? "retroactive" : "assisted";
    }
    return "autonomous";
  }

  private static String family(String model) {
    return model.replaceAll("-\\d+$", "");
  }

  private static int standing(String authority, String approver) {
    return switch (authority) {
      case "assisted" -> approver.equals("human_with_sight") ? 0 : 1;
      case "retroactive" -> 2;
      case "unknown" -> 3;
      case "self_approved" -> 4;
      default -> approver.equals("ai_reviewer") ? 5 : 6;
    };
  }

  private void count(LocalDate night, List<Version> versions) {
    Set<String> sittings = new HashSet<>();
    Set<String> batches = new HashSet<>();
    Map<String, List<Long>> seconds = new HashMap<>();
    List<Version> hashed =
        versions.stream()
            .sorted(
                Comparator.comparing((Version one) -> Known.hash(one.id))
                    .thenComparing(Version::id))
            .toList();
    for (Version one : hashed) {
      if (isPersons(one)) {
        seconds
            .computeIfAbsent(one.decided("id"), key -> new ArrayList<>())
            .add(one.decider.orElseThrow().at().getEpochSecond());
      }
    }
    for (Version one : hashed) {
      boolean sitting = isPersons(one) && sittings.add(one.decided("id"));
      boolean batch =
          one.counted
              && batches.add(
                  one.domain()
                      + "|"
                      + one.proposed("id")
                      + "|"
                      + one.seen.get(one.seen.size() - 1).data().path("artifact").asText());
      review(night, one, sitting, seconds);
      decided(night, one, batch);
    }
  }

  private static boolean isPersons(Version one) {
    return one.reviewed && one.decided("kind").equals("human");
  }

  private void review(
      LocalDate night, Version one, boolean sitting, Map<String, List<Long>> seconds) {
    if (!isPersons(one)) {
      return;
    }
    Map<String, String> reviewer = Map.of("reviewer", one.decided("id"));
    long at = one.decider.orElseThrow().at().getEpochSecond();
    long inHour =
        seconds.get(one.decided("id")).stream().filter(s -> s > at - 3_600 && s <= at).count();
    add(
        one,
        "review-bursts",
        reviewer,
        Map.of(),
        Map.of(
            "in_hour", Long.toString(inHour),
            "capped", "true",
            "over", Boolean.toString(inHour > CAP)));
    if (inHour > CAP) {
      rows.computeIfAbsent(night, key -> new ArrayList<>())
          .add(
              new ExtractRow(
                  night,
                  "reviews-over-cap",
                  one.id,
                  List.of(0L, inHour, (long) CAP),
                  List.of("decisions", one.seen.get(0).line(), "", one.decided("id"))));
    }
    boolean refused = one.outcome.equals("rejected");
    add(one, "risk-sensitivity", reviewer, Map.of(), Map.of("refused", Boolean.toString(refused)));
    Optional<Long> took = one.reviewSeconds();
    if (took.isPresent() && !refused) {
      double words = one.sized().path("change_size").asLong() * words(one);
      add(
          one,
          "hasty-review",
          reviewer,
          Map.of(),
          Map.of("has", Boolean.toString(took.get() < words * 60 / 700 + 2)));
    }
    if (sitting && took.isPresent()) {
      long bin = (long) Math.floor(2 * Math.log(took.get() + 1) / Math.log(2));
      add(
          one,
          "review-effort",
          Map.of(),
          generation(one, Map.of("domain", one.domain())),
          Map.of("length", Long.toString(bin)));
    }
  }

  private static double words(Version one) {
    return switch (one.sized().path("change_unit").asText()) {
      case "lines" -> 5;
      case "tokens" -> 0.75;
      case "items" -> 1;
      default -> 0;
    };
  }

  private Map<String, String> generation(Version one, Map<String, String> more) {
    Map<String, String> stratum = new TreeMap<>(more);
    Optional.ofNullable(generations.get(one.first().path("subject_model").asText()))
        .ifPresent(generation -> stratum.put("generation", Integer.toString(generation)));
    return stratum;
  }

  private void decided(LocalDate night, Version one, boolean batch) {
    Map<String, String> domain = Map.of("domain", one.domain());
    if (one.counted || one.reversed) {
      add(
          one,
          "overrides",
          domain,
          Map.of(),
          Map.of(
              "by", one.proposed("kind").equals("model") ? "model" : "others",
              "counts", Boolean.toString(one.counted),
              "refused", Boolean.toString(one.outcome.equals("rejected")),
              "reversed", Boolean.toString(one.reversed)));
    }
    if (!one.counted) {
      return;
    }
    policy(night, one, domain);
    if (batch && one.proposed("kind").equals("model") && one.decided("kind").equals("model")) {
      add(
          one,
          "reviewer-kinship",
          Map.of("purpose", "model"),
          domain,
          Map.of(
              "taken", Boolean.toString(!one.outcome.equals("rejected")),
              "has", Boolean.toString(one.authority.equals("self_approved")),
              "clustered", "true"));
    }
    if (!one.isExecuted()) {
      return;
    }
    String sight =
        one.approver.equals("human_with_sight") && one.authority.equals("assisted") ? "yes" : "no";
    add(one, "authority-statement", domain, Map.of(), Map.of("sight", sight));
    boolean alone = Set.of("ai_reviewer", "standing_policy", "none").contains(one.approver);
    if (alone) {
      add(
          one,
          "review-sampling",
          generation(one, Map.of()).isEmpty()
              ? Map.of("generation", "unknown")
              : generation(one, Map.of()),
          Map.of(),
          Map.of("counts", "true", "audit", "none"));
    }
    if (batch) {
      String half = Known.hash(one.id + "/half") % 2 == 0 ? "0" : "1";
      add(
          one,
          "decisions-by-generation",
          domain,
          generation(one, Map.of()),
          Map.of("half", half, "has", Boolean.toString(alone)));
      boolean further = one.approver.equals("standing_policy");
      Map<String, String> cell =
          new TreeMap<>(Map.of("half", half, "has", Boolean.toString(further)));
      if (further) {
        cell.put("rule", "standing " + one.decided("id"));
      }
      add(one, "standing-rules", domain, generation(one, Map.of()), cell);
    }
  }

  private void policy(LocalDate night, Version one, Map<String, String> domain) {
    String asked = required.get(one.domain());
    boolean second = secondPerson.contains(one.domain());
    add(
        one,
        "decisions-policy",
        domain,
        Map.of(),
        Map.of(
            "required_class", asked,
            "second_person", Boolean.toString(second),
            "review_cap", Integer.toString(CAP)));
    boolean self = one.authority.equals("self_approved");
    boolean breach =
        one.early || CLASSES.indexOf(one.approver) < CLASSES.indexOf(asked) || second && self;
    boolean person = asked.startsWith("human");
    Map<String, String> cell =
        new TreeMap<>(
            Map.of(
                "authority",
                one.authority,
                "approver_class",
                one.approver,
                "executed",
                Boolean.toString(one.isExecuted()),
                "required",
                "true",
                "person_required",
                Boolean.toString(person),
                "open_to_all",
                "false"));
    if (one.isExecuted()) {
      cell.put("breach", Boolean.toString(breach));
      add(one, "breach-rate", domain, Map.of(), Map.of("has", Boolean.toString(breach)));
      if (breach || one.early || self && person) {
        rows.computeIfAbsent(night, key -> new ArrayList<>())
            .add(
                new ExtractRow(
                    night,
                    "decisions-broken-rules",
                    one.id + "|1",
                    List.of(
                        0L, breach ? 1L : 0L, one.early ? 1L : 0L, 0L, self && person ? 1L : 0L),
                    List.of("decisions", one.seen.get(0).line(), "", one.domain(), one.id)));
      }
    }
    add(one, "decisions-authority", domain, Map.of(), cell);
  }

  private void add(
      Version one,
      String measurement,
      Map<String, String> scope,
      Map<String, String> stratum,
      Map<String, String> cell) {
    Map<String, String> from = new TreeMap<>(cell);
    from.put("source", "decisions");
    counts.merge(
        new Key(
            one.night,
            measurement,
            Labels.of(scope),
            one.recordNight,
            Labels.of(stratum),
            Labels.of(from)),
        1L,
        Long::sum);
  }
}
