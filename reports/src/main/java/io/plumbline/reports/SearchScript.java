package io.plumbline.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The one script of the site: it hides the rows that do not hold what is searched for. A page that
 * carries it allows this script by its digest, and no other.
 */
public final class SearchScript {

  private static final String TEXT = read();

  private SearchScript() {}

  /** The script. */
  public static String text() {
    return TEXT;
  }

  /** What a page with the script may load: its own styles and this script. */
  public static String policy() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
      return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
          + Base64.getEncoder().encodeToString(digest)
          + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read() {
    try (InputStream in = SearchScript.class.getResourceAsStream("search.js")) {
      if (in == null) {
        throw new IllegalStateException("Cannot write the site: search.js is not packed");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the site: search.js is not readable", e);
    }
  }
}
