package io.plumbline.pipeline.redteam;

import io.plumbline.datasets.TableSpec;
import io.plumbline.detect.Detector;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.NightContext;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Policy;
import io.plumbline.findings.Question;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.pipeline.Examining;
import io.plumbline.pipeline.tables.Generations;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Counting;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The nights that are attacked, with what was counted on them: decided anew from their first night
 * on, as if the record had begun there.
 *
 * @param nights the nights in order
 * @param tallies by night and measurement
 * @param extracts by night and extract
 * @param generations by night on which it was said and model
 * @param detectors what examines them
 * @param policy the declared plan's
 */
record Window(
    List<LocalDate> nights,
    Map<LocalDate, Map<String, List<Tally>>> tallies,
    Map<LocalDate, Map<String, List<ExtractRow>>> extracts,
    SortedMap<LocalDate, Map<String, Integer>> generations,
    List<Detector> detectors,
    Policy policy) {

  Window {
    nights = List.copyOf(nights);
    detectors = List.copyOf(detectors);
  }

  /**
   * Nights of a lake.
   *
   * @param all detectors to choose from
   * @param targets what is going to be attacked
   */
  static Window of(
      Tables tables,
      Plan plan,
      List<Detector> all,
      List<Target> targets,
      LocalDate from,
      LocalDate last) {
    Set<TableSpec> attacked = targets.stream().map(Target::table).collect(Collectors.toSet());
    Set<Question> questions = EnumSet.noneOf(Question.class);
    all.stream()
        .filter(detector -> readsAny(detector, attacked))
        .forEach(detector -> questions.add(detector.question()));
    // Detectors of one question share its error budget: all of them set each other's levels.
    List<Detector> detectors =
        all.stream().filter(detector -> questions.contains(detector.question())).toList();
    Counting counting = new Counting(tables);
    return new Window(
        from.datesUntil(last.plusDays(1)).toList(),
        counting.read(from, last),
        counting.readExtracts(from, last),
        Generations.read(tables, last),
        detectors,
        Policy.of(plan));
  }

  private static boolean readsAny(Detector detector, Set<TableSpec> attacked) {
    return detector.measurements().stream().anyMatch(one -> attacked.contains(one.table()));
  }

  /**
   * An alarm and the first night on which it stood.
   *
   * @param night counted from 1
   */
  record Alarm(Finding finding, int night) {}

  /**
   * What the nights came to.
   *
   * @param alarms every alarm by finding id
   * @param evidence the evidence of the last night
   */
  record Outcome(SortedMap<String, Alarm> alarms, List<Evidence> evidence) {}

  /** The nights as they were. */
  Outcome asTheyWere() {
    return decided(Map.of(), List.of());
  }

  /** Every alarm of the nights as they were, by finding id. */
  SortedMap<String, Alarm> alarms() {
    return asTheyWere().alarms();
  }

  /** The alarms with other counts of some measurements. */
  SortedMap<String, Alarm> alarms(
      Map<LocalDate, Map<String, List<Tally>>> counted, List<Measurement> replaced) {
    return decided(counted, replaced).alarms();
  }

  private Outcome decided(
      Map<LocalDate, Map<String, List<Tally>>> counted, List<Measurement> replaced) {
    Set<String> ids = new HashSet<>();
    replaced.forEach(one -> ids.add(one.id()));
    Examining examining = new Examining(detectors, policy);
    Examining.State state = Examining.State.NEW;
    Optional<LocalDate> previous = Optional.empty();
    Map<String, Integer> known = new TreeMap<>();
    generations.headMap(nights.get(0)).values().forEach(known::putAll);
    SortedMap<String, Alarm> alarms = new TreeMap<>();
    List<Evidence> evidence = List.of();
    for (int i = 0; i < nights.size(); i++) {
      LocalDate night = nights.get(i);
      known.putAll(generations.getOrDefault(night, Map.of()));
      Map<String, List<Tally>> tonight = new HashMap<>(tallies.getOrDefault(night, Map.of()));
      tonight.keySet().removeAll(ids);
      tonight.putAll(counted.getOrDefault(night, Map.of()));
      Examining.Examined examined =
          examining.examine(
              new NightContext(
                  night,
                  nights.get(0),
                  previous,
                  List.of(),
                  EnumSet.allOf(Question.class),
                  Map.of(),
                  List.of()),
              tonight,
              extracts.getOrDefault(night, Map.of()),
              Map.copyOf(known),
              state);
      for (Finding finding : examined.night().findings()) {
        if (Target.isAlarm(finding)) {
          alarms.putIfAbsent(finding.id(), new Alarm(finding, i + 1));
        }
      }
      evidence = examined.evidence();
      state = examined.after();
      previous = Optional.of(night);
    }
    return new Outcome(alarms, evidence);
  }

  /** Every alarm once patterns have been put into a copy of their tables. */
  SortedMap<String, Alarm> attacked(
      Map<TableSpec, List<Injection.Dose>> doses, long seed, Copy copy) {
    List<Measurement> measurements = new ArrayList<>();
    doses.forEach(
        (table, all) -> {
          copy.inject(table, all, seed);
          measurements.addAll(measurementsOf(table));
        });
    return alarms(copy.counted(measurements), measurements);
  }

  /** What these detectors count on a table. */
  List<Measurement> measurementsOf(TableSpec table) {
    List<Measurement> measurements = new ArrayList<>();
    detectors.stream()
        .flatMap(detector -> detector.measurements().stream())
        .filter(measurement -> measurement.table().equals(table))
        .distinct()
        .forEach(measurements::add);
    return measurements;
  }
}
