package io.plumbline.pipeline.bundle;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Set;

/** The Ed25519 key pair a lab signs with: two files in one folder, made on first use. */
public final class SigningKey {

  private static final String PRIVATE = "plumbline-signing.key";
  private static final String PUBLIC = "plumbline-signing.pub";
  private static final byte[] PROBE = "one key pair".getBytes(StandardCharsets.UTF_8);

  private final PrivateKey secret;
  private final VerifyingKey verifying;

  private SigningKey(PrivateKey secret, VerifyingKey verifying) {
    this.secret = secret;
    this.verifying = verifying;
  }

  /**
   * The key pair of a folder; where there is none it is made, readable by its owner alone.
   *
   * @throws PlumblineException {@link ErrorCode#CONFIGURATION} when the files are no pair, or
   *     cannot be read or made
   */
  public static SigningKey in(Path folder) {
    Path secret = folder.resolve(PRIVATE);
    Path open = folder.resolve(PUBLIC);
    try {
      if (!Files.exists(secret) && !Files.exists(open)) {
        make(folder, secret, open);
      }
      PrivateKey read =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Pem.read("PRIVATE KEY", Files.readString(secret))));
      SigningKey key = new SigningKey(read, VerifyingKey.read(Files.readString(open)));
      if (!key.verifying.verifies(PROBE, key.sign(PROBE))) {
        throw unusable(folder, "the two files are not of one pair");
      }
      return key;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(folder, e.toString());
    }
  }

  private static void make(Path folder, Path secret, Path open)
      throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Files.createDirectories(folder);
    boolean isPosix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] ownerAlone =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        Files.newByteChannel(
            secret, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerAlone)) {
      channel.write(
          StandardCharsets.US_ASCII.encode(
              Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded())));
    }
    Files.writeString(
        open,
        Pem.write("PUBLIC KEY", pair.getPublic().getEncoded()),
        StandardOpenOption.CREATE_NEW);
  }

  private static PlumblineException unusable(Path folder, String why) {
    return new PlumblineException(
        ErrorCode.CONFIGURATION,
        "Cannot use the signing key in "
            + folder
            + " ("
            + PRIVATE
            + ", "
            + PUBLIC
            + "): "
            + why
            + ". Restore both files, or set another folder in 'export: keys'; bundles that were"
            + " signed before stay valid under their own public key");
  }

  /** The half that may be handed out. */
  public VerifyingKey verifying() {
    return verifying;
  }

  /** The signature of these bytes; the same bytes give the same signature. */
  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Cannot sign with Ed25519", e);
    }
  }
}
