package io.plumbline.datasets.lab;

import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The planted patterns at work: asks each about a row and keeps what it hit. */
final class Steering {

  private final List<Planted> planted;
  private final long seed;
  private final List<Truth.Hit> hits = new ArrayList<>();

  Steering(List<Planted> planted, long seed) {
    this.planted = List.copyOf(planted);
    this.seed = seed;
  }

  /** Whether any pattern decides about rows of this surface on this night. */
  boolean acts(Surface surface, int night) {
    for (Planted pattern : planted) {
      if (pattern.attack().surface() == surface && night >= pattern.fromNight()) {
        return true;
      }
    }
    return false;
  }

  /** What the patterns, one after the other, do to a row; empty when none touches it. */
  Optional<Change> on(Surface surface, int night, RowView row) {
    RowView seen = row;
    Map<String, String> set = new LinkedHashMap<>();
    for (Planted pattern : planted) {
      if (pattern.attack().surface() != surface || night < pattern.fromNight()) {
        continue;
      }
      Optional<Change> change = pattern.attack().on(seen, pattern.strength(), seed);
      if (change.isEmpty()) {
        continue;
      }
      hits.add(new Truth.Hit(pattern.attack().id(), night, surface, row.key()));
      if (change.get().kind() == Change.Kind.REMOVE) {
        return change;
      }
      set.putAll(change.get().columns());
      Map<String, String> columns = new LinkedHashMap<>(seen.columns());
      columns.putAll(change.get().columns());
      seen = new RowView(row.key(), columns);
    }
    return set.isEmpty() ? Optional.empty() : Optional.of(Change.set(set));
  }

  /** Every row hit so far, in the order of the simulation. */
  List<Truth.Hit> hits() {
    return List.copyOf(hits);
  }
}
