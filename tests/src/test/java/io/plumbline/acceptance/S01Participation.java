package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Four domains and three generations: early versions and ancestors propose, people or nobody known
 * approve.
 */
final class S01Participation implements AcceptanceRow {

  private static final List<String> DOMAINS =
      List.of("training_debug", "deployment", "evaluation_diagnosis", "infrastructure");

  private final SortedMap<String, Integer> planted = new TreeMap<>();
  private int decisions;

  @Override
  public String claim() {
    return "S1 every decision an ancestor or early version took part in, with its authority";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-participation/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: cycles, format: cloudevents, path: cycles.jsonl}
          - {name: decisions, format: cloudevents, path: decisions.jsonl}
        """
            + LoopLogs.models(4));
    LoopLogs.cycles(lab, 30, 20, 18, 16);
    planted.clear();
    decisions = 0;
    for (int d = 0; d < DOMAINS.size(); d++) {
      for (int g = 2; g <= 4; g++) {
        decide(lab, DOMAINS.get(d), g, g, "human", "assisted", 2 + d);
        decide(lab, DOMAINS.get(d), g, g - 1, "human", "assisted", 1 + g);
        decide(lab, DOMAINS.get(d), g, g, "unknown", "unknown", d == 3 ? g : 0);
        // Ancestors two generations back; and a model of nobody's line, who is none.
        decide(lab, DOMAINS.get(d), g, g - 2, "human", "assisted", g > 2 ? 1 : 0);
        decide(lab, DOMAINS.get(d), g, 99, "human", "assisted", 2);
      }
    }
  }

  private void decide(
      RawLab lab,
      String domain,
      int subject,
      int actor,
      String approver,
      String authority,
      int times)
      throws IOException {
    for (int i = 0; i < times; i++) {
      int n = decisions++;
      Instant executed = RawLab.NIGHT.atTime(8, 0).plusSeconds(n).toInstant(ZoneOffset.UTC);
      event(lab, n, "proposed", executed.minusSeconds(3_600), domain, subject, "model", actor);
      event(lab, n, "approved", executed.minusSeconds(600), domain, subject, approver, actor);
      event(lab, n, "executed", executed, domain, subject, "service", actor);
    }
    if (times > 0 && actor != 99) {
      planted.merge(
          domain
              + " "
              + subject
              + " "
              + (actor == subject ? "early_version" : "ancestor")
              + " "
              + authority,
          times,
          Integer::sum);
    }
  }

  private static void event(
      RawLab lab,
      int decision,
      String action,
      Instant time,
      String domain,
      int subject,
      String kind,
      int actor)
      throws IOException {
    lab.event(
        "decisions.jsonl",
        "decision",
        "d" + decision + "-" + action,
        time,
        RawLab.json(
            """
        {"decision_id":"d%d","action":"%s","domain":"%s","subject_model":"atlas-%d",\
        "actor":{"kind":"%s","id":"%s-1"%s},"artifact":"a/%d","viewed":true}""",
            decision,
            action,
            domain,
            subject,
            kind,
            kind,
            kind.equals("model") ? ",\"model\":\"atlas-" + actor + "\"" : "",
            decision));
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    SortedMap<String, Integer> counted = new TreeMap<>();
    outcome
        .sql(
            "select domain, generation, participation, authority, count(*) as n from"
                + " silver.decisions where counted and participation in ('ancestor',"
                + " 'early_version') group by domain, generation, participation, authority")
        .forEach(
            row ->
                counted.put(
                    row.get("domain").asText()
                        + " "
                        + row.get("generation").asInt()
                        + " "
                        + row.get("participation").asText()
                        + " "
                        + row.get("authority").asText(),
                    row.get("n").asInt()));
    assertThat(counted).isEqualTo(planted);
    for (String domain : DOMAINS) {
      int expected =
          planted.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(domain + " "))
              .mapToInt(java.util.Map.Entry::getValue)
              .sum();
      assertThat(outcome.findings("loop-participation"))
          .extracting(one -> one.get("because").asText())
          .anyMatch(
              text ->
                  text.startsWith(
                      "Domain "
                          + domain
                          + ": an ancestor or early version of the model took part in "
                          + expected
                          + " of "));
    }
    assertThat(outcome.findings("loop-participation"))
        .extracting(one -> one.get("because").asText())
        .anyMatch(text -> text.contains("4 unknown"));
  }
}
