package io.plumbline.pipeline.ingest;

/**
 * One line of a file.
 *
 * @param begin offset of its first byte
 * @param length its length in bytes, without the line end
 * @param bytes its bytes; empty when there are more than the limit
 * @param sha256 digest of its bytes, empty when {@code bytes} holds them
 */
record Line(long begin, long length, byte[] bytes, String sha256) {

  boolean isTooLong() {
    return length > bytes.length;
  }
}
