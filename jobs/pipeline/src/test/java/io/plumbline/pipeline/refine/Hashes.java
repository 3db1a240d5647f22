package io.plumbline.pipeline.refine;

import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/** The hash by which units are chosen, without Spark's planner. */
final class Hashes {

  private static final long SPARK_SEED = 42;

  private Hashes() {}

  /** What SQL's {@code xxhash64(first, second)} gives. */
  static long of(String first, String second) {
    return one(second, one(first, SPARK_SEED));
  }

  private static long one(String text, long seed) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length, seed);
  }
}
