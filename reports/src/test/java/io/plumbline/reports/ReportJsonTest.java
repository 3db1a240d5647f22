package io.plumbline.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.findings.Effect;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"clean", "attacked", "no-data"})
  void whatIsWrittenIsRead(String name) {
    Report report = PublicationTest.CASES.get(name);
    assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
  }

  @Test
  void membersStandInTheOrderOfTheContract() {
    assertThat(new String(ReportJson.write(Labs.clean()), UTF_8))
        .containsSubsequence(
            "\"schema_version\"",
            "\"night\"",
            "\"report_id\"",
            "\"edition\"",
            "\"overall\"",
            "\"verdict\"",
            "\"degraded\"",
            "\"exit_code\"",
            "\"sentence\"",
            "\"recommendation\"",
            "\"run\"",
            "\"code_version\"",
            "\"config_digest\"",
            "\"plan_digest\"",
            "\"previous_night\"",
            "\"nights_missed\"",
            "\"sealed_root\"",
            "\"previous_root\"",
            "\"content_roots\"",
            "\"anchors\"",
            "\"coverage\"",
            "\"questions\"",
            "\"findings\"",
            "\"id\"",
            "\"question\"",
            "\"detector\"",
            "\"scope\"",
            "\"kind\"",
            "\"verdict\"",
            "\"status\"",
            "\"tier\"",
            "\"effect\"",
            "\"name\"",
            "\"value\"",
            "\"lower\"",
            "\"upper\"",
            "\"level\"",
            "\"unit\"",
            "\"log_e\"",
            "\"threshold_log_e\"",
            "\"margin\"",
            "\"mde_80\"",
            "\"n_units\"",
            "\"n_clusters\"",
            "\"first_night\"",
            "\"last_night\"",
            "\"state\"",
            "\"closed_by\"",
            "\"reason\"",
            "\"because\"",
            "\"query\"",
            "\"attack_ids\"",
            "\"rows\"",
            "\"drill\"",
            "\"not_examined\"",
            "\"blind_spots\"");
  }

  @Test
  void bytesEndWithOneLineFeedAndHoldNoCarriageReturn() {
    assertThat(new String(ReportJson.write(Labs.clean()), UTF_8))
        .endsWith("}\n")
        .doesNotEndWith("\n\n")
        .doesNotContain("\r");
  }

  @Test
  void numbersKeepNineDigitsAndNoNegativeZero() {
    ReportEffect effect = Labs.effect("x", 1.0 / 3, -0.0, 2e-3 + 1e-16, Effect.Unit.LOG_ODDS);
    assertThat(effect.value()).isEqualTo(OptionalDouble.of(0.333333333));
    assertThat(effect.lower()).isEqualTo(OptionalDouble.of(0.0));
    assertThat(effect.upper()).isEqualTo(OptionalDouble.of(0.002));
    // JDK 17 and 18 print 2.0E-3 as "0.0020" in some forms; the shortest form is wanted everywhere.
    assertThat(new String(ReportJson.write(Labs.of("x")), UTF_8)).contains("\"level\": 0.95,");
  }

  @Test
  void aNumberThatDoesNotExistIsNeverWritten() {
    assertThatThrownBy(() -> Labs.effect("x", Double.NaN, 0, 1, Effect.Unit.LOG_ODDS))
        .hasMessage("Invalid effect value: NaN (must be finite, or absent)");
    assertThatThrownBy(() -> Labs.effect("x", 0, Double.NEGATIVE_INFINITY, 1, Effect.Unit.LOG_ODDS))
        .hasMessage("Invalid effect lower: -Infinity (must be finite, or absent)");
  }

  @Test
  void textFromLogsIsWrittenWhole() {
    String text = "\"\\\u0000\u202E</script>\n🙂";
    assertThat(ReportJson.read(ReportJson.write(Labs.of(text))).reportId()).isEqualTo(text);
  }

  @Test
  void aBrokenSurrogateStillGivesJson() {
    byte[] json = ReportJson.write(Labs.of("a\uD800b"));
    assertThat(ReportSchema.problems(json)).isEmpty();
    assertThat(ReportJson.read(json).reportId()).isEqualTo("a?b");
  }

  @Test
  void aReportThatContradictsItselfIsRefused() {
    String json =
        new String(ReportJson.write(Labs.clean()), UTF_8)
            .replaceFirst("\"verdict\": \"PASS\"", "\"verdict\": \"ATTENTION\"")
            .replaceFirst("\"exit_code\": 0", "\"exit_code\": 10");
    assertThatThrownBy(() -> ReportJson.read(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "Invalid overall verdict: ATTENTION (must be PASS, the most serious answer)");
  }

  @Test
  void whatIsNotAReportIsRefused() {
    assertThatThrownBy(() -> ReportJson.read("{}".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid report.json: : required property 'blind_spots' not found");
  }
}
