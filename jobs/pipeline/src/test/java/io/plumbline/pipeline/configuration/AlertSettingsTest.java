package io.plumbline.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertSettingsTest {

  @TempDir private Path folder;

  private Configuration configuration(String alerts) throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    Files.writeString(
        file,
        """
        lake: lake
        reports: site
        sources:
          - {name: events, format: cloudevents, path: logs}
        """
            + alerts);
    return ConfigurationFile.read(file);
  }

  @Test
  void addressesAreReadAndShownWithoutWhatFollowsTheHost() throws IOException {
    AlertSettings alerts =
        configuration(
                """
                alerts:
                  - {webhook: "https://hooks.example/T0/secret"}
                  - {webhook_variable: ALERT_HOOK, heartbeat: 1d}
                  - email:
                      server: mail.example
                      from: plumbline@lab.example
                      to: [safety@lab.example]
                """)
            .alerts();
    assertThat(alerts.shown())
        .containsExactly(
            "webhook https://hooks.example",
            "webhook in ALERT_HOOK",
            "email safety@lab.example by mail.example:587");
    assertThat(alerts.webhooks())
        .extracting(AlertSettings.Webhook::heartbeat)
        .containsExactly(Duration.ofDays(7), Duration.ofDays(1));
    assertThat(alerts.variables()).isEqualTo(List.of("ALERT_HOOK"));
  }

  @Test
  void whoIsToldIsNoPartOfTheDigest() throws IOException {
    Configuration told =
        configuration("alerts: [{webhook: \"https://hooks.example/T0/secret\"}]\n");
    Configuration silent = configuration("");
    assertThat(told.digest()).isEqualTo(silent.digest());
    assertThat(told.canonical()).doesNotContain("secret", "alerts");
    assertThat(told.alerts().isEmpty()).isFalse();
    assertThat(silent.alerts().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alerts: [{}]",
        "alerts: [{webhook: \"ftp://hooks.example/secret\"}]",
        "alerts: [{webhook: \"https:///secret\"}]",
        "alerts: [{webhook: \"https://a.example\", webhook_variable: B}]",
        "alerts: [{webhook: \"https://a.example\", heartbeat: 2h}]",
        "alerts: [{email: {server: a.example, from: a@b.example, to: []}}]",
        "alerts: [{email: {server: a.example, from: a@b.example, to: [c@d.example], user: e}}]"
      })
  void whatCannotBeToldIsRefusedWithItsPlace(String alerts) {
    assertThatThrownBy(() -> configuration(alerts + "\n"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("plumbline.yaml")
        .hasMessageContaining("alerts")
        .hasMessageNotContaining("secret");
  }
}
