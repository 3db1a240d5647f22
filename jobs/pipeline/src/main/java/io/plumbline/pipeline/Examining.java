package io.plumbline.pipeline;

import io.plumbline.detect.Detector;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Ledger;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Night;
import io.plumbline.findings.NightContext;
import io.plumbline.findings.Policy;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** From a night's counts to its verdicts: every detector behind a fence, then the policy. Pure. */
public final class Examining {

  private final List<Detector> detectors;
  private final Policy policy;

  public Examining(List<Detector> detectors, Policy policy) {
    this.detectors = List.copyOf(detectors);
    this.policy = policy;
  }

  /**
   * What the next night starts from.
   *
   * @param ledger budget, open findings and last answers
   * @param folds every detector's folds by detector id
   */
  public record State(Ledger ledger, SortedMap<String, Map<String, Fold>> folds) {

    /** Before the first night. */
    public static final State NEW = new State(Ledger.NEW, new TreeMap<>());

    public State {
      folds = new TreeMap<>(folds);
    }
  }

  /**
   * A night's outcome.
   *
   * @param context what its verdicts needed beside the evidence
   * @param evidence all evidence, in a fixed order
   * @param night verdicts and findings
   * @param after what the next night starts from
   */
  public record Examined(NightContext context, List<Evidence> evidence, Night night, State after) {
    public Examined {
      evidence = List.copyOf(evidence);
    }
  }

  /** Examines one night. */
  public Examined examine(
      NightContext context,
      Map<String, List<Tally>> tallies,
      Map<String, List<ExtractRow>> extracts,
      Map<String, Integer> generations,
      State before) {
    Levels levels = policy.levels(context, before.ledger());
    // Each looks at its own counts and folds alone: on all cores, in the order of the catalogue.
    List<Detector.Examination> examinations =
        detectors.parallelStream()
            .map(
                detector ->
                    fenced(
                        detector,
                        new History(
                            context.night(),
                            context.firstNight(),
                            context.previousNight(),
                            tallies,
                            extracts,
                            before.folds().getOrDefault(detector.id(), Map.of()),
                            generations),
                        levels))
            .toList();
    List<Evidence> evidence = new ArrayList<>();
    SortedMap<String, Map<String, Fold>> folds = new TreeMap<>();
    for (int i = 0; i < detectors.size(); i++) {
      evidence.addAll(examinations.get(i).evidence());
      folds.put(detectors.get(i).id(), examinations.get(i).folds());
    }
    evidence.sort(Comparator.comparing(Evidence::id));
    Night night = policy.decide(context, evidence, before.ledger());
    return new Examined(context, evidence, night, new State(night.ledger(), folds));
  }

  /** A detector that fails is evidence of its own, and keeps what it had accumulated. */
  private static Detector.Examination fenced(Detector detector, History history, Levels levels) {
    try {
      return detector.examine(history, levels);
    } catch (RuntimeException e) {
      Hypothesis itself =
          new Hypothesis(
              detector.id(),
              "detector-runs",
              detector.question(),
              Family.PROVENANCE,
              Direction.BOTH,
              Hypothesis.Standing.PRIMARY,
              Hypothesis.Instances.ONE);
      return new Detector.Examination(
          List.of(
              new Evidence.Failed(
                  itself,
                  Labels.NONE,
                  "Detector "
                      + detector.id()
                      + " failed on night "
                      + history.night()
                      + ": "
                      + e.getClass().getSimpleName()
                      + (e.getMessage() == null ? "" : ": " + e.getMessage())
                      + ".")),
          history.folds());
    }
  }

  /** All detectors. */
  public List<Detector> detectors() {
    return detectors;
  }
}
