package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Was the stated policy itself loosened?
 *
 * <p>By domain the policy that a night's decisions were measured by is compared with the one before
 * it: a lower approver class, none where one was stated, a second person no longer asked for, a
 * higher cap on reviews an hour, or none. A policy may be loosened for good reason; it may not be
 * loosened unseen. A loosened policy shows on the first night with a decision in the domain; the
 * whole configuration of every night is in {@code gold.nights}.
 */
final class PolicyDrift implements Detector {

  static final String ID = "policy-drift/1";

  private static final String DOMAIN = "domain";
  private static final String REQUIRED = "required_class";
  private static final String SECOND = "second_person";
  private static final String CAP = "review_cap";
  private static final String KIND = "policy";
  private static final String LOOSER = "loosened";
  private static final String NIGHTS = "nights with a policy or without";

  /** Approver classes from the weakest on. */
  private static final List<String> CLASSES =
      List.of("none", "standing_policy", "ai_reviewer", "human_nominal", "human_with_sight");

  private static final Measurement POLICY =
      new Measurement(
          "decisions-policy",
          Decisions.SPEC,
          List.of(Expr.column(DOMAIN)),
          List.of(),
          Optional.empty(),
          List.of(
              Expr.column(REQUIRED),
              Expr.column(SECOND),
              new Expr(CAP, "cast(review_cap as string)"),
              Selections.SOURCE_CELL),
          List.of(),
          "counted");

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "policy-loosened",
          Question.AUTHORITY,
          Family.AUTHORITY,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.MANY);

  /**
   * The policy of a domain over the nights.
   *
   * @param now the last one seen
   * @param night when it was seen last
   * @param before the one that was loosened last; the same as {@code now} where none was
   * @param until last night of that one
   */
  private record Course(Stated now, double night, Stated before, double until) {

    private static Course of(double[] numbers) {
      return new Course(
          Stated.of(Arrays.copyOfRange(numbers, 0, 3)),
          numbers[3],
          Stated.of(Arrays.copyOfRange(numbers, 4, 7)),
          numbers[7]);
    }

    private Course on(double day, Stated stated) {
      return stated.looserThan(now).isEmpty()
          ? new Course(stated, day, before, until)
          : new Course(stated, day, now, night);
    }

    private Fold fold() {
      double[] one = now.numbers();
      double[] other = before.numbers();
      return Fold.of(one[0], one[1], one[2], night, other[0], other[1], other[2], until);
    }

    private String words() {
      return "until "
          + LocalDate.ofEpochDay((long) until)
          + " the policy "
          + String.join("; it ", now.looserThan(before));
    }
  }

  /** What a policy asks for; minus one is nothing at all. */
  private record Stated(int required, boolean second, long cap) {

    private static Stated of(Labels cell) {
      return new Stated(
          cell.value(REQUIRED).map(CLASSES::indexOf).orElse(-1),
          cell.value(SECOND).orElse("").equals("true"),
          cell.value(CAP).map(Long::parseLong).orElse(Long.MAX_VALUE));
    }

    private static Stated of(double[] numbers) {
      return new Stated(
          (int) numbers[0], numbers[1] == 1, numbers[2] < 0 ? Long.MAX_VALUE : (long) numbers[2]);
    }

    private double[] numbers() {
      return new double[] {required, second ? 1 : 0, cap == Long.MAX_VALUE ? -1 : cap};
    }

    private List<String> looserThan(Stated before) {
      List<String> looser = new ArrayList<>();
      if (required < before.required) {
        looser.add("asked for " + before.asked() + " and now asks for " + asked());
      }
      if (before.second && !second) {
        looser.add("asked for a second person and no longer does");
      }
      if (cap > before.cap) {
        looser.add(
            "allowed a person "
                + before.cap
                + " reviews an hour and now "
                + (cap == Long.MAX_VALUE ? "any number" : "allows " + cap));
      }
      return looser;
    }

    private String asked() {
      return required < 0 ? "nothing (no stated boundary)" : CLASSES.get(required);
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.AUTHORITY;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(POLICY);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<Labels, Course> policies = new TreeMap<>();
    shelf.items(KIND).forEach(item -> policies.put(item.scope(), Course.of(item.fold().numbers())));
    SortedMap<Labels, Stated> tonight = new TreeMap<>();
    for (Tally tally : history.tallies(POLICY)) {
      // One run has one policy; should two meet on a night, the looser one counts.
      tonight.merge(
          tally.scope(),
          Stated.of(tally.cell()),
          (one, other) -> other.looserThan(one).isEmpty() ? one : other);
      tally.cell().value("source").ifPresent(source -> seen.source(tally.scope(), source));
    }
    double day = history.night().toEpochDay();
    tonight.forEach(
        (domain, stated) -> {
          if (levels.of(HYPOTHESIS, domain).since().equals(history.night())) {
            seen.reset(domain, LOOSER);
          }
          seen.count(domain, NIGHTS, 1);
          Course course = policies.getOrDefault(domain, new Course(stated, day, stated, day));
          seen.count(domain, LOOSER, stated.looserThan(course.now).isEmpty() ? 0 : 1);
          policies.put(domain, course.on(day, stated));
        });
    List<Evidence> evidence = new ArrayList<>();
    policies.forEach((domain, course) -> evidence.add(evidence(domain, course, seen, history)));
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    policies.forEach(
        (domain, course) ->
            folds.put(Shelf.key(KIND, Map.of("scope", domain.text())), course.fold()));
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(Labels domain, Course course, Seen seen, History history) {
    long looser = seen.counted(domain, LOOSER);
    String name = domain.value(DOMAIN).orElse("");
    return new Evidence.Violations(
        HYPOTHESIS,
        domain,
        Status.OK,
        looser,
        seen.counted(domain, NIGHTS),
        Evidence.Gravity.ATTENTION,
        OptionalDouble.empty(),
        "Domain "
            + name
            + ": "
            + (looser == 0 ? "the stated policy was not loosened" : course.words())
            + " ("
            + Words.count(seen.counted(domain, NIGHTS), "night", "nights")
            + " with decisions compared).",
        seen.sources(domain),
        "select domain, required_class, second_person, review_cap, min(night) as from_night,"
            + " max(night) as to_night, count(*) as decisions from silver.decisions where domain = "
            + Query.literal(name)
            + " and counted and night <= date'"
            + history.night()
            + "' group by domain, required_class, second_person, review_cap order by from_night",
        List.of("X18"),
        List.of());
  }
}
