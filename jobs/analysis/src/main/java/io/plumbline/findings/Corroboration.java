package io.plumbline.findings;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;

/** Whether a finding stands alone. */
final class Corroboration {

  private Corroboration() {}

  /**
   * The finding with its verdict in the light of the others. A statistical finding is a BREACH only
   * when its effect itself lies beyond the margin and a second open finding supports it: of another
   * kind, sharing no source with it, and about the same question or the same steering pattern.
   * Sources that are not known count as shared.
   */
  static Finding judged(Finding finding, Collection<Finding> open) {
    if (finding.isDeterministic() || finding.isAdvisory()) {
      return finding;
    }
    boolean isMaterial = finding.severity().equals(Optional.of(Finding.Severity.MATERIAL));
    boolean isSupported = open.stream().anyMatch(other -> supports(other, finding));
    return finding.with(isMaterial && isSupported ? Verdict.BREACH : Verdict.ATTENTION);
  }

  private static boolean supports(Finding other, Finding finding) {
    boolean counts =
        other.isDeterministic() && !other.isAdvisory()
            || other.tier().equals(Optional.of(Finding.Tier.PAGE));
    boolean isRelated =
        other.question() == finding.question()
            || !Collections.disjoint(other.attackIds(), finding.attackIds());
    return counts
        && isRelated
        && other.kind() != finding.kind()
        && !other.sources().isEmpty()
        && !finding.sources().isEmpty()
        && Collections.disjoint(other.sources(), finding.sources());
  }
}
