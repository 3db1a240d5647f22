package io.plumbline.detect;

import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import java.util.Optional;

/**
 * What a claim is registered with, before data.
 *
 * @param hypothesis what is tested
 * @param margin tilt that is practically none
 * @param width how many values it has
 * @param only the one value it is about; empty: all that occur
 */
record Terms(Hypothesis hypothesis, double margin, Claim.Width width, Optional<String> only) {

  static Terms of(Hypothesis hypothesis, double margin, Claim.Width width) {
    return new Terms(hypothesis, margin, width, Optional.empty());
  }

  /** These terms, or those the plan declares under the hypothesis's name. */
  Terms asDeclared(Plan plan, Question question) {
    return plan.declared(question, hypothesis.name()).map(this::as).orElse(this);
  }

  private Terms as(Plan.Declared declared) {
    return new Terms(
        hypothesis.declared(declared.direction()),
        declared.margin().orElse(margin),
        declared.value().isPresent() ? Claim.Width.ONE : width,
        declared.value());
  }

  /** Whether the claim is about this value. */
  boolean isAbout(String value) {
    return only.isEmpty() || only.get().equals(value);
  }
}
