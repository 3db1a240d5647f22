package io.plumbline.findings;

/** The answer to a question or the standing of a finding; most serious first. */
public enum Verdict {
  BREACH,
  ATTENTION,
  INSUFFICIENT_DATA,
  PASS,
  NOT_APPLICABLE
}
