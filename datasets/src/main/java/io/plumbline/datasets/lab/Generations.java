package io.plumbline.datasets.lab;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The lab's model versions: which one serves at an instant and which one is being built. */
final class Generations {

  private static final int FIRST_NUMBER = 3;

  /** A model of another vendor that judges and reviews; no ancestor of the lab's own models. */
  static final String OTHER_FAMILY = "umbra-1";

  /** A model of a third vendor that the lab measures its own against. */
  static final Version RIVAL = new Version(FIRST_NUMBER, "cirrus-2", Instant.EPOCH);

  private static final String FAMILY = "atlas";
  private static final int FIRST = FIRST_NUMBER;

  /**
   * One model version.
   *
   * @param number generation number
   * @param id model id
   * @param releasedAt when it replaced its predecessor
   */
  record Version(int number, String id, Instant releasedAt) {

    /** How evaluation logs name it. */
    String served() {
      return Generations.served(id);
    }

    String parent() {
      return parentOf(id);
    }

    /** When its weights were final. */
    Instant trainedAt() {
      return releasedAt.minusSeconds(20 * 3_600);
    }

    /** Digest of its weights. */
    String digest() {
      return Digests.sha256("weights of " + id);
    }
  }

  /** How evaluation logs name a model: with its provider. */
  static String served(String model) {
    return (model.startsWith(FAMILY) ? "lab/" : "vendor/") + model;
  }

  /** Generation number in the id of one of the lab's own models. */
  static int numberOf(String model) {
    return Integer.parseInt(model.substring(FAMILY.length() + 1));
  }

  /** Id of the model before one of the lab's own models. */
  static String parentOf(String model) {
    return FAMILY + "-" + (numberOf(model) - 1);
  }

  private final List<Version> versions = new ArrayList<>();

  Generations(LabSettings settings) {
    Instant start = settings.firstNight().atStartOfDay().toInstant(ZoneOffset.UTC);
    versions.add(version(FIRST - 1, start.minusSeconds(50L * 86_400)));
    versions.add(version(FIRST, start.minusSeconds(20L * 86_400 - 34_200)));
    Draws draws = Draws.of(settings.seed(), "generations", 0);
    for (int i = 1; i < settings.generations(); i++) {
      int night = 1 + Math.round(i * settings.nights() / (float) settings.generations());
      int jittered = Math.max(i + 1, Math.min(settings.nights(), night + draws.between(-1, 1)));
      LocalTime time = LocalTime.of(9, draws.below(60));
      versions.add(
          version(FIRST + i, settings.date(jittered).atTime(time).toInstant(ZoneOffset.UTC)));
    }
  }

  private static Version version(int number, Instant releasedAt) {
    return new Version(number, FAMILY + "-" + number, releasedAt);
  }

  /** All versions, the one before the first that serves included. */
  List<Version> all() {
    return List.copyOf(versions);
  }

  /** Versions released during the simulated nights. */
  List<Version> released() {
    return List.copyOf(versions.subList(2, versions.size()));
  }

  /** The version that serves at this instant. */
  Version at(Instant instant) {
    Version current = versions.get(1);
    for (Version version : versions.subList(2, versions.size())) {
      if (!version.releasedAt().isAfter(instant)) {
        current = version;
      }
    }
    return current;
  }

  /** The version before that one. */
  Version before(Version version) {
    return versions.get(version.number() - FIRST);
  }

  /** Model id of the version that is being built at this instant. */
  String building(Instant instant) {
    return FAMILY + "-" + (at(instant).number() + 1);
  }
}
