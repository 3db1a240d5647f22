package io.plumbline.datasets.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model debugs the harness that scores it: from its release on it proposes every third day a
 * change of the evaluation code, a person reads and approves each, and each is a commit that bears
 * the model's trailer. What is evaluated afterwards runs on that code, and says so with its
 * revision.
 */
final class OwnGrader implements Story {

  /** Commits of the model to evaluation code. */
  static final String COMMITS = "commits_to_evaluation_code";

  /** Decisions on its own evaluation that the model proposed. */
  static final String DECISIONS = "decisions_on_its_own_evaluation";

  /** Evaluation runs of the model, or of a later version made from it, on that code. */
  static final String SCORED = "runs_scored_by_own_code";

  private static final int EVERY = 3;
  private static final List<String> PATHS =
      List.of("evals/harness/retries.py", "evals/harness/report.py");
  private static final List<String> TITLES =
      List.of("count a timed out attempt apart", "print partial credit", "retry a broken sandbox");

  @Override
  public List<Work> works(LabSettings settings, Generations generations) {
    Generations.Version model = model(generations);
    Domain domain =
        Domain.ALL.stream()
            .filter(one -> one.name().equals("evaluation_diagnosis"))
            .findFirst()
            .orElseThrow();
    List<Work> works = new ArrayList<>();
    for (int night = 2; night <= settings.nights(); night += EVERY) {
      Instant executed = settings.date(night).atTime(3, 30).toInstant(ZoneOffset.UTC);
      if (executed.minus(Duration.ofHours(2)).isAfter(model.releasedAt())) {
        int n = works.size();
        works.add(
            new Work(
                "d-" + settings.date(night) + "-own-grader",
                domain,
                Actor.model("engineering-agent", model.id(), "engineer-b"),
                Actor.human("evaluation-owner"),
                true,
                executed.minus(Duration.ofHours(2)),
                executed.minus(Duration.ofMinutes(20)),
                executed,
                Work.Fate.EXECUTED,
                model.id(),
                PATHS.get(n % PATHS.size()),
                "",
                12 + n,
                "lines",
                TITLES.get(n % TITLES.size())));
      }
    }
    return works;
  }

  @Override
  public List<Lineage.Run> runs(LabSettings settings, Generations generations) {
    return List.of();
  }

  @Override
  public SortedMap<String, Long> counts(Account lab) {
    Generations.Version model = model(lab.generations());
    List<Work> own =
        lab.works().stream().filter(work -> work.decision().endsWith("-own-grader")).toList();
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put(COMMITS, (long) own.size());
    counts.put(DECISIONS, (long) own.size());
    counts.put(
        SCORED,
        own.isEmpty()
            ? 0
            : lab.evaluations().stream()
                .filter(run -> run.version().number() >= model.number())
                // A commit is dated a moment after its execution: see CodeRepository.
                .filter(run -> run.startedAt().isAfter(own.get(0).executedAt().plusSeconds(20)))
                .count());
    return counts;
  }

  /** The first version that is released during the nights, else the one that serves. */
  private static Generations.Version model(Generations generations) {
    return generations.released().isEmpty()
        ? generations.all().get(1)
        : generations.released().get(0);
  }
}
