package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody closes a broken rule: the next night says who and why, and later evidence reopens it.
 */
class ClosingTest {

  @Test
  void aClosedFindingStaysInTheRegisterAndNewEvidenceOpensItAnew(@TempDir Path folder)
      throws IOException {
    RawLab lab = new RawLab(folder);
    new S24ExecutedBeforeApproved().write(lab);
    JsonNode open = breach(lab.nightly()).get(0);
    String id = open.get("id").asText();

    refused(
        close(folder, "0123456789abcdef", "dana", "why"), "no finding of this lake has that id");
    refused(close(folder, id, "dana", " "), "who closes it and why must be given");
    Run missing = Run.of("close", id, "-c", configuration(folder), "--by", "dana");
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("Missing required option: '--reason=TEXT'");

    Run closed = close(folder, id, "dana", "approved by telephone, minuted on the day");
    assertThat(closed.code()).as(closed.err()).isZero();
    assertThat(closed.out())
        .contains("Closed " + id)
        .contains("It counts on the first night after " + RawLab.NIGHT);
    refused(close(folder, id, "erin", "again"), "it was closed already by dana");

    decision(lab, 1, "d-later", -3_600);
    Outcome second = lab.nightly(RawLab.NIGHT.plusDays(1));
    assertThat(finding(second, id).get("state").asText()).isEqualTo("closed");
    assertThat(finding(second, id).get("closed_by").asText()).isEqualTo("dana");
    assertThat(second.edition("report.md"))
        .contains("Closed by dana: approved by telephone, minuted on the day");
    assertThat(second.sql("select closed_by from gold.findings where state = 'closed'"))
        .extracting(row -> row.get("closed_by").asText())
        .contains("dana");
    refused(close(folder, id, "erin", "again"), "by dana (approved by telephone");

    decision(lab, 2, "d-early", 3_600);
    Outcome third = lab.nightly(RawLab.NIGHT.plusDays(2));
    assertThat(finding(third, id).get("state").asText()).isEqualTo("new");
    assertThat(finding(third, id).get("first_night").asText()).isEqualTo(third.night().toString());

    Run verified = Run.of("verify", "-c", configuration(folder), "--master", "local[2]");
    assertThat(verified.code()).as(verified.out()).isZero();
  }

  private static void decision(RawLab lab, int night, String id, long approvedAfter)
      throws IOException {
    LocalDate day = RawLab.NIGHT.plusDays(night);
    Instant executed = day.atTime(8, 0).toInstant(ZoneOffset.UTC);
    event(lab, id, "proposed", executed.minusSeconds(7_200), "model", "");
    event(lab, id, "approved", executed.plusSeconds(approvedAfter), "human", ",\"viewed\":true");
    event(lab, id, "executed", executed, "service", "");
  }

  private static void event(
      RawLab lab, String decision, String action, Instant time, String kind, String more)
      throws IOException {
    lab.event(
        "decisions.jsonl",
        "decision",
        decision + "-" + action,
        time,
        RawLab.json(
            """
            {"decision_id":"%s","action":"%s","domain":"deployment",\
            "actor":{"kind":"%s","id":"%s-1"},"artifact":"a/%s","artifact_digest":"sha%s"%s}""",
            decision, action, kind, kind, decision, decision, more));
  }

  private static List<JsonNode> breach(Outcome outcome) throws IOException {
    return outcome.findings("authority").stream()
        .filter(finding -> finding.get("verdict").asText().equals("BREACH"))
        .toList();
  }

  private static JsonNode finding(Outcome outcome, String id) throws IOException {
    for (JsonNode finding : outcome.report().get("findings")) {
      if (finding.get("id").asText().equals(id)) {
        return finding;
      }
    }
    throw new AssertionError("no finding " + id + " on night " + outcome.night());
  }

  private static Run close(Path folder, String id, String by, String reason) {
    return Run.of("close", id, "-c", configuration(folder), "--by", by, "--reason", reason);
  }

  private static String configuration(Path folder) {
    return folder.resolve("plumbline.yaml").toString();
  }

  private static void refused(Run run, String why) {
    assertThat(run.message()).contains("Cannot close finding").contains(why);
    assertThat(run.code()).isEqualTo(2);
  }
}
