package io.plumbline.detect;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Question;
import io.plumbline.measure.Labels;
import io.plumbline.stats.Status;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether the hypotheses declared for a question are about a test. */
enum Declarations {
  /** What is declared holds for it. */
  HEEDED,
  /** It tests what it finds, whatever is declared. */
  OTHERS;

  /** Declared hypotheses for which nothing was offered yet: too little data, never a pass. */
  static List<Evidence> missing(
      List<Evidence> evidence, Plan plan, Question question, Function<String, Terms> terms) {
    Set<String> seen =
        evidence.stream().map(one -> one.hypothesis().id()).collect(Collectors.toSet());
    return plan.declared(question).keySet().stream()
        .map(name -> terms.apply(name).hypothesis())
        .filter(hypothesis -> !seen.contains(hypothesis.id()))
        .map(
            hypothesis ->
                (Evidence)
                    new Evidence.Insufficient(
                        hypothesis,
                        Labels.NONE,
                        Status.NO_DATA,
                        "Nothing was recorded yet that the declared hypothesis "
                            + hypothesis.name()
                            + " is about.",
                        List.of()))
        .toList();
  }
}
