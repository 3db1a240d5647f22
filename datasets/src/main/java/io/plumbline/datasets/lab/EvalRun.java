package io.plumbline.datasets.lab;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One execution of one evaluation task.
 *
 * @param id its {@code eval_id}
 * @param form the task as it stood
 * @param rubric scoring instructions it really ran under
 * @param judge model that judges; blank where none does
 * @param version model evaluated
 * @param commit commit of the task code
 * @param startedAt start
 * @param completedAt end
 * @param crashed whether it ended before it was finished
 * @param samples samples in the order in which they were written
 * @param edit an edit of the gate after the run, where there was one
 */
record EvalRun(
    String id,
    Criteria.Form form,
    String rubric,
    String judge,
    Generations.Version version,
    String commit,
    Instant startedAt,
    Instant completedAt,
    boolean crashed,
    List<Sample> samples,
    Optional<GateEdit> edit) {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * An edit of the gate once the result was there.
   *
   * @param threshold the new gate
   * @param at when it was edited
   */
  record GateEdit(double threshold, Instant at) {}

  /**
   * One sample.
   *
   * @param item item id
   * @param failed whether the attempt ended in an error and was run again
   * @param scoreMicro score in millionths; negative where the judge gave none
   * @param statedMicro score that the scorer's own text states
   * @param at when it was finished
   */
  record Sample(String item, boolean failed, long scoreMicro, long statedMicro, Instant at) {

    boolean isScored() {
      return !failed && scoreMicro >= 0;
    }
  }

  EvalRun edited(GateEdit once) {
    return new EvalRun(
        id,
        form,
        rubric,
        judge,
        version,
        commit,
        startedAt,
        completedAt,
        crashed,
        samples,
        Optional.of(once));
  }

  /** A time as Inspect writes it. */
  static String stamp(Instant instant) {
    return STAMP.format(instant);
  }

  /** File name of the log. */
  String fileName() {
    return stamp(startedAt).replace(':', '-').replace('_', '-')
        + "_"
        + form.task().name().replace('_', '-')
        + "_"
        + taskId()
        + ".eval";
  }

  String taskId() {
    return Digests.sha256("task " + id).substring(0, 22);
  }

  /** Mean score of the scored samples, 0 where there is none. */
  double mean() {
    return samples.stream()
            .filter(Sample::isScored)
            .mapToLong(Sample::scoreMicro)
            .average()
            .orElse(0)
        / 1e6;
  }
}
