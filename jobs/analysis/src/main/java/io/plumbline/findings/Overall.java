package io.plumbline.findings;

import java.util.List;

/**
 * The opinion of a night over all questions.
 *
 * @param verdict the most serious answer
 * @param degraded whether the instrument itself is in doubt
 * @param doubts why, in words
 * @param exitCode 20 for BREACH, else 40 when degraded, else 10, 30 or 0
 * @param sentence one sentence made from numbers
 * @param recommendation what to do
 */
public record Overall(
    Verdict verdict,
    boolean degraded,
    List<String> doubts,
    int exitCode,
    String sentence,
    String recommendation) {

  public Overall {
    doubts = List.copyOf(doubts);
  }
}
