package io.plumbline.stats.oracles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every adapter by method name; a family adds its file here in one line. */
final class Adapters {

  static final Map<String, Adapter> ALL =
      join(
          List.of(
              TiltAdapters.ALL,
              RestartAdapters.ALL,
              AsymptoticAdapters.ALL,
              MultiplicityAdapters.ALL,
              StratifiedAdapters.ALL,
              ContingencyAdapters.ALL,
              AgreementAdapters.ALL,
              DistanceAdapters.ALL,
              BettingAdapters.ALL,
              SensitivityAdapters.ALL,
              CategoryAdapters.ALL,
              PopulationAdapters.ALL,
              ShareAdapters.ALL,
              LoopAdapters.ALL,
              RegressionAdapters.ALL));

  private Adapters() {}

  private static Map<String, Adapter> join(List<Map<String, Adapter>> families) {
    Map<String, Adapter> all = new HashMap<>();
    families.forEach(all::putAll);
    return Map.copyOf(all);
  }
}
