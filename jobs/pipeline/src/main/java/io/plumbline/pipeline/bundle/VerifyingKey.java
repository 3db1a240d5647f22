package io.plumbline.pipeline.bundle;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** An Ed25519 public key. */
public final class VerifyingKey {

  private static final String TITLE = "PUBLIC KEY";

  private final PublicKey key;

  private VerifyingKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a key from PEM text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static VerifyingKey read(String pem) {
    try {
      return new VerifyingKey(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Pem.read(TITLE, pem))));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "Invalid public key: " + e.getMessage() + " (must be Ed25519 in PEM)", e);
    }
  }

  String pem() {
    return Pem.write(TITLE, key.getEncoded());
  }

  /** SHA-256 over the encoded key, hexadecimal: what is compared by telephone or on paper. */
  public String fingerprint() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean verifies(byte[] message, byte[] signed) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException malformed) {
      // A signature of another length or form: it is not this key's.
      return false;
    }
  }
}
