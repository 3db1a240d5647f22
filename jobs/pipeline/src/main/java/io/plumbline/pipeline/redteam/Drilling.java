package io.plumbline.pipeline.redteam;

import io.plumbline.attack.Setting;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.gold.Drills;
import io.plumbline.detect.Detector;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.DrillSettings;
import io.plumbline.pipeline.tables.LakeLock;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.stats.DetectableTilt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Drills of a night: patterns that must be found are put into a copy of the last nights, at a
 * strength whose probability of being found was computed beforehand.
 *
 * <p>A pattern is drilled where a test of what it changes says which tilt it would have found with
 * 80 % power, at twice that tilt; elsewhere it is not drillable. The seed is a keyed digest of the
 * night, so that a rebuild repeats the drill and nobody without the secret can tell its rows.
 */
public final class Drilling {

  /** How many times the detectable tilt is planted. */
  private static final double MULTIPLE = 2;

  private static final int SHORTEST_SECRET = 16;
  private static final double MICRO = 1e6;

  private final Tables tables;
  private final Configuration configuration;
  private final List<Detector> detectors;

  /** Drills of a lake against these detectors. */
  public Drilling(Tables tables, Configuration configuration, List<Detector> detectors) {
    this.tables = tables;
    this.configuration = configuration;
    this.detectors = List.copyOf(detectors);
  }

  /** A pattern and how strongly it is planted. */
  private record Planned(Target target, double strength) {}

  /**
   * Drills a night that is counted and not yet decided, and writes {@code gold.drills} for it.
   *
   * @param firstNight the first night of the lake
   */
  public List<Drilled> run(DrillSettings settings, LocalDate firstNight, LocalDate night) {
    long seed = seed(settings.secret(), night);
    LocalDate oldest = night.minusDays(settings.nights() - 1L);
    LocalDate from = firstNight.isBefore(oldest) ? oldest : firstNight;
    List<Target> targets =
        Targets.of(tables, configuration.plan(), from, night).stream()
            .filter(target -> target.setting() == Setting.INDEPENDENT)
            .toList();
    List<Drilled> drilled = targets.isEmpty() ? List.of() : drilled(targets, from, night, seed);
    tables.replaceNights(
        Drills.SPEC,
        tables.rows(Drills.SPEC, drilled.stream().map(Drilled::row).toList()),
        night,
        night);
    return drilled;
  }

  private List<Drilled> drilled(List<Target> targets, LocalDate from, LocalDate night, long seed) {
    Window window = Window.of(tables, configuration.plan(), detectors, targets, from, night);
    Window.Outcome known = window.asTheyWere();
    double probability = DetectableTilt.certainty(MULTIPLE, configuration.plan().alphaPerYear());
    List<Planned> plan = new ArrayList<>();
    for (Target target : targets) {
      OptionalDouble detectable = target.detectable(known.evidence());
      // What alarms already cannot be told from the drill.
      boolean isQuiet =
          known.alarms().values().stream().noneMatch(alarm -> target.shows(alarm.finding()));
      if (detectable.isPresent() && isQuiet) {
        target
            .strengthOf(MULTIPLE * detectable.getAsDouble())
            .ifPresent(strength -> plan.add(new Planned(target, strength)));
      }
    }
    List<Drilled> drilled = new ArrayList<>();
    if (plan.isEmpty()) {
      return drilled;
    }
    LakeLock lock =
        LakeLock.take(
            tables.lake() + "/" + Copy.FOLDER + ".lock",
            tables.spark().sessionState().newHadoopConf());
    try (Copy copy = Copy.of(tables, from, night)) {
      List<List<Target>> rounds = RedTeam.rounds(plan.stream().map(Planned::target).toList());
      for (List<Target> round : rounds) {
        List<Planned> together = plan.stream().filter(one -> round.contains(one.target)).toList();
        Map<TableSpec, List<Injection.Dose>> doses = new LinkedHashMap<>();
        together.forEach(
            one ->
                doses
                    .computeIfAbsent(one.target.table(), key -> new ArrayList<>())
                    .add(new Injection.Dose(one.target.attack(), one.strength)));
        SortedMap<String, Window.Alarm> alarms = window.attacked(doses, seed, copy);
        for (Planned one : together) {
          drilled.add(
              new Drilled(
                  night,
                  one.target.attack().id(),
                  one.target.scope(),
                  Math.round(MICRO * one.strength),
                  !RedTeam.caught(one.target, alarms, known.alarms()).isEmpty(),
                  probability));
        }
      }
    } finally {
      lock.close();
    }
    return drilled;
  }

  /** HMAC-SHA256 of the night under the secret, its first eight bytes. */
  static long seed(String secret, LocalDate night) {
    try {
      byte[] key = Files.readAllBytes(Path.of(secret));
      if (key.length < SHORTEST_SECRET) {
        throw new PlumblineException(
            ErrorCode.CONFIGURATION,
            "Cannot drill night "
                + night
                + ": `drill.secret` "
                + secret
                + " has "
                + key.length
                + " bytes (must be at least "
                + SHORTEST_SECRET
                + "). Write random bytes to it, such as: head -c 32 /dev/urandom");
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return ByteBuffer.wrap(mac.doFinal(night.toString().getBytes(StandardCharsets.UTF_8)))
          .getLong();
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.CONFIGURATION,
          "Cannot drill night "
              + night
              + ": `drill.secret` "
              + secret
              + " cannot be read. Make the file, readable by the account of the nightly run alone,"
              + " or take `drill` out of the configuration",
          e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
