package io.plumbline.pipeline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

  @TempDir private Path folder;

  @Test
  void theSecondUseFindsTheKeyOfTheFirst() {
    assertThat(SigningKey.in(folder).verifying().fingerprint())
        .isEqualTo(SigningKey.in(folder).verifying().fingerprint())
        .hasSize(64);
  }

  @Test
  void theSecretIsReadableByItsOwnerAlone() throws IOException {
    SigningKey.in(folder);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("plumbline-signing.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theSameBytesGetTheSameSignature() {
    SigningKey key = SigningKey.in(folder);
    assertThat(key.sign(new byte[] {1, 2})).isEqualTo(key.sign(new byte[] {1, 2}));
  }

  @Test
  void filesOfTwoPairsAreRefused() throws IOException {
    SigningKey.in(folder.resolve("one"));
    SigningKey.in(folder.resolve("two"));
    Files.copy(
        folder.resolve("one/plumbline-signing.pub"),
        folder.resolve("two/plumbline-signing.pub"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> SigningKey.in(folder.resolve("two")))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("the two files are not of one pair");
  }

  @Test
  void aLostSecretIsNotMadeAnew() throws IOException {
    SigningKey.in(folder);
    Files.delete(folder.resolve("plumbline-signing.key"));
    assertThatThrownBy(() -> SigningKey.in(folder))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("Restore both files");
    assertThat(folder.resolve("plumbline-signing.key")).doesNotExist();
  }
}
