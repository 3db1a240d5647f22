package io.plumbline.findings;

import io.plumbline.stats.Status;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Conditions under which a question is not answered from its data, whatever they seem to say: a
 * source that is missing or too malformed, units or pools that are not known, a detector that
 * failed.
 */
public final class Gates {

  /** Name of the rule that counts tonight's malformed records of the source in its scope. */
  public static final String MALFORMED = "malformed-records";

  /** Name of the rule that counts what is missing tonight of the source in its scope. */
  public static final String MISSING = "missing-night";

  /** Label of a scope that names a source. */
  public static final String SOURCE = "source";

  private static final Set<Status> SHUT =
      Set.of(
          Status.UNIT_UNDECLARED,
          Status.POOL_MISMATCH,
          Status.POSITIVITY_FAIL,
          Status.NOT_IDENTIFIED,
          Status.FAILED);

  private final SortedMap<String, String> sources;

  private Gates(SortedMap<String, String> sources) {
    this.sources = sources;
  }

  /** The sources that may not be relied on tonight, and why. */
  static Gates of(NightContext context, List<Evidence> evidence) {
    SortedMap<String, String> sources = new TreeMap<>();
    for (Evidence one : evidence) {
      Optional<Evidence.Violations> rule = one.rule();
      Optional<String> source = one.scope().value(SOURCE);
      if (rule.isPresent()
          && source.isPresent()
          && one.hypothesis().question() == Question.RECORD) {
        shut(context, rule.get(), source.get())
            .ifPresent(reason -> sources.merge(source.get(), reason, (a, b) -> a + " " + b));
      }
    }
    return new Gates(sources);
  }

  private static Optional<String> shut(
      NightContext context, Evidence.Violations rule, String source) {
    String name = rule.hypothesis().name();
    if (name.equals(MISSING) && rule.violations() > 0) {
      return Optional.of("Source " + source + " is missing tonight.");
    }
    double limit = context.malformedLimit(source);
    if (name.equals(MALFORMED) && rule.violations() > limit * rule.checked()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%,d of %,d records of source %s are malformed (limit %.1f %%).",
              rule.violations(),
              rule.checked(),
              source,
              100 * limit));
    }
    return Optional.empty();
  }

  /** Why this finding cannot be relied on; empty when it can. */
  Optional<String> shut(Finding finding) {
    Optional<String> reason = shut(finding.sources());
    return reason.isEmpty() && SHUT.contains(finding.status())
        ? Optional.of(finding.because())
        : reason;
  }

  private Optional<String> shut(List<String> from) {
    return from.stream()
        .flatMap(name -> Optional.ofNullable(sources.get(name)).stream())
        .findFirst();
  }

  /** Why this evidence cannot be relied on; empty when it can. */
  Optional<String> shut(Evidence one) {
    Optional<String> reason = shut(one.sources());
    if (reason.isPresent()) {
      return reason;
    }
    boolean isShut =
        SHUT.contains(one.status())
            && (one.status() == Status.FAILED
                || one.hypothesis().standing() == Hypothesis.Standing.PRIMARY);
    return isShut ? Optional.of(one.sentence()) : Optional.empty();
  }
}
