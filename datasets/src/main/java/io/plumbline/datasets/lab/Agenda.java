package io.plumbline.datasets.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Everything the lab decides during its nights, planned beforehand. */
final class Agenda {

  private static final Duration SHORTEST_REVIEW = Duration.ofMinutes(10);
  private static final List<String> ENGINEERS =
      List.of("engineer-a", "engineer-b", "engineer-c", "engineer-d");

  private final LabSettings settings;
  private final Generations generations;
  private final Pools pools;
  private final List<Work> works = new ArrayList<>();

  Agenda(
      LabSettings settings, Generations generations, Pools pools, Criteria criteria, Story story) {
    this.settings = settings;
    this.generations = generations;
    this.pools = pools;
    IntStream.rangeClosed(1, settings.nights()).forEach(this::plan);
    releases();
    criteria.changes().forEach(this::criteria);
    works.addAll(story.works(settings, generations));
    works.sort(Comparator.comparing(Work::executedAt).thenComparing(Work::decision));
  }

  /** All work, in the order in which it is executed. */
  List<Work> works() {
    return List.copyOf(works);
  }

  /** Decision under which a batch is selected. */
  static String decisionOn(String pool) {
    return "d-" + pool;
  }

  private void plan(int night) {
    Draws draws = Draws.of(settings.seed(), "agenda", night);
    Instant start = settings.date(night).atStartOfDay().toInstant(ZoneOffset.UTC);
    for (int k = 0; k < Pools.TRAINING_POOLS; k++) {
      selection(night, k, draws);
    }
    for (int k = 0; k < Pools.TRACE_SETS; k++) {
      Instant proposed = start.plus(Duration.ofMinutes(500 + 420L * k + draws.below(30)));
      String set = pools.traceSet(night, k);
      add(
          "d-" + set,
          Domain.TRACES,
          curator(proposed),
          proposed,
          proposed.plusSeconds(draws.between(4_000, 12_000)),
          "traces/" + set,
          Digests.sha256(settings.seed() + set),
          3L * settings.volume().problems(),
          "items",
          "",
          draws);
    }
    Instant proposed = start.plus(Duration.ofMinutes(510 + draws.below(20)));
    String bank = pools.evaluationId(night);
    add(
        "d-" + bank,
        Domain.EVALUATION_ITEMS,
        Actor.human("evaluation-analyst"),
        proposed,
        proposed.plusSeconds(draws.between(4_000, 16_000)),
        "item-bank/" + bank,
        Digests.sha256(settings.seed() + bank),
        60,
        "items",
        "",
        draws);
    for (String place : List.of("staging", "canary")) {
      Instant at = start.plusSeconds(draws.between(30_000, 76_000));
      add(
          id(night, place),
          Domain.DEPLOYMENT,
          Actor.human("release-engineer"),
          at.minusSeconds(draws.between(3_000, 14_000)),
          at,
          "deployment/" + place,
          Digests.sha256(settings.seed() + place + night),
          draws.between(1, 20),
          "lines",
          "",
          draws);
    }
    double factor = settings.volume().decisions() * settings.rhythm(night);
    for (Domain domain : Domain.ALL) {
      int count = draws.around(domain.perNight() * factor);
      for (int i = 0; i < count; i++) {
        code(night, domain, i, draws);
      }
    }
  }

  private void selection(int night, int k, Draws draws) {
    String pool = pools.trainingId(night, k);
    Instant offered = pools.trainingOfferedAt(night, k);
    Instant proposed = offered.plusSeconds(draws.between(60, 600));
    add(
        decisionOn(pool),
        Domain.TRAINING_DATA,
        curator(proposed),
        proposed,
        offered.plusSeconds(draws.between(9_500, 17_000)),
        "training/" + pool,
        Digests.sha256(settings.seed() + pool),
        settings.volume().trainingClusters() / Pools.TRAINING_POOLS,
        "items",
        "",
        draws);
  }

  private Actor curator(Instant at) {
    return Actor.model("curator", generations.at(at).id(), "data-lead");
  }

