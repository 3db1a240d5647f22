package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One in a hundred of 1,600 records of executed decisions is deleted at random, over files that
 * were read already and files that were not.
 */
final class S22DeletedRecords implements AcceptanceRow {

  private static final int DAYS = 8;
  private static final int READ = 4;
  private static final int A_DAY = 200;

  @Override
  public String claim() {
    return "S22 records deleted at random: where, and how complete the record is";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("record/1", "reconciliation/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: decisions, format: cloudevents, path: "decisions/*.jsonl", arrival: file_date}
          - {name: lineage, format: openlineage, path: "lineage/*.jsonl", arrival: file_date}
        """);
    for (int day = 0; day < READ; day++) {
      day(lab, day, Set.of());
    }
    lab.nightly(RawLab.NIGHT.plusDays(READ - 1));
    SplittableRandom random = new SplittableRandom(22);
    Set<Integer> deleted = new TreeSet<>();
    while (deleted.size() < DAYS * A_DAY / 100) {
      deleted.add(random.nextInt(DAYS * A_DAY));
    }
    List<String> edited = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      boolean isHit = false;
      for (int i : deleted) {
        isHit |= i / A_DAY == day;
      }
      if (day < READ && isHit) {
        edited.add(file(day));
        Files.delete(lab.folder().resolve("decisions").resolve(file(day)));
      }
      if (day >= READ || isHit) {
        Files.deleteIfExists(lab.folder().resolve("lineage").resolve(file(day)));
        day(lab, day, deleted);
      }
    }
    long unread = deleted.stream().filter(i -> i >= READ * A_DAY).count();
    lab.file("truth.txt", unread + "\n" + String.join("\n", edited) + "\n");
    lab.through(RawLab.NIGHT.plusDays(DAYS + 2));
  }

  private static String file(int day) {
    return RawLab.NIGHT.plusDays(day) + ".jsonl";
  }

  private static void day(RawLab lab, int day, Set<Integer> deleted) throws IOException {
    LocalDate date = RawLab.NIGHT.plusDays(day);
    StringBuilder decisions = new StringBuilder();
    StringBuilder outputs = new StringBuilder();
    for (int k = 0; k < A_DAY; k++) {
      int i = day * A_DAY + k;
      Instant at = date.atTime(6, 0).plusSeconds(300L * k).toInstant(ZoneOffset.UTC);
      if (!deleted.contains(i)) {
        decisions.append(
            RawLab.json(
                """
            {"specversion":"1.0","type":"io.plumbline.decision.v1","source":"/decisions",\
            "id":"e%d","time":"%s","sequence":"%d","data":{"decision_id":"d%d",\
            "action":"executed","domain":"training_data_selection",\
            "actor":{"kind":"service","id":"pipeline"},"artifact":"training/p%d",\
            "artifact_digest":"sha%d"}}
            """,
                i, at, i + 1, i, i, i));
      }
      outputs.append(Changes.output("training/p" + i, "sha" + i, at.plusSeconds(30))).append('\n');
    }
    lab.file("decisions/" + file(day), decisions.toString());
    lab.file("lineage/" + file(day), outputs.toString());
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    List<String> truth = Files.readAllLines(Path.of(outcome.folder().toString(), "truth.txt"));
    long unread = Long.parseLong(truth.get(0));
    List<String> edited = truth.subList(1, truth.size());
    List<JsonNode> removed =
        outcome.findings("record").stream()
            .filter(
                finding ->
                    finding.get("scope").get("hypothesis").asText().equals("nothing-removed"))
            .filter(finding -> finding.get("verdict").asText().equals("BREACH"))
            .toList();
    assertThat(removed).hasSize(1);
    assertThat(removed.get(0).get("scope").get("source").asText()).isEqualTo("decisions");
    assertThat(removed.get(0).get("effect").get("value").asLong())
        .isEqualTo(DAYS * A_DAY / 100 - unread);
    assertThat(
            outcome.sql(
                "select distinct file from silver.record_breaks where source = 'decisions' and"
                    + " kind = 'removed' order by file"))
        .extracting(row -> row.get("file").asText())
        .containsExactlyElementsOf(edited);

    JsonNode complete =
        outcome.findings("reconciliation").stream()
            .filter(finding -> finding.get("verdict").asText().equals("ATTENTION"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no unlogged change"));
    assertThat(complete.get("effect").get("value").asLong()).isEqualTo(unread);
    Matcher interval =
        Pattern.compile("holds ([0-9.]+) % to ([0-9.]+) % of them")
            .matcher(complete.get("because").asText());
    assertThat(interval.find()).as(complete.get("because").asText()).isTrue();
    assertThat(99.0)
        .isBetween(Double.parseDouble(interval.group(1)), Double.parseDouble(interval.group(2)));
  }
}
