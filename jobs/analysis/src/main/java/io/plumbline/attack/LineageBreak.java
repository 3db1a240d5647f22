package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * X23: lineage of what was selected or generated is broken: a data set is registered under another
 * name, under another digest, or without what it came from.
 *
 * <p>Strength: the share of such runs concerned, a third of them each way.
 */
public final class LineageBreak implements Attack {

  /** The pattern. */
  public static final LineageBreak OF_RUNS = new LineageBreak();

  private static final Set<String> ROLES = Set.of("selected", "generated");

  private LineageBreak() {}

  @Override
  public String id() {
    return "X23";
  }

  @Override
  public String title() {
    return "data sets are registered under another name or digest, or without their inputs";
  }

  @Override
  public Surface surface() {
    return Surface.LINEAGE_RUN;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> output = row.column("output");
    Optional<String> digest = row.column("digest");
    if (output.isEmpty()
        || digest.isEmpty()
        || row.column("role").filter(ROLES::contains).isEmpty()
        || Chance.of(seed, id(), row.key()) >= strength) {
      return Optional.empty();
    }
    double how = Chance.of(seed, id() + "/how", row.key());
    if (how < 1 / 3.0) {
      return Optional.of(Change.set(Map.of("output", output.get() + "-final")));
    }
    return Optional.of(
        how < 2 / 3.0
            ? Change.set(Map.of("digest", new StringBuilder(digest.get()).reverse().toString()))
            : Change.set(Map.of("inputs", "")));
  }
}