  private void code(int night, Domain domain, int i, Draws draws) {
    Instant executed =
        settings
            .date(night)
            .atStartOfDay()
            .toInstant(ZoneOffset.UTC)
            .plusSeconds(draws.between(20_000, 82_000));
    Duration review =
        SHORTEST_REVIEW.plusSeconds((long) (2_000 * StrictMath.exp(0.7 * draws.normal())));
    Duration longest = Duration.ofHours(5);
    Instant proposed = executed.minus(review.compareTo(longest) > 0 ? longest : review);
    if (night > 2 && draws.chance(0.15)) {
      proposed = proposed.minus(Duration.ofDays(draws.between(1, 2)));
    }
    String engineer = draws.pick(ENGINEERS);
    Actor proposer =
        draws.chance(domain.modelShare())
            ? Actor.model("engineering-agent", generations.at(proposed).id(), engineer)
            : Actor.human(engineer);
    String id = id(night, domain.name() + "-" + i);
    String path = draws.pick(domain.paths());
    String title = draws.pick(domain.titles());
    long size = 1 + (long) (12 * StrictMath.exp(1.1 * draws.normal()));
    Work work =
        work(
            id,
            domain,
            proposer,
            proposed,
            executed,
            path,
            "",
            Math.min(size, 160),
            "lines",
            title,
            draws);
    double u = draws.uniform();
    works.add(
        u < 0.08
            ? ended(work, Work.Fate.REJECTED)
            : u < 0.09 ? ended(work, Work.Fate.REVERTED) : work);
  }

  private void criteria(Criteria.Change change) {
    if (change.night() > settings.nights()) {
      return;
    }
    Draws draws = Draws.of(settings.seed(), "criteria/" + change.artifact(), 0);
    Instant executed = settings.date(change.night()).atTime(4, 0).toInstant(ZoneOffset.UTC);
    add(
        "d-" + change.artifact(),
        Domain.CRITERIA,
        Actor.human("evaluation-author"),
        executed.minus(Duration.ofHours(3)),
        executed,
        change.artifact(),
        "",
        change.tasks().size(),
        "items",
        "",
        draws);
  }

  private void releases() {
    Instant start = settings.firstNight().atStartOfDay().toInstant(ZoneOffset.UTC);
    for (Generations.Version version : generations.released()) {
      Draws draws = Draws.of(settings.seed(), "release/" + version.id(), 0);
      Instant trained = version.trainedAt();
      if (trained.isAfter(start.plus(Duration.ofHours(6)))) {
        add(
            "d-train-" + version.id(),
            Domain.TRAINING_RUN,
            Actor.human("training-engineer"),
            trained.minus(Duration.ofHours(3)),
            trained,
            "model/" + version.id(),
            version.digest(),
            1,
            "items",
            "",
            draws);
      }
      add(
          "d-release-" + version.id(),
          Domain.DEPLOYMENT,
          Actor.human("release-engineer"),
          version.releasedAt().minus(Duration.ofHours(2)),
          version.releasedAt(),
          "deployment/prod",
          version.digest(),
          1,
          "items",
          "",
          draws);
    }
  }

  private void add(
      String id,
      Domain domain,
      Actor proposer,
      Instant proposed,
      Instant executed,
      String artifact,
      String digest,
      long size,
      String unit,
      String title,
      Draws draws) {
    works.add(
        work(id, domain, proposer, proposed, executed, artifact, digest, size, unit, title, draws));
  }

  private Work work(
      String id,
      Domain domain,
      Actor proposer,
      Instant proposed,
      Instant executed,
      String artifact,
      String digest,
      long size,
      String unit,
      String title,
      Draws draws) {
    int approved = draws.weighted(domain.mix());
    Actor approver =
        approved == 2 ? Actor.REVIEW_AGENT : Actor.human(draws.pick(domain.approvers()));
    Duration whole = Duration.between(proposed, executed);
    Duration lead = Duration.ofSeconds(draws.between(60, 1_500));
    if (whole.minus(lead).compareTo(SHORTEST_REVIEW) < 0) {
      lead = whole.minus(SHORTEST_REVIEW).dividedBy(2).plusSeconds(1);
    }
    return new Work(
        id,
        domain,
        proposer,
        approver,
        approved == 0,
        proposed,
        executed.minus(lead),
        executed,
        Work.Fate.EXECUTED,
        generations.building(executed.minusSeconds(1)),
        artifact,
        digest,
        size,
        unit,
        title);
  }

  private static Work ended(Work work, Work.Fate fate) {
    return new Work(
        work.decision(),
        work.domain(),
        work.proposer(),
        work.approver(),
        work.sight(),
        work.proposedAt(),
        work.decidedAt(),
        work.executedAt(),
        fate,
        work.subject(),
        work.artifact(),
        work.digest(),
        work.size(),
        work.unit(),
        work.title());
  }

  private String id(int night, String what) {
    return "d-" + settings.date(night) + "-" + what;
  }
}
