package io.plumbline.reports;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * One result with its test card: a finding, or a test that found nothing.
 *
 * @param id stable fingerprint of question, detector and scope
 * @param question the question it bears on
 * @param detector detector id, {@code family/version}
 * @param scope whom it is about
 * @param kind rule or statistic
 * @param verdict its standing
 * @param status how far its numbers may be relied on
 * @param tier how loudly it speaks; empty when it does not
 * @param effect its effect; empty when there is none to state
 * @param logE log e-value; empty for a rule
 * @param thresholdLogE log e-value at which it would have paged
 * @param margin margin of practical equivalence, in the effect's unit
 * @param mde80 smallest effect that would have been found with 80 % power; empty for a rule
 * @param nUnits units of evidence, or rows a rule was applied to
 * @param nClusters independent clusters, empty where rows are not clustered
 * @param firstNight night it was opened
 * @param lastNight last night it was seen
 * @param state its place in the register
 * @param closedBy who closed it
 * @param reason why it was closed
 * @param because the evidence in one sentence
 * @param query SQL that reproduces the tallies
 * @param attackIds steering patterns it would show, such as {@code X01}
 * @param rows at most 20 rows that show it
 */
public record ReportFinding(
    String id,
    Question question,
    String detector,
    SortedMap<String, String> scope,
    Kind kind,
    Verdict verdict,
    Status status,
    Optional<Tier> tier,
    Optional<ReportEffect> effect,
    OptionalDouble logE,
    OptionalDouble thresholdLogE,
    OptionalDouble margin,
    @JsonProperty("mde_80") OptionalDouble mde80,
    @JsonProperty("n_units") long nUnits,
    @JsonProperty("n_clusters") OptionalLong nClusters,
    LocalDate firstNight,
    LocalDate lastNight,
    State state,
    Optional<String> closedBy,
    Optional<String> reason,
    String because,
    String query,
    List<String> attackIds,
    List<RowLink> rows) {

  private static final Pattern ATTACK = Pattern.compile("X[0-9]{2}");
  private static final Pattern DETECTOR = Pattern.compile("[a-z][a-z0-9-]*/[0-9][0-9a-z.]*");

  /** Rule or statistic. */
  public enum Kind {
    DETERMINISTIC,
    STATISTICAL;

    /** Name in {@code report.json}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How loudly a finding speaks. */
  public enum Tier {
    PAGE,
    WORKLIST,
    ADVISORY;

    /** Name in {@code report.json}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Place in the register of findings. */
  public enum State {
    NEW,
    CARRIED,
    CLOSED;

    /** Name in {@code report.json}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ReportFinding {
    Valid.text("finding id", id);
    if (!DETECTOR.matcher(detector).matches()) {
      throw new IllegalArgumentException(
          "Invalid detector: '" + detector + "' (must be family/version)");
    }
    scope = Valid.sorted(scope);
    logE = Valid.number("log_e of " + id, logE);
    thresholdLogE = Valid.number("threshold_log_e of " + id, thresholdLogE);
    margin = Valid.positive("margin of " + id, margin);
    mde80 = Valid.positive("mde_80 of " + id, mde80);
    Valid.count("n_units of " + id, nUnits);
    Valid.count("n_clusters of " + id, nClusters);
    Valid.text("closed_by of " + id, closedBy);
    Valid.text("reason of " + id, reason);
    Valid.text("because of " + id, because);
    attackIds = List.copyOf(attackIds);
    for (String attack : attackIds) {
      if (!ATTACK.matcher(attack).matches()) {
        throw new IllegalArgumentException(
            "Invalid attack id: '" + attack + "' (must be X and two digits)");
      }
    }
    rows = Valid.atMost("rows of " + id, 20, rows);
    if (lastNight.isBefore(firstNight)) {
      throw new IllegalArgumentException(
          "Invalid last_night of "
              + id
              + ": "
              + lastNight
              + " (must not be before "
              + firstNight
              + ")");
    }
    if (kind == Kind.DETERMINISTIC && (logE.isPresent() || mde80.isPresent())) {
      throw new IllegalArgumentException(
          "Invalid log_e or mde_80 of " + id + ": present (must be absent for a rule)");
    }
    if (kind == Kind.STATISTICAL && status == Status.OK && mde80.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid mde_80 of " + id + ": absent (must be present for a statistic that is OK)");
    }
    if (status == Status.OK && effect.flatMap(ReportFinding::estimate).isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid effect of " + id + ": absent (must be present when the status is OK)");
    }
    if ((state == State.CLOSED) != (closedBy.isPresent() && reason.isPresent())
        || closedBy.isPresent() != reason.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid closing of "
              + id
              + " (must name closed_by and reason exactly when the state is closed)");
    }
  }

  private static Optional<Double> estimate(ReportEffect effect) {
    return effect.value().isPresent()
        ? Optional.of(effect.value().getAsDouble())
        : Optional.empty();
  }

  /** Whether somebody has to do something about it: not closed, and a breach or attention. */
  public boolean isOpen() {
    return state != State.CLOSED && (verdict == Verdict.BREACH || verdict == Verdict.ATTENTION);
  }
}
