package io.plumbline.pipeline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvelopeTest {

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsSignedHasLengthsFirst() {
    // The example of the DSSE protocol, v1.
    SigningKey key = SigningKey.in(folder);
    Envelope envelope = Envelope.sign("http://example.com/HelloWorld", bytes("hello world"), key);
    assertThat(
            key.verifying()
                .verifies(
                    bytes("DSSEv1 29 http://example.com/HelloWorld 11 hello world"),
                    envelope.signature()))
        .isTrue();
  }

  @Test
  void anEnvelopeIsReadAsItWasWritten() {
    SigningKey key = SigningKey.in(folder);
    Envelope read = Envelope.read(Envelope.sign("type", bytes("payload"), key).write());
    assertThat(read.payload()).isEqualTo(bytes("payload"));
    assertThat(read.keyId()).isEqualTo(key.verifying().fingerprint());
    assertThat(read.isSignedBy(key.verifying())).isTrue();
  }

  @Test
  void anotherTypeOrPayloadOrKeyIsNotSigned() {
    SigningKey key = SigningKey.in(folder.resolve("one"));
    Envelope signed = Envelope.sign("type", bytes("payload"), key);
    assertThat(
            new Envelope("other", signed.payload(), signed.keyId(), signed.signature())
                .isSignedBy(key.verifying()))
        .isFalse();
    assertThat(
            new Envelope("type", bytes("paylaod"), signed.keyId(), signed.signature())
                .isSignedBy(key.verifying()))
        .isFalse();
    assertThat(signed.isSignedBy(SigningKey.in(folder.resolve("two")).verifying())).isFalse();
  }

  @Test
  void aSignatureOfAnotherLengthIsNotSigned() {
    SigningKey key = SigningKey.in(folder);
    assertThat(
            new Envelope("type", bytes("payload"), "", new byte[] {1}).isSignedBy(key.verifying()))
        .isFalse();
  }

  @Test
  void twoSignaturesAreRefused() {
    assertThatThrownBy(() -> Envelope.read(bytes("{\"signatures\": [{}, {}]}")))
        .hasMessage("Invalid envelope: 2 signatures (must be one)");
  }

  @Test
  void aMemberNamedTwiceIsRefused() {
    assertThatThrownBy(() -> Envelope.read(bytes("{\"payload\": \"\", \"payload\": \"\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid envelope: Duplicate field 'payload'");
  }
}
