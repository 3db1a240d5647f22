package io.plumbline.pipeline.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is told when a verdict changes.
 *
 * @param webhooks addresses that are sent JSON as Slack takes it
 * @param emails people who are sent a mail
 */
public record AlertSettings(List<Webhook> webhooks, List<Email> emails) {

  /** Nobody is told. */
  public static final AlertSettings NONE = new AlertSettings(List.of(), List.of());

  public AlertSettings {
    webhooks = List.copyOf(webhooks);
    emails = List.copyOf(emails);
  }

  /**
   * An address.
   *
   * @param address the address; empty where a variable holds it
   * @param variable environment variable that holds it; empty where it is written
   * @param shown what may be printed of it
   * @param heartbeat after so long without a change it is told that there was none
   */
  public record Webhook(
      Optional<String> address, Optional<String> variable, String shown, Duration heartbeat) {}

  /**
   * A mail.
   *
   * @param host SMTP server
   * @param port its port
   * @param security how the connection is protected
   * @param from sender
   * @param to receivers
   * @param user who logs in; empty where nobody does
   * @param passwordVariable environment variable that holds the password
   * @param heartbeat after so long without a change it is told that there was none
   */
  public record Email(
      String host,
      int port,
      Security security,
      String from,
      List<String> to,
      Optional<String> user,
      Optional<String> passwordVariable,
      Duration heartbeat) {

    public Email {
      to = List.copyOf(to);
    }

    /** What may be printed of it. */
    public String shown() {
      return String.join(", ", to) + " by " + host + ":" + port;
    }
  }

  /** Protection of a connection to a mail server. */
  public enum Security {
    STARTTLS(587),
    TLS(465),
    NONE(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The port that mail servers take such connections on. */
    public int port() {
      return port;
    }
  }

  /** Whether nobody is told. */
  public boolean isEmpty() {
    return webhooks.isEmpty() && emails.isEmpty();
  }

  /** What may be printed of each. */
  public List<String> shown() {
    return Stream.concat(
            webhooks.stream().map(one -> "webhook " + one.shown()),
            emails.stream().map(one -> "email " + one.shown()))
        .toList();
  }

  /** Environment variables that must be set for them. */
  public List<String> variables() {
    return Stream.concat(
            webhooks.stream().flatMap(one -> one.variable().stream()),
            emails.stream().flatMap(one -> one.passwordVariable().stream()))
        .distinct()
        .toList();
  }
}
