package io.plumbline.findings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Interval;
import io.plumbline.stats.PagerBudget;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ledger as canonical JSON text: equal ledgers have equal text, and reading restores all. */
public final class LedgerText {

  private LedgerText() {}

  /** The ledger as one line of JSON. */
  public static String write(Ledger ledger) {
    ObjectNode node = Json.object();
    ledger.yearStart().ifPresent(date -> node.put("year_start", date.toString()));
    Json.array(node, "entries", ledger.entries().values(), LedgerText::entry);
    Json.array(node, "open", ledger.open().values(), LedgerText::finding);
    ObjectNode restarts = node.putObject("restarts");
    ledger.restarts().forEach((id, date) -> restarts.put(id, date.toString()));
    ObjectNode answers = node.putObject("answers");
    ledger.answers().forEach((question, verdict) -> answers.put(question.id(), verdict.name()));
    return Json.text(node);
  }

  /**
   * The ledger that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is not such a ledger
   */
  public static Ledger read(String text) {
    JsonNode node = Json.parse(text);
    SortedMap<String, Ledger.Entry> entries = new TreeMap<>();
    for (Ledger.Entry entry : Json.list(node, "entries", LedgerText::entry)) {
      entries.put(entry.hypothesis().id(), entry);
    }
    SortedMap<String, Finding> open = new TreeMap<>();
    for (Finding finding : Json.list(node, "open", LedgerText::finding)) {
      open.put(finding.id(), finding);
    }
    SortedMap<String, LocalDate> restarts = new TreeMap<>();
    Json.member(node, "restarts")
        .properties()
        .forEach(
            member -> restarts.put(member.getKey(), LocalDate.parse(member.getValue().asText())));
    SortedMap<Question, Verdict> answers = new TreeMap<>();
    for (Question question : Question.values()) {
      JsonNode verdict = Json.member(node, "answers").path(question.id());
      if (verdict.isTextual()) {
        answers.put(question, Verdict.valueOf(verdict.asText()));
      }
    }
    return new Ledger(
        entries,
        open,
        restarts,
        answers,
        node.hasNonNull("year_start")
            ? Optional.of(LocalDate.parse(Json.string(node, "year_start")))
            : Optional.empty());
  }

  private static JsonNode entry(Ledger.Entry entry) {
    ObjectNode node = Json.object();
    node.set("hypothesis", hypothesis(entry.hypothesis()));
    node.put("registered", entry.registered().toString());
    node.put("order", entry.order());
    node.put("start", entry.start().name());
    Json.array(
        node,
        "instances",
        entry.instances(),
        instance -> {
          ObjectNode one = Json.object();
          one.put("scope", instance.scope().text());
          one.put("registered", instance.registered().toString());
          one.put("rearmed", instance.rearmed());
          Json.put(one, "log_e", instance.logE());
          Json.put(one, "list_log_e", instance.listLogE());
          return one;
        });
    return node;
  }

  private static Ledger.Entry entry(JsonNode node) {
    return new Ledger.Entry(
        hypothesis(Json.member(node, "hypothesis")),
        LocalDate.parse(Json.string(node, "registered")),
        Json.member(node, "order").asInt(),
        PagerBudget.Entry.valueOf(Json.string(node, "start")),
        Json.list(
            node,
            "instances",
            one ->
                new Ledger.Instance(
                    Labels.parse(Json.string(one, "scope")),
                    LocalDate.parse(Json.string(one, "registered")),
                    Json.member(one, "rearmed").asInt(),
                    Json.number(one, "log_e"),
                    Json.number(one, "list_log_e"))));
  }

  private static ObjectNode hypothesis(Hypothesis hypothesis) {
    ObjectNode node = Json.object();
    node.put("detector", hypothesis.detector());
    node.put("name", hypothesis.name());
    node.put("question", hypothesis.question().name());
    node.put("family", hypothesis.family().name());
    node.put("direction", hypothesis.direction().name());
    node.put("standing", hypothesis.standing().name());
    node.put("instances", hypothesis.instances().name());
    return node;
  }

