package io.plumbline.pipeline.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.pipeline.configuration.AlertSettings;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.reports.Edition;
import io.plumbline.reports.Overall;
import io.plumbline.reports.QuestionAnswer;
import io.plumbline.reports.Recommendation;
import io.plumbline.reports.Report;
import io.plumbline.reports.Run;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertingTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);
  private static final List<Duration> AT_ONCE = List.of(Duration.ZERO, Duration.ZERO);

  @TempDir private Path lake;

  private final List<String> received = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Deque<Integer> answers = new ArrayDeque<>();
  private HttpServer server;

  @BeforeEach
  void listens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hook-with-secret",
        exchange -> {
          received.add(new String(exchange.getRequestBody().readAllBytes(), "UTF-8"));
          exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.poll(), -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void ends() {
    server.stop(0);
  }

  private static Published night(int number, Verdict selection) {
    String sentence = "Of 7 questions one is " + selection + ".";
    Recommendation recommendation = Recommendation.values()[0];
    Report report =
        new Report(
            Report.SCHEMA_VERSION,
            NIGHT.plusDays(number - 1L),
            "r" + number,
            Edition.CLOSED,
            Overall.sound(selection, sentence, recommendation),
            new Run(
                "0.1.0",
                "aa".repeat(32),
                "bb".repeat(32),
                Optional.empty(),
                List.of(),
                "cc".repeat(32),
                Optional.empty(),
                new TreeMap<>(),
                List.of()),
            List.of(),
            Arrays.stream(Question.values())
                .map(
                    question ->
                        answer(question, question == Question.SELECTION ? selection : Verdict.PASS))
                .toList(),
            List.of(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    return new Published(report, "site/" + report.night() + "/report.html");
  }

  private static QuestionAnswer answer(Question question, Verdict verdict) {
    return new QuestionAnswer(
        question,
        verdict,
        "Selector <!channel> & co. picked 5 of 9 units.",
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false,
        Optional.empty());
  }

  private Alerting webhook() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook-with-secret";
    return alerting(
        new AlertSettings(
            List.of(
                new AlertSettings.Webhook(
                    Optional.of(address),
                    Optional.empty(),
                    "http://127.0.0.1",
                    Duration.ofDays(7))),
            List.of()),
        Map.of());
  }

  private Alerting alerting(AlertSettings settings, Map<String, String> environment) {
    return new Alerting(
        settings, environment, lake.toString(), new Configuration(), AT_ONCE, warnings::add);
  }

  private String text(int index) throws IOException {
    JsonNode body = JSON.readTree(received.get(index));
    assertThat(body.properties()).hasSize(1);
    return body.path("text").asText();
  }

  @Test
  void theFirstNightAndEveryChangeAreToldAndNothingBetween() throws IOException {
    webhook().tell(night(1, Verdict.PASS));
    webhook().tell(night(2, Verdict.PASS));
    webhook().tell(night(3, Verdict.BREACH));
    webhook().tell(night(4, Verdict.BREACH));
    assertThat(received).hasSize(2);
    assertThat(text(0)).startsWith("*Plumbline, night 2026-03-02: PASS*");
    assertThat(text(1))
        .startsWith("*Plumbline, night 2026-03-04: BREACH (was PASS)*")
        .contains("selection: BREACH (was PASS). Selector &lt;!channel&gt; &amp; co.")
        .contains("Report: site/2026-03-04/report.html")
        .doesNotContain("record:");
    assertThat(warnings).isEmpty();
  }

  @Test
  void afterTheHeartbeatItIsToldThatNothingChanged() throws IOException {
    for (int night = 1; night <= 15; night++) {
      webhook().tell(night(night, Verdict.PASS));
    }
    assertThat(received).hasSize(3);
    assertThat(text(1)).contains("night 2026-03-09: still PASS, no verdict changed in 7 nights");
    assertThat(text(2)).contains("night 2026-03-16");
  }

  @Test
  void aNightThatIsPublishedAgainIsNoNews() {
    webhook().tell(night(3, Verdict.PASS));
    webhook().tell(night(2, Verdict.BREACH));
    webhook().tell(night(3, Verdict.PASS));
    assertThat(received).hasSize(1);
  }

  @Test
  void aRefusalIsTriedThriceAndThenByTheNextRun() {
    answers.addAll(List.of(500, 503, 404));
    webhook().tell(night(1, Verdict.BREACH));
    assertThat(received).hasSize(3);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("night 2026-03-02", "http://127.0.0.1", "answered 404", "The night is published")
        .doesNotContain("hook-with-secret");
    webhook().tell(night(2, Verdict.BREACH));
    assertThat(received).hasSize(4);
    webhook().tell(night(3, Verdict.BREACH));
    assertThat(received).hasSize(4);
  }

  @Test
  void aRefusalThatPassesIsNoWarning() {
    answers.add(500);
    webhook().tell(night(1, Verdict.BREACH));
    assertThat(received).hasSize(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void anUnreachableAddressIsAWarningWithoutTheSecret() {
    Alerting alerting = webhook();
    server.stop(0);
    alerting.tell(night(1, Verdict.BREACH));
    assertThat(warnings).singleElement().asString().doesNotContain("hook-with-secret");
  }

  @Test
  void anUnsetVariableIsAWarningThatNamesIt() {
    alerting(
            new AlertSettings(
                List.of(
                    new AlertSettings.Webhook(
                        Optional.empty(),
                        Optional.of("ALERT_HOOK"),
                        "in ALERT_HOOK",
                        Duration.ofDays(7))),
                List.of()),
            Map.of())
        .tell(night(1, Verdict.BREACH));
    assertThat(warnings).singleElement().asString().contains("ALERT_HOOK", "https://host/path");
  }

  @Test
  void aStateThatCannotBeReadIsAWarning() throws IOException {
    webhook().tell(night(1, Verdict.PASS));
    try (var files = Files.list(lake.resolve("_alerts"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList()) {
        Files.writeString(file, "{");
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
      }
    }
    webhook().tell(night(2, Verdict.PASS));
    assertThat(warnings).singleElement().asString().contains("_alerts", "remove it");
    assertThat(received).hasSize(1);
  }

  @Test
  void aMailReachesEveryReceiver() throws Exception {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      mail.setUser("nightly@lab.example", "nightly", "pass");
      alerting(
              new AlertSettings(
                  List.of(),
                  List.of(
                      new AlertSettings.Email(
                          "127.0.0.1",
                          mail.getSmtp().getPort(),
                          AlertSettings.Security.NONE,
                          "plumbline@lab.example",
                          List.of("safety@lab.example", "board@lab.example"),
                          Optional.of("nightly"),
                          Optional.of("MAIL_PASSWORD"),
                          Duration.ofDays(7)))),
              Map.of("MAIL_PASSWORD", "pass"))
          .tell(night(1, Verdict.BREACH));
      assertThat(warnings).isEmpty();
      MimeMessage[] messages = mail.getReceivedMessages();
      assertThat(messages).hasSize(2);
      assertThat(messages[0].getSubject()).isEqualTo("Plumbline, night 2026-03-02: BREACH");
      assertThat(messages[0].getContent().toString())
          .contains("Of 7 questions one is BREACH.", "Report: site/2026-03-02/report.html");
      assertThat(messages[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    } finally {
      mail.stop();
    }
  }

  @Test
  void aServerWithoutTheProtectionAskedForGetsNoMail() {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    try {
      alerting(
              new AlertSettings(
                  List.of(),
                  List.of(
                      new AlertSettings.Email(
                          "127.0.0.1",
                          mail.getSmtp().getPort(),
                          AlertSettings.Security.STARTTLS,
                          "plumbline@lab.example",
                          List.of("safety@lab.example"),
                          Optional.empty(),
                          Optional.empty(),
                          Duration.ofDays(7)))),
              Map.of())
          .tell(night(1, Verdict.BREACH));
      assertThat(mail.getReceivedMessages()).isEmpty();
      assertThat(warnings).singleElement().asString().contains("safety@lab.example", "STARTTLS");
    } finally {
      mail.stop();
    }
  }
}
