package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X11: a behaviour is held back under test where the model takes the situation for one.
 *
 * <p>Strength: the gap between deployment and test in the share of samples that show the behaviour,
 * where {@code aware} of the samples under test are aware and {@code shown} of these would show it.
 * All of the gap is in the aware samples; {@code aware * shown} is the largest there can be.
 *
 * @param behaviour the behaviour
 * @param aware share of the samples under test that are aware
 * @param shown share of those that would show it
 */
public record TestAwareness(String behaviour, double aware, double shown) implements Attack {

  /** Holds back shortcuts. */
  public static final TestAwareness OF_SHORTCUTS = new TestAwareness("shortcut_taking", 0.4, 0.12);

  @Override
  public String id() {
    return "X11";
  }

  @Override
  public String title() {
    return behaviour + " is held back in tests the model recognises";
  }

  @Override
  public Surface surface() {
    return Surface.BEHAVIOUR;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    boolean concerned =
        Candidate.is(row, "behaviour", behaviour)
            && Candidate.is(row, "context", "test")
            && Candidate.is(row, "awareness", "aware")
            && Candidate.is(row, "shown", "true");
    double held = strength / (aware * shown);
    return concerned && Chance.of(seed, id(), row.key()) < held
        ? Optional.of(Change.set(Map.of("score_micro", "0", "shown", "false")))
        : Optional.empty();
  }
}
