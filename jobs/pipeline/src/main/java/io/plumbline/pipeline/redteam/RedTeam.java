package io.plumbline.pipeline.redteam;

import io.plumbline.attack.Setting;
import io.plumbline.datasets.TableSpec;
import io.plumbline.detect.Catalog;
import io.plumbline.findings.Finding;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Progress;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.LakeLock;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Attacks a copy of a lake's own tables and decides its nights again: what would have been seen,
 * how soon, and how often nothing is taken for something.
 *
 * <p>The lake is read and never written to.
 */
public final class RedTeam {

  private final Tables tables;
  private final Configuration configuration;
  private final Progress progress;

  /** A red team for a lake. */
  public RedTeam(Tables tables, Configuration configuration, Progress progress) {
    this.tables = tables;
    this.configuration = configuration;
    this.progress = progress;
  }

  /**
   * What to try.
   *
   * @param attacks ids; none: every pattern that can be put into the tables
   * @param settings how patterns spread
   * @param nights most nights, the last ones
   * @param repeats copies per pattern and strength, and per relabelling
   * @param seed what copies are drawn from
   */
  public record Order(
      Set<String> attacks, Set<Setting> settings, int nights, int repeats, long seed) {
    public Order {
      attacks = Set.copyOf(attacks);
      settings = Set.copyOf(settings);
      if (nights < 1 || repeats < 1) {
        throw new IllegalArgumentException(
            "Invalid nights or repeats: " + nights + ", " + repeats + " (must be at least 1)");
      }
    }
  }

  /** A pattern at one rung of its ladder. */
  private record Step(Target target, int rung) {
    private double strength() {
      return target.ladder().get(rung);
    }

    private Injection.Dose dose() {
      return new Injection.Dose(target.attack(), strength());
    }
  }

  /**
   * Tries what is ordered.
   *
   * @throws PlumblineException where the lake has no sealed night, or nothing that could be steered
   */
  public Findings run(Order order) {
    Map<String, Long> before = tables.versions();
    SealedNights sealed = new SealedNights(tables);
    LocalDate last =
        sealed
            .last()
            .map(SealedNight::night)
            .orElseThrow(
                () ->
                    new PlumblineException(
                        ErrorCode.NIGHT,
                        "Cannot attack lake "
                            + configuration.lake()
                            + ": it has no sealed night. Run: plumbline nightly"));
    LocalDate first = sealed.firstNight().orElse(last);
    LocalDate from =
        first.isBefore(last.minusDays(order.nights - 1L))
            ? last.minusDays(order.nights - 1L)
            : first;
    progress.begins("look");
    List<Target> targets =
        Targets.of(tables, configuration.plan(), from, last).stream()
            .filter(target -> order.settings.contains(target.setting()))
            .filter(
                target -> order.attacks.isEmpty() || order.attacks.contains(target.attack().id()))
            .toList();
    if (targets.isEmpty()) {
      throw new PlumblineException(
          ErrorCode.INPUT,
          "Cannot attack lake "
              + configuration.lake()
              + ": on nights "
              + from
              + " to "
              + last
              + " its tables hold nothing that "
              + (order.attacks.isEmpty()
                  ? "a pattern"
                  : "any of " + order.attacks.stream().sorted().collect(Collectors.joining(", ")))
              + " could steer. Needed are selections by a model with attributes, or behaviour"
              + " samples under test with awareness labels");
    }
    Window window = window(targets, from, last);
    SortedMap<String, Window.Alarm> known = window.alarms();
    progress.done(
        targets.size()
            + " patterns that could steer what "
            + window.detectors().size()
            + " detectors read, on "
            + window.nights().size()
            + " nights");
    LakeLock lock =
        LakeLock.take(
            tables.lake() + "/" + Copy.FOLDER + ".lock",
            tables.spark().sessionState().newHadoopConf());
    try (Copy copy = Copy.of(tables, from, last)) {
      List<Tried> tried = attacked(order, targets, window, known, copy);
      List<Findings.Quiet> quiet = relabelled(order, window, copy);
      return new Findings(from, last, order.repeats, tried, quiet, before, tables.versions());
    } finally {
      lock.close();
    }
  }

  private Window window(List<Target> targets, LocalDate from, LocalDate last) {
    return Window.of(tables, configuration.plan(), Catalog.ALL, targets, from, last);
  }

