package io.plumbline.attack;

import java.nio.charset.StandardCharsets;

/** A number in [0, 1) that depends on nothing but the seed, the pattern and a key. */
final class Chance {

  private Chance() {}

  /** FNV-1a (Fowler, Noll, Vo 1991) of the text, finished as in SplitMix64 (Steele et al. 2014). */
  static double of(long seed, String attack, String key) {
    long h = 0xCBF29CE484222325L ^ mix(seed + 0x9E3779B97F4A7C15L);
    for (byte b : (attack + "|" + key).getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return (mix(h) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