  private static Hypothesis hypothesis(JsonNode node) {
    return new Hypothesis(
        Json.string(node, "detector"),
        Json.string(node, "name"),
        Question.valueOf(Json.string(node, "question")),
        Family.valueOf(Json.string(node, "family")),
        Direction.valueOf(Json.string(node, "direction")),
        Hypothesis.Standing.valueOf(Json.string(node, "standing")),
        Hypothesis.Instances.valueOf(Json.string(node, "instances")));
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = Json.object();
    node.put("id", finding.id());
    node.set("hypothesis", hypothesis(finding.hypothesis()));
    node.put("scope", finding.scope().text());
    node.put("kind", finding.kind().name());
    node.put("verdict", finding.verdict().name());
    finding.severity().ifPresent(severity -> node.put("severity", severity.name()));
    finding.tier().ifPresent(tier -> node.put("tier", tier.name()));
    node.put("status", finding.status().name());
    finding.effect().ifPresent(effect -> node.set("effect", effect(effect)));
    Json.put(node, "log_e", finding.logE());
    Json.put(node, "threshold_log_e", finding.thresholdLogE());
    Json.put(node, "margin", finding.margin());
    Json.put(node, "mde_80", finding.mde80());
    node.put("units", finding.units());
    node.put("clusters", finding.clusters());
    node.put("violations", finding.violations());
    node.put("first_night", finding.firstNight().toString());
    node.put("last_night", finding.lastNight().toString());
    node.put("state", finding.state().name());
    node.put("because", finding.because());
    node.put("query", finding.query());
    Json.strings(node, "sources", finding.sources());
    Json.strings(node, "attack_ids", finding.attackIds());
    Json.array(
        node,
        "rows",
        finding.rows(),
        row -> {
          ObjectNode one = Json.object();
          one.put("source", row.source());
          one.put("file", row.file());
          row.member().ifPresent(member -> one.put("member", member));
          one.put("offset", row.offset());
          return one;
        });
    return node;
  }

  private static Finding finding(JsonNode node) {
    return new Finding(
        Json.string(node, "id"),
        hypothesis(Json.member(node, "hypothesis")),
        Labels.parse(Json.string(node, "scope")),
        Evidence.Kind.valueOf(Json.string(node, "kind")),
        Verdict.valueOf(Json.string(node, "verdict")),
        node.hasNonNull("severity")
            ? Optional.of(Finding.Severity.valueOf(Json.string(node, "severity")))
            : Optional.empty(),
        node.hasNonNull("tier")
            ? Optional.of(Finding.Tier.valueOf(Json.string(node, "tier")))
            : Optional.empty(),
        Status.valueOf(Json.string(node, "status")),
        node.hasNonNull("effect") ? Optional.of(effect(node.get("effect"))) : Optional.empty(),
        Json.optional(node, "log_e"),
        Json.optional(node, "threshold_log_e"),
        Json.optional(node, "margin"),
        Json.optional(node, "mde_80"),
        Json.member(node, "units").asLong(),
        Json.member(node, "clusters").asLong(),
        Json.member(node, "violations").asLong(),
        LocalDate.parse(Json.string(node, "first_night")),
        LocalDate.parse(Json.string(node, "last_night")),
        Finding.State.valueOf(Json.string(node, "state")),
        Optional.empty(),
        Json.string(node, "because"),
        Json.string(node, "query"),
        strings(node, "sources"),
        strings(node, "attack_ids"),
        Json.list(
            node,
            "rows",
            one ->
                new RowLink(
                    Json.string(one, "source"),
                    Json.string(one, "file"),
                    one.hasNonNull("member")
                        ? Optional.of(Json.string(one, "member"))
                        : Optional.empty(),
                    Json.member(one, "offset").asLong())));
  }

  private static List<String> strings(JsonNode node, String name) {
    return Json.list(node, name, JsonNode::asText);
  }

  private static ObjectNode effect(Effect effect) {
    ObjectNode node = Json.object();
    node.put("name", effect.name());
    Json.put(node, "value", effect.value());
    Json.put(node, "lower", effect.interval().lower());
    Json.put(node, "upper", effect.interval().upper());
    node.put("level", effect.interval().level());
    node.put("kind", effect.interval().kind().name());
    node.put("unit", effect.unit().name());
    return node;
  }

  private static Effect effect(JsonNode node) {
    return new Effect(
        Json.string(node, "name"),
        Json.optional(node, "value"),
        new Interval(
            Json.optional(node, "lower"),
            Json.optional(node, "upper"),
            Json.number(node, "level"),
            Interval.Kind.valueOf(Json.string(node, "kind"))),
        Effect.Unit.valueOf(Json.string(node, "unit")));
  }
}
