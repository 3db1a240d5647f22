package io.plumbline.pipeline.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Key files as text (RFC 7468). */
final class Pem {

  private Pem() {}

  static String write(String title, byte[] encoded) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN "
        + title
        + "-----\n"
        + lines.encodeToString(encoded)
        + "\n-----END "
        + title
        + "-----\n";
  }

  /**
   * The bytes between the lines of a title.
   *
   * @throws IllegalArgumentException if there are none
   */
  static byte[] read(String title, String text) {
    String begin = "-----BEGIN " + title + "-----";
    String end = "-----END " + title + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("Invalid PEM text (must hold '" + begin + "')");
    }
    return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
  }
}
