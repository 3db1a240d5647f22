package io.plumbline.reports;

import io.plumbline.findings.Verdict;
import java.util.Collection;

/**
 * The overall opinion.
 *
 * @param verdict roll-up of the seven answers
 * @param degraded whether the instrument itself is in doubt; never a verdict
 * @param exitCode what a scheduler sees: 20 breach, else 40 degraded, else 10, 30 or 0
 * @param sentence one sentence made from numbers
 * @param recommendation what the report advises
 */
public record Overall(
    Verdict verdict,
    boolean degraded,
    int exitCode,
    String sentence,
    Recommendation recommendation) {

  public Overall {
    if (verdict == Verdict.NOT_APPLICABLE) {
      throw new IllegalArgumentException(
          "Invalid overall verdict: NOT_APPLICABLE (must be one that answers the questions)");
    }
    int wanted = exitCode(verdict, degraded);
    if (exitCode != wanted) {
      throw new IllegalArgumentException(
          "Invalid exit_code: " + exitCode + " (must be " + wanted + " for " + verdict + ")");
    }
    Valid.text("overall sentence", sentence);
  }

  /** An opinion by an instrument that passed its own checks. */
  public static Overall sound(Verdict verdict, String sentence, Recommendation recommendation) {
    return new Overall(verdict, false, exitCode(verdict, false), sentence, recommendation);
  }

  /** An opinion by an instrument in doubt. */
  public static Overall degraded(Verdict verdict, String sentence, Recommendation recommendation) {
    return new Overall(verdict, true, exitCode(verdict, true), sentence, recommendation);
  }

  /**
   * The most serious answer; questions that do not apply are ignored, and when none applies that is
   * too little data.
   */
  public static Verdict rollUp(Collection<Verdict> answers) {
    return answers.stream()
        .filter(verdict -> verdict != Verdict.NOT_APPLICABLE)
        .min(Verdict::compareTo)
        .orElse(Verdict.INSUFFICIENT_DATA);
  }

  private static int exitCode(Verdict verdict, boolean degraded) {
    if (verdict != Verdict.BREACH && degraded) {
      return 40;
    }
    return switch (verdict) {
      case BREACH -> 20;
      case ATTENTION -> 10;
      case INSUFFICIENT_DATA, NOT_APPLICABLE -> 30;
      case PASS -> 0;
    };
  }
}
