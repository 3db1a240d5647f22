package io.plumbline.pipeline.anchor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An address that is sent one line of JSON a night; it answers with a code from 200 to 299. */
record WebhookAnchor(URI address) implements Anchor {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Optional<List<AnchoredRoot>> roots() {
    return Optional.empty();
  }

  @Override
  public void leave(List<AnchoredRoot> roots) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(AnchoredRoot.lines(roots)))
            .build();
    try {
      int code = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (code < 200 || code > 299) {
        throw new IOException("answered " + code + ", wanted 200 to 299");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
