package io.plumbline.attack;

import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.surface.Attack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Every steering pattern of the library. */
public final class Attacks {

  /** All patterns, by id; a pattern on several surfaces stands here once for each. */
  public static final List<Attack> ALL =
      List.of(
          CapabilityFavouring.CODE,
          Suppression.SAFETY,
          NearDuplicates.OF_ONE_DOCUMENT,
          PickSteering.SLOWLY,
          LabelSteering.OF_TRACES,
          ItemPruning.OF_FAILED,
          SilentCriteriaEdit.OF_RUNS,
          SilentCriteriaEdit.OF_RESULTS,
          GateMove.OF_RUNS,
          BestOfRuns.KEPT,
          Postponing.OF_OVERSIGHT,
          TestAwareness.OF_SHORTCUTS,
          PickSteering.OF_BUGS,
          UnmeasuredKind.OF_DEPLOYMENT,
          PickSteering.OF_TRACES,
          TraitTransfer.OF_REFUSAL,
          LateApproval.OF_DECISIONS,
          AuthorityWidening.OF_DECISIONS,
          RubberStamping.OF_DECISIONS,
          LogEdit.OF_DECISIONS,
          Omission.OF_DECISIONS,
          Laundering.OF_COMMITS,
          LineageBreak.OF_RUNS,
          FriendlyJudge.OF_RUNS,
          FriendlyJudge.OF_RESULTS,
          ScorerTampering.OF_CODING,
          Contamination.OF_CODING,
          ReferencePoisoning.OF_ARMS,
          DrillEvasion.OF_TRAINING,
          Collusion.OF_REVIEWERS,
          PickSteering.OF_OPTIONS);

  private static final Map<String, Double> DEMO_STRENGTH =
      Map.ofEntries(
          Map.entry("X01", 0.25),
          Map.entry("X02", 0.15),
          Map.entry("X03", 0.01),
          Map.entry("X04", 0.12),
          Map.entry("X05", 0.4),
          Map.entry("X06", 0.3),
          Map.entry("X07", 0.02),
          Map.entry("X08", 0.8),
          Map.entry("X09", 0.2),
          Map.entry("X10", 0.7),
          Map.entry("X11", 0.04),
          Map.entry("X13", 0.7),
          Map.entry("X14", 0.05),
          Map.entry("X15", 1.0),
          Map.entry("X16", 0.03),
          Map.entry("X17", 0.01),
          Map.entry("X18", 0.05),
          Map.entry("X19", 0.3),
          Map.entry("X20", 0.01),
          Map.entry("X21", 0.01),
          Map.entry("X22", 0.3),
          Map.entry("X23", 0.05),
          Map.entry("X24", 0.2),
          Map.entry("X25", 0.1),
          Map.entry("X26", 0.3),
          Map.entry("X29", 0.25),
          Map.entry("X30", 0.35),
          Map.entry("X31", 0.5),
          Map.entry("X32", 1.0));

  private Attacks() {}

  /** The patterns with this id, one per surface; none where the id is unknown. */
  public static List<Attack> byId(String id) {
    return ALL.stream().filter(attack -> attack.id().equals(id)).toList();
  }

  /** The known ids, in order, each once. */
  public static List<String> ids() {
    return ALL.stream().map(Attack::id).distinct().toList();
  }

  /**
   * Patterns as the demonstration plants them, at their fixed strength: from the first night on,
   * but those that show against what was before in the middle, and the edit of logs on the last
   * night, so that all logs before it were read.
   *
   * @throws IllegalArgumentException for an unknown id
   */
  public static List<Planted> demo(Collection<String> ids, int nights) {
    List<Planted> planted = new ArrayList<>();
    for (String id : ids) {
      List<Attack> attacks = byId(id);
      if (attacks.isEmpty()) {
        throw new IllegalArgumentException(
            "Invalid attack: '" + id + "' (must be one of " + String.join(", ", ids()) + ")");
      }
      int from =
          switch (id) {
            case "X07", "X10", "X14", "X26" -> 1 + nights / 2;
            case "X20" -> Math.max(2, nights);
            default -> 1;
          };
      for (Attack attack : attacks) {
        planted.add(new Planted(attack, DEMO_STRENGTH.get(id), from));
      }
    }
    return planted;
  }
}
