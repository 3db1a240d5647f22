package io.plumbline.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * A selection from a finite pool whose units each belong to one of several categories, every unit
 * counted once (one representative per cluster).
 *
 * @param pool units offered, per category
 * @param selected units selected, per category
 */
public record CategoryBlock(List<Long> pool, List<Long> selected) {

  public CategoryBlock {
    pool = List.copyOf(pool);
    selected = List.copyOf(selected);
    if (pool.size() != selected.size()) {
      throw new IllegalArgumentException(
          "Invalid categories: "
              + pool.size()
              + " in the pool and "
              + selected.size()
              + " selected (must be equal)");
    }
    pool.forEach(count -> Counts.nonNegative("pool", count));
    selected.forEach(count -> Counts.nonNegative("selected", count));
  }

  /** Whether the selection could have come from the pool. */
  public boolean isPossible() {
    for (int k = 0; k < pool.size(); k++) {
      if (selected.get(k) > pool.get(k)) {
        return false;
      }
    }
    return true;
  }

  long poolTotal() {
    return pool.stream().mapToLong(Long::longValue).sum();
  }

  long selectedTotal() {
    return selected.stream().mapToLong(Long::longValue).sum();
  }

  /** One block per category, that category against all others. */
  public List<PoolBlock> oneVersusRest() {
    List<PoolBlock> blocks = new ArrayList<>();
    for (int k = 0; k < pool.size(); k++) {
      blocks.add(new PoolBlock(poolTotal(), pool.get(k), selectedTotal(), selected.get(k)));
    }
    return List.copyOf(blocks);
  }
}
