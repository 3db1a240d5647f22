package io.plumbline.acceptance;

import java.io.IOException;
import java.time.Instant;

/** Raw events of decisions, as a lab would send them. */
final class Decisions {

  private final RawLab lab;
  private final String domain;
  private final String subject;

  Decisions(RawLab lab, String domain) {
    this(lab, domain, "");
  }

  /** Decisions about this model. */
  Decisions(RawLab lab, String domain, String subject) {
    this.lab = lab;
    this.domain = domain;
    this.subject = subject;
  }

  /** A proposal by a model. */
  void proposed(String decision, Instant at) throws IOException {
    event(decision, "proposed", at, "model", "agent", "");
  }

  /** An approval by this person, who opened the change. */
  void approved(String decision, Instant at, String person) throws IOException {
    event(decision, "approved", at, "human", person, ",\"viewed\":true");
  }

  void executed(String decision, Instant at) throws IOException {
    event(decision, "executed", at, "service", "pipeline", "");
  }

  /** Any step. */
  void event(String decision, String action, Instant at, String kind, String id, String more)
      throws IOException {
    lab.event(
        "decisions.jsonl",
        "decision",
        decision + "-" + action,
        at,
        RawLab.json(
            """
            {"decision_id":"%s","action":"%s","domain":"%s",%s\
            "actor":{"kind":"%s","id":"%s"},"artifact":"%s/%s","artifact_digest":"sha-%s",\
            "change_size":40,"change_unit":"lines"%s}""",
            decision,
            action,
            domain,
            subject.isEmpty() ? "" : "\"subject_model\":\"" + subject + "\",",
            kind,
            id,
            domain,
            decision,
            decision,
            more));
  }
}
