package io.plumbline.datasets.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model is instrumental in its own creation: early versions of it debug its training, manage its
 * deployment, diagnose its evaluations and scale its own launch, one decision in each domain every
 * second night. People read and approve what touches training, deployment and evaluation; a
 * reviewing model of another vendor approves what scales, and of every sixth such decision nobody
 * knows who approved it.
 */
final class SelfBuilt implements Story {

  private static final int EVERY = 2;
  private static final int NAMELESS_EVERY = 6;
  private static final String EARLY = "early_version";
  private static final String ANCESTOR = "ancestor";

  /** An approver whom the log of a gateway does not name. */
  private static final Actor NAMELESS = new Actor("unknown", "gateway-session", "", "");

  /**
   * What the early version does in one domain.
   *
   * @param domain the domain
   * @param agent the agent it runs as
   * @param approver who approves
   * @param artifact what it changes
   * @param title what it is called
   */
  private record Part(String domain, String agent, Actor approver, String artifact, String title) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              "training_debug",
              "training-agent",
              Actor.human("training-owner"),
              "training/loss_spikes.py",
              "trace a loss spike of this run"),
          new Part(
              "deployment",
              "rollout-agent",
              Actor.human("release-owner"),
              "deployment/launch-rehearsal",
              "rehearse the launch"),
          new Part(
              "evaluation_diagnosis",
              "diagnosis-agent",
              Actor.human("evaluation-owner"),
              "evals/harness/report.py",
              "explain a failed item"),
          new Part(
              "infrastructure",
              "scaling-agent",
              Actor.REVIEW_AGENT,
              "infra/autoscale.py",
              "scale the launch cluster"));

  @Override
  public List<Work> works(LabSettings settings, Generations generations) {
    List<Work> works = new ArrayList<>();
    int scaled = 0;
    for (int night = 3; night <= settings.nights(); night += EVERY) {
      for (int p = 0; p < PARTS.size(); p++) {
        Part part = PARTS.get(p);
        Instant executed = settings.date(night).atTime(2, 10 + 10 * p).toInstant(ZoneOffset.UTC);
        boolean nameless = part.approver.isModel() && ++scaled % NAMELESS_EVERY == 0;
        works.add(
            work(
                settings, generations, night, part, executed, nameless ? NAMELESS : part.approver));
      }
    }
    return works;
  }

  private static Work work(
      LabSettings settings,
      Generations generations,
      int night,
      Part part,
      Instant executed,
      Actor approver) {
    String subject = generations.building(executed.minusSeconds(1));
    String id = "d-" + settings.date(night) + "-self-built-" + part.domain;
    return new Work(
        id,
        domain(part.domain),
        Actor.model(part.agent, subject, "engineer-a"),
        approver,
        approver.kind().equals("human"),
        executed.minus(Duration.ofMinutes(95)),
        executed.minus(Duration.ofMinutes(20)),
        executed,
        Work.Fate.EXECUTED,
        subject,
        part.artifact,
        part.domain.equals("deployment") ? Digests.sha256(settings.seed() + id) : "",
        20,
        "lines",
        part.title);
  }

  private static Domain domain(String name) {
    return Domain.ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public List<Lineage.Run> runs(LabSettings settings, Generations generations) {
    return List.of();
  }

  /**
   * Decisions per domain, generation and kind of participant, daily work included, in which an
   * ancestor or early version took part; and those of them of unknown authority.
   */
  @Override
  public SortedMap<String, Long> counts(Account lab) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (Work work : lab.works()) {
      if (PARTS.stream().anyMatch(part -> part.domain.equals(work.domain().name()))) {
        kin(work)
            .forEach(
                (kin, once) -> {
                  String what =
                      work.domain().name()
                          + " generation "
                          + Generations.numberOf(work.subject())
                          + " "
                          + kin;
                  counts.merge(what, 1L, Long::sum);
                  if (work.approver().kind().equals("unknown")) {
                    counts.merge(what + " of unknown authority", 1L, Long::sum);
                  }
                });
      }
    }
    return counts;
  }

  /** The nearest relative among those who acted; none where no lab model did. */
  private static Map<String, Boolean> kin(Work work) {
    Map<String, Boolean> kin = new TreeMap<>();
    for (Actor actor : List.of(work.proposer(), work.approver())) {
      if (actor.model().equals(work.subject())) {
        return Map.of(EARLY, true);
      }
      if (actor.isModel() && !actor.model().equals(Generations.OTHER_FAMILY)) {
        kin.put(ANCESTOR, true);
      }
    }
    return kin;
  }
}
