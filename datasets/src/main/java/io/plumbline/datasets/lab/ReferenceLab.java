package io.plumbline.datasets.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a lab: its raw logs, its repository and the configuration to run Plumbline on them.
 *
 * <p>Everything follows from the settings and what is planted; two runs write the same bytes.
 */
public final class ReferenceLab {

  private static final Set<SelectionSource.Arm> EVERY_ARM =
      Set.copyOf(EnumSet.allOf(SelectionSource.Arm.class));

  private final LabSettings settings;
  private final Scenario scenario;
  private final List<Planted> planted;
  private final Path root;
  private final Steering steering;
  private final Generations generations;
  private final Pools pools;
  private final Map<String, Channel> channels = new LinkedHashMap<>();

  private ReferenceLab(LabSettings settings, Scenario scenario, List<Planted> planted, Path root) {
    this.settings = settings;
    this.scenario = scenario;
    this.planted = planted;
    this.root = root;
    this.steering = new Steering(planted, settings.seed());
    this.generations = new Generations(settings);
    this.pools = new Pools(settings, generations);
  }

  /** Simulates a lab at its daily work: {@link #write(LabSettings, Scenario, List, Path)}. */
  public static Truth write(LabSettings settings, List<Planted> planted, Path out)
      throws IOException {
    return write(settings, Scenario.ORDINARY, planted, out);
  }

  /**
   * Simulates a lab.
   *
   * @param settings size, seed and period
   * @param scenario what happens beside its daily work
   * @param planted steering patterns; patterns on log lines act here before delivery, so that a
   *     removed line leaves a gap in its emitter's sequence ({@link Tamper} acts after delivery)
   * @param out folder to write to: empty or absent
   * @return what was planted and hit; also written to {@code truth.json}, which no detector reads
   * @throws IOException when the folder cannot be written
   * @throws IllegalArgumentException when the folder holds something
   */
  public static Truth write(
      LabSettings settings, Scenario scenario, List<Planted> planted, Path out) throws IOException {
    Path root = out.toAbsolutePath().normalize();
    if (Files.isDirectory(root)) {
      try (var entries = Files.list(root)) {
        if (entries.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "Invalid folder for the lab: '" + out + "' (must be empty or absent)");
        }
      }
    }
    return new ReferenceLab(settings, scenario, planted, root).write();
  }

  private Truth write() throws IOException {
    Path logs = Files.createDirectories(root.resolve("logs"));
    for (String log :
        List.of("decisions", "selection", "behaviour", "traces", "cycles", "lineage")) {
      channels.put(log, new Channel(logs, log, settings, steering));
    }
    Criteria criteria = new Criteria(settings);
    List<Work> planned =
        new Agenda(settings, generations, pools, criteria, scenario.story()).works();
    CodeRepository code = CodeRepository.write(root.resolve("repo"), planned, settings, steering);
    List<Work> works =
        planned.stream()
            .map(work -> work.isCommitted() ? work.committedAs(code.commitOf(work)) : work)
            .toList();

    DecisionSource decisions = new DecisionSource(settings, steering, channels.get("decisions"));
    works.forEach(decisions::record);
    Lineage lineage = new Lineage(channels.get("lineage"), steering, settings);
    new OrchestratorRuns(settings, generations, lineage).record(works);
    scenario.story().runs(settings, generations).forEach(lineage::record);
    new CycleSource(settings, generations, channels.get("cycles")).record();
    Evaluations evaluations =
        new Evaluations(
            settings, generations, criteria, steering, code, lineage, logs.resolve("inspect"));
    nightly(works, evaluations);

    ConfigurationFile.write(root.resolve("plumbline.yaml"), settings, generations);
    Truth truth =
        truth(
            scenario
                .story()
                .counts(new Story.Account(settings, generations, works, evaluations.runs())));
    truth.write(root.resolve("truth.json"));
    return truth;
  }

  private void nightly(List<Work> works, Evaluations evaluations) throws IOException {
    Map<String, Work> byDecision =
        works.stream().collect(Collectors.toMap(Work::decision, Function.identity()));
    SelectionSource selection =
        new SelectionSource(settings, generations, steering, channels.get("selection"));
    BehaviourSource behaviour =
        new BehaviourSource(settings, generations, steering, channels.get("behaviour"));
    TraceSource traces = new TraceSource(settings, generations, channels.get("traces"));
    for (int night = 1; night <= settings.nights(); night++) {
      for (int k = 0; k < Pools.TRAINING_POOLS; k++) {
        String decision = Agenda.decisionOn(pools.trainingId(night, k));
        selection.offer(night, pools.training(night, k, decision), arms(night, k));
      }
      for (int k = 0; k < Pools.TRACE_SETS; k++) {
        String set = pools.traceSet(night, k);
        Work work = byDecision.get(Agenda.decisionOn(set));
        Pool pool = traces.sampled(night, set, work);
        Set<String> kept = selection.offer(night, pool, EVERY_ARM);
        traces.record(pool, kept, work);
      }
      selection.offer(
          night,
          pools.evaluationItems(night, Agenda.decisionOn(pools.evaluationId(night))),
          EVERY_ARM);
      selection.offer(night, pools.bugs(night), EVERY_ARM);
      selection.offer(night, pools.designOptions(night), Set.of(SelectionSource.Arm.DESK));
      behaviour.observe(night);
      evaluations.run(night);
      for (Channel channel : channels.values()) {
        channel.endOfNight(night);
      }
    }
  }

  /** People look at every other batch of training data, the control arm at every fourth. */
  private static Set<SelectionSource.Arm> arms(int night, int k) {
    return switch ((night + k) % 4) {
      case 0, 2 -> Set.of(SelectionSource.Arm.DESK);
      case 1 -> Set.of(SelectionSource.Arm.CONTROL);
      default -> Set.of();
    };
  }

  private Truth truth(SortedMap<String, Long> counts) {
    Map<String, Deliveries> deliveries = new LinkedHashMap<>();
    channels.forEach((name, channel) -> deliveries.put(name, channel.deliveries()));
    Map<Integer, String> models = new LinkedHashMap<>();
    for (int night = 1; night <= settings.nights(); night++) {
      String serving =
          generations.at(settings.date(night).atTime(23, 59).toInstant(ZoneOffset.UTC)).id();
      if (!models.containsValue(serving)) {
        models.put(night, serving);
      }
    }
    return new Truth(
        settings, root, scenario, counts, planted, steering.hits(), deliveries, models);
  }
}
