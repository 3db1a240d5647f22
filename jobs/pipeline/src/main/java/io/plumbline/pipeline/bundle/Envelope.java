package io.plumbline.pipeline.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A DSSE envelope: a payload, its type, and one signature over both.
 *
 * @param payloadType what the payload is
 * @param payload its bytes
 * @param keyId fingerprint of the key it says it was signed with
 * @param signature over {@link #preAuthentication}
 */
record Envelope(String payloadType, byte[] payload, String keyId, byte[] signature) {

  static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    return new Envelope(
        payloadType,
        payload,
        key.verifying().fingerprint(),
        key.sign(preAuthentication(payloadType, payload)));
  }

  boolean isSignedBy(VerifyingKey key) {
    return key.verifies(preAuthentication(payloadType, payload), signature);
  }

  /** What is signed: lengths first, so that no two payloads and types give the same bytes. */
  private static byte[] preAuthentication(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(type);
    bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  byte[] write() {
    ObjectNode root = Json.object();
    root.put("payload", Base64.getEncoder().encodeToString(payload));
    root.put("payloadType", payloadType);
    root.putArray("signatures")
        .addObject()
        .put("keyid", keyId)
        .put("sig", Base64.getEncoder().encodeToString(signature));
    return Json.write(root);
  }

  /**
   * Reads an envelope.
   *
   * @throws IllegalArgumentException if it is none with exactly one signature
   */
  static Envelope read(byte[] json) {
    JsonNode root = Json.read("envelope", json);
    JsonNode signatures = root.path("signatures");
    if (signatures.size() != 1) {
      throw new IllegalArgumentException(
          "Invalid envelope: " + signatures.size() + " signatures (must be one)");
    }
    return new Envelope(
        root.path("payloadType").asText(),
        Base64.getDecoder().decode(root.path("payload").asText()),
        signatures.get(0).path("keyid").asText(),
        Base64.getDecoder().decode(signatures.get(0).path("sig").asText()));
  }
}
