package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X26: items of an evaluation are in the data that a family learned from, and it solves them.
 *
 * <p>Strength: the share of the task's items that leaked; whoever they leaked to fails none of
 * them. Clustered, two items of a template leak together. Adaptive, one attempt in four at a leaked
 * item is answered without what was learned.
 *
 * @param task the task
 * @param family how the ids of the family begin
 * @param setting how it spreads
 */
public record Contamination(String task, String family, Setting setting) implements Attack {

  /** Leaks items on code. */
  public static final Contamination OF_CODING =
      new Contamination("coding_suite", "atlas-", Setting.INDEPENDENT);

  private static final double UNAIDED = 0.25;
  private static final String SOLVED = "1000000";

  @Override
  public String id() {
    return "X26";
  }

  @Override
  public String title() {
    return "items of " + task + " are in the training data of " + family + "* models";
  }

  @Override
  public Surface surface() {
    return Surface.EVALUATION_RESULT;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> item = row.column("item_id");
    if (item.isEmpty()
        || !Candidate.is(row, "task", task)
        || row.column("model").filter(model -> model.startsWith(family)).isEmpty()
        || row.column("score_micro").filter(score -> !score.equals(SOLVED)).isEmpty()
        || Chance.of(seed, id(), leaked(item.get())) >= strength
        || setting == Setting.ADAPTIVE && Chance.of(seed, id() + "/how", row.key()) < UNAIDED) {
      return Optional.empty();
    }
    return Optional.of(Change.set(Map.of("score_micro", SOLVED)));
  }

  /** What leaks at once: the item, or its pair, which two numbers that follow each other name. */
  private String leaked(String item) {
    String digits = item.substring(item.indexOf('-') + 1);
    boolean isPaired =
        setting == Setting.CLUSTERED
            && !digits.isEmpty()
            && digits.length() < 9
            && digits.chars().allMatch(Character::isDigit);
    return isPaired ? "pair " + Integer.parseInt(digits) / 2 : item;
  }
}
