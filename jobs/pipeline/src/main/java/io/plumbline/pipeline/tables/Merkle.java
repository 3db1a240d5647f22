package io.plumbline.pipeline.tables;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Merkle tree hashing of RFC 9162, section 2.1.1, over leaves in the order given. */
public final class Merkle {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private Merkle() {}

  /** Root of the tree over these leaves as lower-case hexadecimal; no leaf: the hash of nothing. */
  public static String root(List<String> leaves) {
    return rootOf(leaves.stream().map(leaf -> leaf.getBytes(StandardCharsets.UTF_8)).toList());
  }

  /** The same over leaves that are no texts. */
  static String rootOf(List<byte[]> leaves) {
    return HexFormat.of().formatHex(hash(leaves));
  }

  private static byte[] hash(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return digest().digest();
    }
    MessageDigest digest = digest();
    if (leaves.size() == 1) {
      digest.update(LEAF);
      digest.update(leaves.get(0));
    } else {
      int left = Integer.highestOneBit(leaves.size() - 1);
      digest.update(NODE);
      digest.update(hash(leaves.subList(0, left)));
      digest.update(hash(leaves.subList(left, leaves.size())));
    }
    return digest.digest();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
