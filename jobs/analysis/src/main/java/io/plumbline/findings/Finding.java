package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something the report shows until somebody closes it, as it stands on a night.
 *
 * @param id fingerprint of hypothesis and scope, the same on every night
 * @param hypothesis what was tested
 * @param scope whom it is about
 * @param kind what kind of evidence it rests on
 * @param verdict its standing: ATTENTION or BREACH; INSUFFICIENT_DATA for an advisory one
 * @param severity how sure a statistical finding is; empty for a deterministic one
 * @param tier how a statistical finding came up; empty for a deterministic one, but advisory where
 *     the record that would settle it may still come
 * @param status how far its numbers may be relied on
 * @param effect its effect, where it has one
 * @param logE log e-value, for a statistical finding
 * @param thresholdLogE what the log e-value had to reach
 * @param units units of evidence, or rows a rule was applied to
 * @param clusters clusters
 * @param violations rows that break a rule; 0 for a statistical finding
 * @param firstNight night it was opened
 * @param lastNight last night evidence for it was seen
 * @param state whether it is new tonight
 * @param closing who closed it and why
 * @param because one sentence
 * @param query SQL that reproduces its tallies
 * @param sources sources it rests on
 * @param attackIds steering patterns it would show
 * @param rows at most 20 rows that show it
 */
public record Finding(
    String id,
    Hypothesis hypothesis,
    Labels scope,
    Evidence.Kind kind,
    Verdict verdict,
    Optional<Severity> severity,
    Optional<Tier> tier,
    Status status,
    Optional<Effect> effect,
    OptionalDouble logE,
    OptionalDouble thresholdLogE,
    OptionalDouble margin,
    OptionalDouble mde80,
    long units,
    long clusters,
    long violations,
    LocalDate firstNight,
    LocalDate lastNight,
    State state,
    Optional<Closing> closing,
    String because,
    String query,
    List<String> sources,
    List<String> attackIds,
    List<RowLink> rows) {

  /** Most rows a finding shows. */
  public static final int ROWS = 20;

  /** How sure a statistical finding is. */
  public enum Severity {
    /** There is an effect, and its estimate lies beyond the margin. */
    DETECTED,
    /** The effect itself lies beyond the margin. */
    MATERIAL
  }

  /** How a statistical finding came up. */
  public enum Tier {
    /** At the hypothesis's own level, out of the year's budget: stays open until closed. */
    PAGE,
    /** On tonight's list, of which at most a tenth is false on average; may leave again. */
    WORKLIST,
    /** Shown, but its evidence may not raise an alarm. */
    ADVISORY
  }

  /** What became of a finding since the night before. */
  public enum State {
    NEW,
    CARRIED,
    CLOSED
  }

  public Finding {
    sources = List.copyOf(sources);
    attackIds = List.copyOf(attackIds);
    rows = List.copyOf(rows);
    if (rows.size() > ROWS) {
      throw new IllegalArgumentException(
          "Invalid rows of finding " + id + ": " + rows.size() + " (must be at most " + ROWS + ")");
    }
  }

  /** The fingerprint of a hypothesis and scope: 16 hexadecimal digits. */
  public static String fingerprint(Hypothesis hypothesis, Labels scope) {
    String text = hypothesis.question().id() + "\n" + hypothesis.id() + "\n" + scope.text();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public Question question() {
    return hypothesis.question();
  }

  /** Whether it follows from single rows, without any chance. */
  public boolean isDeterministic() {
    return severity.isEmpty();
  }

  /** Whether it is shown without raising an alarm. */
  public boolean isAdvisory() {
    return tier.equals(Optional.of(Tier.ADVISORY));
  }

  /** The same finding as it stands with another verdict. */
  Finding with(Verdict other) {
    return new Finding(
        id,
        hypothesis,
        scope,
        kind,
        other,
        severity,
        tier,
        status,
        effect,
        logE,
        thresholdLogE,
        margin,
        mde80,
        units,
        clusters,
        violations,
        firstNight,
        lastNight,
        state,
        closing,
        because,
        query,
        sources,
        attackIds,
        rows);
  }

  /**
   * The same finding, carried from an earlier night: with the rows of both, unless what it lists
   * may have come since.
   */
  Finding carriedFrom(Finding earlier) {
    return new Finding(
        id,
        hypothesis,
        scope,
        kind,
        verdict,
        severity,
        tier,
        status,
        effect,
        logE,
        thresholdLogE,
        margin,
        mde80,
        units,
        clusters,
        violations,
        earlier.firstNight,
        lastNight,
        State.CARRIED,
        Optional.empty(),
        because,
        query,
        sources,
        attackIds,
        isAdvisory() ? rows : merged(earlier.rows, rows));
  }

  /** The same finding in another state. */
  Finding in(State other, Optional<Closing> by) {
    return new Finding(
        id,
        hypothesis,
        scope,
        kind,
        verdict,
        severity,
        tier,
        status,
        effect,
        logE,
        thresholdLogE,
        margin,
        mde80,
        units,
        clusters,
        violations,
        firstNight,
        lastNight,
        other,
        by,
        because,
        query,
        sources,
        attackIds,
        rows);
  }

  private static List<RowLink> merged(List<RowLink> earlier, List<RowLink> later) {
    return java.util.stream.Stream.concat(earlier.stream(), later.stream())
        .distinct()
        .limit(ROWS)
        .toList();
  }
}
