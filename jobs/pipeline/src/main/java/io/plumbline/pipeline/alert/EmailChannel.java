package io.plumbline.pipeline.alert;

import io.plumbline.pipeline.configuration.AlertSettings;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** A mail to people, by SMTP. */
record EmailChannel(AlertSettings.Email settings, Optional<String> password) implements Channel {

  private static final String PATIENCE_MS = "10000";

  @Override
  public String shown() {
    return settings.shown();
  }

  @Override
  public void send(Message message) throws IOException {
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.connectiontimeout", PATIENCE_MS);
    properties.put("mail.smtp.timeout", PATIENCE_MS);
    properties.put("mail.smtp.writetimeout", PATIENCE_MS);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (settings.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> properties.put("mail.smtp.starttls.enable", "false");
    }
    settings.user().ifPresent(user -> properties.put("mail.smtp.auth", "true"));
    try {
      MimeMessage mail = new MimeMessage(Session.getInstance(properties));
      mail.setFrom(new InternetAddress(settings.from()));
      for (String receiver : settings.to()) {
        mail.addRecipient(RecipientType.TO, new InternetAddress(receiver));
      }
      mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
      mail.setText(message.text(), StandardCharsets.UTF_8.name());
      // So that no vacation notice is sent back.
      mail.setHeader("Auto-Submitted", "auto-generated");
      if (settings.user().isPresent()) {
        Transport.send(mail, settings.user().get(), password.orElse(""));
      } else {
        Transport.send(mail);
      }
    } catch (MessagingException e) {
      throw new IOException(String.valueOf(e.getMessage()).strip(), e);
    }
  }
}
