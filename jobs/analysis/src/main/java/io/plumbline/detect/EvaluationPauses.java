package io.plumbline.detect;

import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Did an evaluation that was made regularly stop, while the others went on?
 *
 * <p>A rule over tasks with scores on at least eight days of the 28 up to their last one: a task
 * breaks it when it has had no score for more than a week and for more than three times its longest
 * pause of these days, and another such task had one since. A task is watched for 28 nights after
 * its last score.
 */
final class EvaluationPauses implements Detector {

  static final String ID = "evaluation-pauses/1";

  private static final String DAYS = "days";
  private static final String TASK = "task";
  private static final int WINDOW = 28;
  private static final int REGULAR = 8;
  private static final int LEAST_PAUSE = 7;
  private static final int TIMES = 3;

  private static final Hypothesis HYPOTHESIS =
      new Hypothesis(
          ID,
          "evaluations-go-on",
          Question.CRITERIA,
          Family.CRITERIA,
          Direction.UP,
          Hypothesis.Standing.EXPLORATORY,
          Hypothesis.Instances.ONE);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.CRITERIA;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(CriteriaEffect.SCORES);
  }

  /** Counted for another test of the same question. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    int today = (int) history.night().toEpochDay();
    Shelf shelf = Shelf.of(history);
    Seen seen = Seen.open(shelf);
    SortedMap<String, SortedSet<Integer>> tasks = new TreeMap<>();
    for (Shelf.Item item : shelf.items(DAYS)) {
      SortedSet<Integer> days = new TreeSet<>();
      for (double day : item.fold().numbers()) {
        days.add((int) day);
      }
      tasks.put(item.label(TASK), days);
    }
    for (Tally tally : history.tallies(CriteriaEffect.SCORES)) {
      tasks
          .computeIfAbsent(tally.scope().value(TASK).orElse(""), key -> new TreeSet<>())
          .add(Math.min(today, (int) tally.recordNight().toEpochDay()));
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    tasks.values().removeIf(days -> days.last() <= today - WINDOW);
    Map<String, Fold> folds = new HashMap<>();
    seen.store(folds);
    tasks.forEach(
        (task, days) -> {
          days.headSet(days.last() - WINDOW + 1).clear();
          folds.put(
              Shelf.key(DAYS, Map.of(TASK, task)),
              Fold.of(days.stream().mapToDouble(Integer::doubleValue).toArray()));
        });
    SortedMap<String, SortedSet<Integer>> regular = new TreeMap<>(tasks);
    regular.values().removeIf(days -> days.size() < REGULAR);
    return new Examination(
        regular.size() < 2 ? List.of() : List.of(evidence(regular, today, seen, history)), folds);
  }

  private static Evidence evidence(
      SortedMap<String, SortedSet<Integer>> regular, int today, Seen seen, History history) {
    int latest = regular.values().stream().mapToInt(SortedSet::last).max().orElseThrow();
    List<String> paused = new ArrayList<>();
    regular.forEach(
        (task, days) -> {
          int pause = today - days.last();
          int longest = longestPause(days);
          if (pause > LEAST_PAUSE && pause > TIMES * longest && latest > days.last()) {
            paused.add(
                task
                    + " (none for "
                    + Words.count(pause, "night", "nights")
                    + ", before that at most "
                    + Words.count(longest)
                    + " from one to the next)");
          }
        });
    return new Evidence.Violations(
        HYPOTHESIS,
        Labels.NONE,
        Status.OK,
        paused.size(),
        regular.size(),
        Evidence.Gravity.ATTENTION,
        OptionalDouble.empty(),
        Words.count(paused.size())
            + " of "
            + Words.count(regular.size(), "task", "tasks")
            + " that were evaluated regularly had no score for more than a week and three times"
            + " the longest pause before, while others went on"
            + (paused.isEmpty() ? "." : ": " + String.join("; ", paused) + "."),
        seen.sources(Labels.NONE),
        "select task, count(distinct record_night) as days, max(record_night) as last_day from"
            + " silver.evaluation_results where night <= date'"
            + history.night()
            + "' group by task order by last_day, task",
        List.of("X10"),
        List.of());
  }

  private static int longestPause(SortedSet<Integer> days) {
    int longest = 0;
    int before = days.first();
    for (int day : days) {
      longest = Math.max(longest, day - before);
      before = day;
    }
    return longest;
  }
}
