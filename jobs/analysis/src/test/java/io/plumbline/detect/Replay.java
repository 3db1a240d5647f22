package io.plumbline.detect;

import io.plumbline.findings.Closing;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Ledger;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Night;
import io.plumbline.findings.NightContext;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Policy;
import io.plumbline.findings.Question;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nights in order: detectors, folds, policy and ledger as a pipeline would run them. */
final class Replay {

  static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

  private final List<Detector> detectors;
  private final Policy policy;
  private final LocalDate first;
  private final Map<String, Map<String, Fold>> folds = new HashMap<>();
  private Ledger ledger = Ledger.NEW;
  private Optional<LocalDate> previous = Optional.empty();
  private List<Evidence> evidence = List.of();

  Replay(List<Detector> detectors, Plan plan) {
    this(detectors, plan, FIRST);
  }

  Replay(List<Detector> detectors, Plan plan, LocalDate first) {
    this.detectors = detectors;
    this.policy = Policy.of(plan);
    this.first = first;
  }

  Replay(Detector... detectors) {
    this(List.of(detectors), Plan.standard());
  }

  Night night(LocalDate night, List<Tally> tallies) {
    return night(night, tallies, List.of(), List.of());
  }

  Night night(LocalDate night, List<Tally> tallies, List<ExtractRow> rows, List<Closing> closings) {
    NightContext context =
        new NightContext(
            night, first, previous, closings, EnumSet.allOf(Question.class), Map.of(), List.of());
    Levels levels = policy.levels(context, ledger);
    Map<String, List<Tally>> byMeasurement = new HashMap<>();
    tallies.forEach(
        tally ->
            byMeasurement
                .computeIfAbsent(tally.measurement(), key -> new ArrayList<>())
                .add(tally));
    Map<String, List<ExtractRow>> byExtract = new HashMap<>();
    rows.forEach(
        row -> byExtract.computeIfAbsent(row.extract(), key -> new ArrayList<>()).add(row));
    List<Evidence> all = new ArrayList<>();
    for (Detector detector : detectors) {
      History history =
          new History(
              night,
              first,
              previous,
              byMeasurement,
              byExtract,
              folds.getOrDefault(detector.id(), Map.of()),
              Map.of());
      Detector.Examination examination = detector.examine(history, levels);
      all.addAll(examination.evidence());
      folds.put(detector.id(), examination.folds());
    }
    Night result = policy.decide(context, all, ledger);
    ledger = result.ledger();
    previous = Optional.of(night);
    evidence = List.copyOf(all);
    return result;
  }

  /** Evidence of the last night. */
  List<Evidence> evidence() {
    return evidence;
  }

  Map<String, Fold> folds(Detector detector) {
    return folds.getOrDefault(detector.id(), Map.of());
  }

  Ledger ledger() {
    return ledger;
  }

  /** The only evidence of the last night whose hypothesis has this name. */
  Evidence evidence(String name) {
    List<Evidence> found =
        evidence.stream().filter(one -> one.hypothesis().name().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " of " + name + " in " + evidence);
    }
    return found.get(0);
  }

  Evidence.Measured measured(String name) {
    return evidence(name).measured().orElseThrow();
  }

  Evidence.Violations rule(String name) {
    return evidence(name).rule().orElseThrow();
  }

  static Tally tally(
      LocalDate night,
      LocalDate recordNight,
      String measurement,
      Map<String, String> scope,
      Map<String, String> stratum,
      Map<String, String> cell,
      long n) {
    return new Tally(
        night,
        measurement,
        Labels.of(scope),
        recordNight,
        Labels.of(stratum),
        Labels.of(cell),
        n,
        List.of());
  }
}
