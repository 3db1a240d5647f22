package io.plumbline.pipeline.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.plumbline.pipeline.configuration.AlertSettings;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.reports.Report;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Tells of a published night: where a verdict changed since the last telling, and that there was no
 * change where it has been silent for long.
 *
 * <p>What was told is kept in the lake for each receiver, once it arrived: what did not arrive is
 * tried three times, and again by the next run. No failure here fails a night.
 */
public final class Alerting {

  /** Pauses between the tries of one run. */
  public static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(8));

  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final String lake;
  private final Configuration hadoop;
  private final List<Duration> pauses;
  private final Consumer<String> warn;
  private final List<Receiver> receivers = new ArrayList<>();

  private record Receiver(Channel channel, Duration heartbeat) {

    private String file() {
      return UUID.nameUUIDFromBytes(channel.shown().getBytes(StandardCharsets.UTF_8)) + ".json";
    }
  }

  /**
   * Alerts of a lake.
   *
   * @param environment variables that hold secrets
   * @param pauses between tries; one more try than pauses
   * @param warn receives what an operator should look at
   */
  public Alerting(
      AlertSettings alerts,
      Map<String, String> environment,
      String lake,
      Configuration hadoop,
      List<Duration> pauses,
      Consumer<String> warn) {
    this.lake = lake;
    this.hadoop = hadoop;
    this.pauses = List.copyOf(pauses);
    this.warn = warn;
    for (AlertSettings.Webhook webhook : alerts.webhooks()) {
      webhook(webhook, environment)
          .ifPresent(channel -> receivers.add(new Receiver(channel, webhook.heartbeat())));
    }
    for (AlertSettings.Email email : alerts.emails()) {
      Optional<String> password =
          email.passwordVariable().map(name -> environment.getOrDefault(name, ""));
      receivers.add(new Receiver(new EmailChannel(email, password), email.heartbeat()));
    }
  }

  private Optional<Channel> webhook(
      AlertSettings.Webhook webhook, Map<String, String> environment) {
    Optional<String> address =
        webhook
            .address()
            .or(() -> webhook.variable().map(name -> environment.getOrDefault(name, "")));
    if (address.isPresent() && address.get().matches("https?://[^/].*")) {
      try {
        return Optional.of(new WebhookChannel(URI.create(address.get()), webhook.shown()));
      } catch (IllegalArgumentException e) {
        // Told below, without the address, which may hold a secret.
      }
    }
    warn.accept(
        "No alert is sent to webhook "
            + webhook.shown()
            + ": it holds no address; set it to https://host/path. The night is published");
    return Optional.empty();
  }

  /** Tells every receiver what is new to it. */
  public void tell(Published published) {
    receivers.forEach(receiver -> tell(receiver, published));
  }

  private void tell(Receiver receiver, Published published) {
    Report report = published.report();
    Told now = Told.of(report);
    try {
      Optional<Told> before = told(receiver);
      Optional<Message> message = message(receiver, before, published);
      if (message.isPresent()) {
        send(receiver, message.get());
        keep(receiver, now);
      }
    } catch (IOException | RuntimeException e) {
      warn.accept(
          "The alert of night "
              + report.night()
              + " did not reach "
              + receiver.channel().shown()
              + ": "
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + ". The night is published; the next run tries again");
    }
  }

  private static Optional<Message> message(
      Receiver receiver, Optional<Told> before, Published published) {
    Report report = published.report();
    if (before.isEmpty() || Told.of(report).differsFrom(before.get())) {
      return before.isPresent() && !report.night().isAfter(before.get().night())
          // An old night that is published again is no news.
          ? Optional.empty()
          : Optional.of(Message.ofChange(report, before, published.path()));
    }
    boolean silent =
        !report.night().isBefore(before.get().night().plusDays(receiver.heartbeat().toDays()));
    return silent
        ? Optional.of(Message.ofSilence(report, before.get(), published.path()))
        : Optional.empty();
  }

  private void send(Receiver receiver, Message message) throws IOException {
    for (Duration pause : pauses) {
      try {
        receiver.channel().send(message);
        return;
      } catch (IOException e) {
        try {
          Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
    receiver.channel().send(message);
  }

  private Path file(Receiver receiver) {
    return new Path(new Path(lake, "_alerts"), receiver.file());
  }

  private Optional<Told> told(Receiver receiver) throws IOException {
    Path file = file(receiver);
    FileSystem files = file.getFileSystem(hadoop);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (FSDataInputStream in = files.open(file)) {
      return Optional.of(JSON.readValue(in.readAllBytes(), Told.class));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "what it was told last cannot be read in " + file + "; remove it to be told anew", e);
    }
  }

  private void keep(Receiver receiver, Told now) throws IOException {
    Path file = file(receiver);
    FileSystem files = file.getFileSystem(hadoop);
    Path unfinished = new Path(file.getParent(), "." + file.getName() + ".unfinished");
    files.mkdirs(file.getParent());
    try (FSDataOutputStream out = files.create(unfinished, true)) {
      out.write(JSON.writeValueAsBytes(now));
    }
    files.delete(file, false);
    if (!files.rename(unfinished, file)) {
      throw new IOException("rename of " + unfinished + " refused");
    }
  }
}
