package io.plumbline.datasets.lab;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** No story. */
final class Daily implements Story {

  @Override
  public List<Work> works(LabSettings settings, Generations generations) {
    return List.of();
  }

  @Override
  public List<Lineage.Run> runs(LabSettings settings, Generations generations) {
    return List.of();
  }

  @Override
  public SortedMap<String, Long> counts(Account lab) {
    return Collections.emptySortedMap();
  }
}
