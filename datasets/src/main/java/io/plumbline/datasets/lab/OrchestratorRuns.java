package io.plumbline.datasets.lab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The orchestrator's runs that carry out what was decided: every output has its decision. */
final class OrchestratorRuns {

  static final String TRACES = "traces/sample";

  private final LabSettings settings;
  private final Generations generations;
  private final Lineage lineage;

  OrchestratorRuns(LabSettings settings, Generations generations, Lineage lineage) {
    this.settings = settings;
    this.generations = generations;
    this.lineage = lineage;
  }

  /** Records a run for each executed piece of work that makes a data set, a model or a service. */
  void record(List<Work> works) {
    for (Work work : works) {
      if (work.fate() == Work.Fate.EXECUTED && !work.digest().isEmpty() && !work.isCommitted()) {
        record(work, works);
      }
    }
  }

  private void record(Work work, List<Work> works) {
    Generations.Version serving = generations.at(work.proposedAt());
    Lineage.Dataset output = Lineage.Dataset.of(work.artifact(), work.digest());
    String name = work.artifact().substring(work.artifact().indexOf('/') + 1);
    switch (work.artifact().substring(0, work.artifact().indexOf('/'))) {
      case "training" ->
          run(
              "curation/mix",
              work,
              work.proposer(),
              "selected",
              List.of(Lineage.Dataset.of("pools/" + name, "")),
              output);
      case "traces" ->
          run(
              TRACES,
              work,
              Actor.model("trace-sampler", serving.id(), ""),
              "generated",
              List.of(Lineage.Dataset.model(serving)),
              output);
      case "item-bank" ->
          run(
              "evaluation/item-bank",
              work,
              work.proposer(),
              "authored",
              List.of(Lineage.Dataset.of("pools/" + name, "")),
              output);
      case "deployment" ->
          run(
              "deploy/" + name,
              work,
              Actor.PIPELINE,
              "deployed",
              List.of(Lineage.Dataset.model(generations.at(work.executedAt()))),
              output);
      case "model" ->
          run(
              "training/train",
              work,
              work.proposer(),
              "scaled",
              ingredients(work, works),
              new Lineage.Dataset(work.artifact(), work.digest(), name));
      default -> throw new IllegalStateException("No job makes '" + work.artifact() + "'");
    }
  }

  /** Everything the lab selected for a model since the one before it was trained. */
  private List<Lineage.Dataset> ingredients(Work trained, List<Work> works) {
    Generations.Version parent = generations.at(trained.executedAt());
    List<Lineage.Dataset> inputs = new ArrayList<>();
    inputs.add(Lineage.Dataset.model(parent));
    for (Work work : works) {
      boolean data =
          work.artifact().startsWith("training/") || work.artifact().startsWith("traces/");
      if (data
          && !work.executedAt().isBefore(parent.trainedAt())
          && work.executedAt().isBefore(trained.executedAt().minusSeconds(86_400))) {
        inputs.add(Lineage.Dataset.of(work.artifact(), work.digest()));
      }
    }
    return inputs;
  }

  private void run(
      String job,
      Work work,
      Actor actor,
      String role,
      List<Lineage.Dataset> inputs,
      Lineage.Dataset output) {
    Draws draws = Draws.of(settings.seed(), "run/" + work.decision(), 0);
    Instant started = work.executedAt().plusSeconds(draws.between(2, 30));
    Instant ended = started.plusSeconds(draws.between(20, 600));
    lineage.record(
        new Lineage.Run(
            job,
            work.decision(),
            started,
            ended,
            false,
            actor,
            role,
            work.subject(),
            "",
            inputs,
            List.of(output)));
  }
}
