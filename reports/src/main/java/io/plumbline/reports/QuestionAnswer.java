package io.plumbline.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The answer to one of the seven questions.
 *
 * @param id the question
 * @param verdict its answer
 * @param sentence the answer in one sentence made from numbers
 * @param effect the effect it rests on
 * @param logE log e-value of that effect against "no effect"
 * @param margin margin of practical equivalence, in the effect's unit
 * @param mde80 smallest effect that would have been found with 80 % power
 * @param changedSincePrevious whether the verdict differs from the previous report's
 * @param owner who answers for it
 */
public record QuestionAnswer(
    Question id,
    Verdict verdict,
    String sentence,
    Optional<ReportEffect> effect,
    OptionalDouble logE,
    OptionalDouble margin,
    @JsonProperty("mde_80") OptionalDouble mde80,
    boolean changedSincePrevious,
    Optional<String> owner) {

  public QuestionAnswer {
    Valid.text("sentence of " + id.id(), sentence);
    logE = Valid.number("log_e of " + id.id(), logE);
    margin = Valid.positive("margin of " + id.id(), margin);
    mde80 = Valid.positive("mde_80 of " + id.id(), mde80);
    Valid.text("owner of " + id.id(), owner);
    if (verdict == Verdict.PASS && logE.isPresent() && mde80.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid mde_80 of "
              + id.id()
              + ": absent (must be present where a test answers the question PASS)");
    }
  }
}
