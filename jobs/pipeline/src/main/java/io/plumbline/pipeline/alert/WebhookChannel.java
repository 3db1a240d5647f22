package io.plumbline.pipeline.alert;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** An address that takes JSON as Slack's incoming webhooks do: an object with a {@code text}. */
record WebhookChannel(URI address, String shown) implements Channel {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public void send(Message message) throws IOException {
    String body =
        JsonMapper.builder()
            .build()
            .writeValueAsString(
                Map.of("text", "*" + escaped(message.subject()) + "*\n" + escaped(message.text())));
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      int code =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (code < 200 || code > 299) {
        throw new IOException("answered " + code + ", wanted 200 to 299");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Slack reads these three characters as markup: a name out of a log must not mention people. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
