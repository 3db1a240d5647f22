package io.plumbline.findings;

import java.util.List;

/**
 * What a night comes to.
 *
 * @param findings open findings and those closed tonight, most serious first
 * @param answers one per question, in the order of the questions
 * @param overall the opinion
 * @param ledger what the next night starts from
 */
public record Night(List<Finding> findings, List<Answer> answers, Overall overall, Ledger ledger) {

  public Night {
    findings = List.copyOf(findings);
    answers = List.copyOf(answers);
  }
}
