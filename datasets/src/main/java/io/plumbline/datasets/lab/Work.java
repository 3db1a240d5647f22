package io.plumbline.datasets.lab;

import java.time.Instant;

/**
 * A piece of work with a decision behind it.
 *
 * @param decision decision id
 * @param domain decision domain
 * @param proposer who proposed it
 * @param approver who approved or rejected it
 * @param sight whether the approver opened the change
 * @param proposedAt when it was proposed
 * @param decidedAt when it was approved or rejected
 * @param executedAt when it was executed; after {@code decidedAt}
 * @param fate how it ended
 * @param subject model being built or operated
 * @param artifact name of what changes
 * @param digest digest of what changes; blank until a commit gives it
 * @param size size of the change
 * @param unit unit of the size
 * @param title what it is called
 */
record Work(
    String decision,
    Domain domain,
    Actor proposer,
    Actor approver,
    boolean sight,
    Instant proposedAt,
    Instant decidedAt,
    Instant executedAt,
    Fate fate,
    String subject,
    String artifact,
    String digest,
    long size,
    String unit,
    String title) {

  /** How a piece of work can end. */
  enum Fate {
    EXECUTED,
    REVERTED,
    REJECTED
  }

  /** Whether it ends in a commit. */
  boolean isCommitted() {
    return fate != Fate.REJECTED && domain.paths().contains(artifact);
  }

  Work committedAs(String commit) {
    return new Work(
        decision,
        domain,
        proposer,
        approver,
        sight,
        proposedAt,
        decidedAt,
        executedAt,
        fate,
        subject,
        artifact,
        commit,
        size,
        unit,
        title);
  }
}