  private List<Tried> attacked(
      Order order,
      List<Target> targets,
      Window window,
      SortedMap<String, Window.Alarm> known,
      Copy copy) {
    Map<Target, Map<Integer, List<SortedMap<String, Integer>>>> runs = new LinkedHashMap<>();
    for (List<Target> together : rounds(targets)) {
      int rungs = together.stream().mapToInt(target -> target.ladder().size()).max().orElse(0);
      for (int rung = 0; rung < rungs; rung++) {
        int height = rung;
        List<Step> steps =
            together.stream()
                .filter(target -> target.ladder().size() > height)
                .map(target -> new Step(target, height))
                .toList();
        progress.begins("attack");
        for (int repeat = 0; repeat < order.repeats; repeat++) {
          SortedMap<String, Window.Alarm> alarms = alarms(steps, order.seed + repeat, window, copy);
          for (Step step : steps) {
            runs.computeIfAbsent(step.target, key -> new TreeMap<>())
                .computeIfAbsent(step.rung, key -> new ArrayList<>())
                .add(caught(step.target, alarms, known));
          }
        }
        progress.done(
            String.format(
                Locale.ROOT,
                "%d copies with %s",
                order.repeats,
                steps.stream()
                    .map(
                        step ->
                            String.format(
                                Locale.ROOT,
                                "%s %s at %.3g",
                                step.target.attack().id(),
                                step.target.setting().name().toLowerCase(Locale.ROOT),
                                step.strength()))
                    .collect(Collectors.joining(", "))));
      }
    }
    List<Tried> tried = new ArrayList<>();
    runs.forEach(
        (target, byRung) ->
            byRung.forEach(
                (rung, caught) -> tried.add(new Tried(target, target.ladder().get(rung), caught))));
    tried.sort(
        Comparator.comparing((Tried one) -> one.target().attack().id())
            .thenComparing(one -> one.target().scope())
            .thenComparing(one -> one.target().setting())
            .thenComparing(Tried::strength));
    return tried;
  }

  /** Patterns that change different rows go into one copy. */
  static List<List<Target>> rounds(List<Target> targets) {
    List<List<Target>> rounds = new ArrayList<>();
    for (Target target : targets) {
      Optional<List<Target>> free =
          rounds.stream().filter(round -> round.stream().noneMatch(target::meets)).findFirst();
      free.ifPresentOrElse(
          round -> round.add(target), () -> rounds.add(new ArrayList<>(List.of(target))));
    }
    return rounds;
  }

  private static SortedMap<String, Window.Alarm> alarms(
      List<Step> steps, long seed, Window window, Copy copy) {
    Map<TableSpec, List<Injection.Dose>> doses = new LinkedHashMap<>();
    steps.forEach(
        step ->
            doses.computeIfAbsent(step.target.table(), key -> new ArrayList<>()).add(step.dose()));
    return window.attacked(doses, seed, copy);
  }

  /**
   * By detector, the night on which it raised an alarm that it does not raise without the pattern.
   */
  static SortedMap<String, Integer> caught(
      Target target,
      SortedMap<String, Window.Alarm> alarms,
      SortedMap<String, Window.Alarm> known) {
    SortedMap<String, Integer> caught = new TreeMap<>();
    alarms.forEach(
        (id, alarm) -> {
          Window.Alarm without = known.get(id);
          if (target.shows(alarm.finding())
              && (without == null || without.night() > alarm.night())) {
            caught.merge(alarm.finding().hypothesis().detector(), alarm.night(), Math::min);
          }
        });
    return caught;
  }

  private List<Findings.Quiet> relabelled(Order order, Window window, Copy copy) {
    List<Findings.Quiet> quiet = new ArrayList<>();
    for (Relabelling relabelling : Relabelling.ALL) {
      TableSpec table = relabelling.table();
      List<Measurement> measurements = window.measurementsOf(table);
      if (measurements.isEmpty()) {
        continue;
      }
      if (copy.read(table).where(relabelling.concerned()).isEmpty()) {
        continue;
      }
      progress.begins("relabel");
      Set<String> shown = new LinkedHashSet<>();
      int alarmed = 0;
      for (int repeat = 0; repeat < order.repeats; repeat++) {
        copy.write(table, relabelling.deal().among(copy.read(table), order.seed + repeat));
        List<Finding> alarms =
            window.alarms(copy.counted(measurements), measurements).values().stream()
                .map(Window.Alarm::finding)
                .filter(one -> relabelling.detectors().contains(one.hypothesis().detector()))
                .filter(one -> one.tier().equals(Optional.of(Finding.Tier.PAGE)))
                .toList();
        alarmed += alarms.isEmpty() ? 0 : 1;
        alarms.forEach(one -> shown.add(one.because()));
      }
      quiet.add(
          new Findings.Quiet(
              relabelling.title(),
              relabelling.detectors(),
              order.repeats,
              alarmed,
              List.copyOf(shown)));
      progress.done(order.repeats + " copies in which nothing leans, " + alarmed + " with a page");
    }
    return quiet;
  }
}
