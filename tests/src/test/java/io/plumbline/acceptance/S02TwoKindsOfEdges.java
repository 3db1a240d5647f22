package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Two models took part in building each other, and one of them was trained on the other's output:
 * the first is a cycle, the second is none, and merged they would be more.
 */
final class S02TwoKindsOfEdges implements AcceptanceRow {

  @Override
  public String claim() {
    return "S2 taking part in building and training on output are two kinds of edges";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("lineage/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: lineage, format: openlineage, path: lineage.jsonl}
        models:
          - {id: atlas-2}
          - {id: atlas-3, parents: [atlas-2]}
        """);
    participation(lab, 1, "atlas-3", "atlas-2");
    participation(lab, 2, "atlas-2", "atlas-3");
    lab.line(
        "lineage.jsonl",
        run(3, "", "[{\"namespace\":\"lab\",\"name\":\"model/atlas-2\"}]", "traces/a"));
    lab.line(
        "lineage.jsonl",
        run(4, "", "[{\"namespace\":\"lab\",\"name\":\"traces/a\"}]", "model/atlas-3"));
  }

  private static void participation(RawLab lab, int n, String actor, String subject)
      throws IOException {
    String facet =
        RawLab.json(
            """
            ,"facets":{"plumbline_participation":{"actor":{"kind":"model","id":"agent",\
            "model":"%s"},"role":"debugged","subject_model":"%s"}}\
            """,
            actor, subject);
    lab.line("lineage.jsonl", run(n, facet, "[]", "notes/" + n));
  }

  private static String run(int n, String facets, String inputs, String output) {
    return RawLab.json(
        """
        {"eventType":"COMPLETE","eventTime":"2026-03-02T0%d:00:00Z","producer":"https://lab",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "run":{"runId":"00000000-0000-0000-0000-00000000000%d"%s},\
        "job":{"namespace":"lab","name":"job-%d"},"inputs":%s,\
        "outputs":[{"namespace":"lab","name":"%s"}]}\
        """,
        n, n, facets, n, inputs, output);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    List<JsonNode> findings = outcome.alarms("lineage");
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).get("scope").toString()).contains("building");
    assertThat(findings.get(0).get("because").asText())
        .contains(
            "atlas-2 participated_in_building atlas-3",
            "atlas-3 participated_in_building atlas-2",
            "lineage.jsonl");
    assertThat(
            outcome.sql(
                "select relation, count(*) as n from silver.lineage_edges where relation in"
                    + " ('participated_in_building', 'trained_on_output_of') group by relation"
                    + " order by relation"))
        .extracting(row -> row.get("relation").asText() + " " + row.get("n").asInt())
        .containsExactly("participated_in_building 2", "trained_on_output_of 1");
  }
}
