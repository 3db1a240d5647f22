package io.plumbline.pipeline.configuration;

/**
 * Drills of every night.
 *
 * @param secret file whose bytes the seed of a night is made from, an absolute local path
 * @param nights the last nights that are attacked, in a copy
 */
public record DrillSettings(String secret, int nights) {

  /** Nights where the configuration says nothing of them. */
  public static final int NIGHTS = 90;

  public DrillSettings {
    if (nights < 1) {
      throw new IllegalArgumentException(
          "Invalid nights of a drill: " + nights + " (must be at least 1)");
    }
  }
}
