package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AuditFormatsTest {

  private static List<String> said(Format format, String file) {
    return Reading.of(format, Golden.file(file)).stream()
        .map(
            one ->
                one.reason()
                    .map(reason -> reason.replaceAll("(?s)valid JSON:.*", "valid JSON"))
                    .orElseGet(() -> one.own().get(0).orElseThrow().toString()))
        .toList();
  }

  @Test
  void anExportedArrayIsReadEventByEvent() {
    List<String> events = said(new GithubAuditFormat(), "github-audit.json");
    assertThat(events).hasSize(24).startsWith("doc-1", "doc-2", "doc-3").endsWith("doc-3");
  }

  @Test
  void millisecondsAreTheClock() {
    assertThat(Reading.of(new GithubAuditFormat(), Golden.file("github-audit.json")).get(1).clock())
        .hasToString("Optional[2026-03-10T00:10:00Z]");
  }

  @Test
  void aPackedStreamSaysWhyALineIsRefused() {
    assertThat(said(new GithubAuditFormat(), "github-audit.ndjson.gz"))
        .containsExactly(
            "member '@timestamp' is not a number of milliseconds since 1970",
            "member 'action' is missing or not a string",
            "member 'action' is missing or not a string",
            "x4",
            "member '@timestamp' is not a number of milliseconds since 1970",
            "doc-5",
            "it is not valid JSON");
  }

  @Test
  void aRequestHasAnIdPerStage() {
    List<String> events = said(new KubernetesAuditFormat(), "k8s-audit.log");
    assertThat(events).hasSize(17).startsWith("a-1/RequestReceived", "a-1/ResponseComplete");
    assertThat(events.subList(13, 17))
        .containsExactly(
            "member 'auditID' is missing or not a string",
            "member 'verb' is missing or not a string",
            "member 'requestReceivedTimestamp' is not an RFC 3339 time stamp",
            "it is not valid JSON");
  }
}
