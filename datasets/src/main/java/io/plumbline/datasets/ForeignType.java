package io.plumbline.datasets;

import java.util.Locale;

/**
 * Records of other systems, which bronze keeps in the envelope of an event: an id, a source, a
 * type, a clock and a payload. No emitter can send an event of these types, since their names are
 * Plumbline's.
 */
public enum ForeignType {
  /** A log record of OpenTelemetry. */
  OTLP_LOG,
  /** A span of OpenTelemetry. */
  OTLP_SPAN,
  /** An event of GitHub's audit log. */
  GITHUB_AUDIT,
  /** An event of Kubernetes' audit log. */
  KUBERNETES_AUDIT,
  /** The results of a run of lm-evaluation-harness. */
  LM_EVAL_RESULTS,
  /** A sample of such a run. */
  LM_EVAL_SAMPLE,
  /** An evaluation in the format of Every Eval Ever. */
  EVERY_EVAL_EVER,
  /** A sample of such an evaluation. */
  EVERY_EVAL_EVER_SAMPLE;

  /** The envelope's {@code type}, such as {@code io.plumbline.otlp_log.v1}. */
  public String type() {
    return "io.plumbline." + name().toLowerCase(Locale.ROOT) + ".v1";
  }
}
