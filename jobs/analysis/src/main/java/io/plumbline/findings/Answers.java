package io.plumbline.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Answers the seven questions from a night's evidence and open findings.
 *
 * <p>Per question the first that holds: BREACH for a broken stated rule; BREACH for a material
 * effect with a second independent kind of evidence; ATTENTION for an open page, a listed effect
 * beyond the margin, or a missed process rule; INSUFFICIENT_DATA when a gate is shut; ATTENTION
 * when a primary estimate that has its power lies beyond its margin; INSUFFICIENT_DATA when another
 * could not have shown an effect at its margin with 80 % power, or is undecided; PASS when every
 * primary hypothesis is settled, at least one of them by more than a few rows; otherwise
 * INSUFFICIENT_DATA.
 *
 * <p>A gate concerns the evidence it belongs to: a finding whose own gates are shut does not count,
 * one whose gates are open is not hidden by the gate of other evidence, and no question passes
 * while any gate of its evidence is shut.
 *
 * <p>A primary test is settled when its 95 % confidence sequence lies inside the margin; such a
 * sequence excludes every effect at the margin, so power is not asked for again. A primary rule is
 * settled with 0 violations of enough rows to bound its rate; fewer that keep it neither settle a
 * question nor keep it open. Primary are the directed hypotheses, those the plan declares, the gap
 * of every behaviour and the control rules; every other hypothesis may raise an alarm, and is shown
 * with the smallest effect it would have found.
 */
final class Answers {

  private final NightContext context;
  private final Gates gates;

  private Answers(NightContext context, Gates gates) {
    this.context = context;
    this.gates = gates;
  }

  static List<Answer> of(
      NightContext context,
      List<Evidence> evidence,
      List<Finding> open,
      Map<Question, Verdict> previous) {
    Answers answers = new Answers(context, Gates.of(context, evidence));
    List<Answer> result = new ArrayList<>();
    for (Question question : Question.values()) {
      Answer answer =
          answers.answer(
              question,
              evidence.stream().filter(one -> one.hypothesis().question() == question).toList(),
              open.stream().filter(finding -> finding.question() == question).toList());
      boolean changed =
          previous.containsKey(question) && previous.get(question) != answer.verdict();
      result.add(
          new Answer(
              question,
              answer.verdict(),
              answer.sentence(),
              answer.effect(),
              answer.logE(),
              answer.margin(),
              answer.mde80(),
              changed));
    }
    return result;
  }

  private Answer answer(Question question, List<Evidence> evidence, List<Finding> open) {
    Optional<Finding> breach =
        worst(open, finding -> finding.isDeterministic() && finding.verdict() == Verdict.BREACH);
    if (breach.isPresent()) {
      return of(breach.get(), count(open, Verdict.BREACH));
    }
    if (evidence.isEmpty() && open.isEmpty()) {
      return context.configured().contains(question)
          ? plain(question, Verdict.INSUFFICIENT_DATA, "There are no rows to answer it from yet.")
          : plain(
              question,
              Verdict.NOT_APPLICABLE,
              "No source is configured that could answer it, and no such activity was recorded.");
    }
    Optional<String> shut = evidence.stream().flatMap(one -> gates.shut(one).stream()).findFirst();
    List<Finding> reliable =
        open.stream().filter(finding -> gates.shut(finding).isEmpty()).toList();
    for (Verdict verdict : List.of(Verdict.BREACH, Verdict.ATTENTION)) {
      Optional<Finding> worst = worst(reliable, finding -> finding.verdict() == verdict);
      if (worst.isPresent()) {
        Answer answer = of(worst.get(), count(reliable, verdict));
        return shut.isEmpty() ? answer : with(answer, " Not relied on: " + shut.get());
      }
    }
    return shut.isPresent()
        ? plain(question, Verdict.INSUFFICIENT_DATA, shut.get())
        : unalarmed(question, evidence);
  }

  private static Answer with(Answer answer, String more) {
    return new Answer(
        answer.question(),
        answer.verdict(),
        answer.sentence() + more,
        answer.effect(),
        answer.logE(),
        answer.margin(),
        answer.mde80(),
        answer.changedSincePrevious());
  }

  private Answer unalarmed(Question question, List<Evidence> evidence) {
    List<Evidence> primary =
        evidence.stream()
            .filter(one -> one.hypothesis().standing() == Hypothesis.Standing.PRIMARY)
            .toList();
    if (primary.isEmpty()) {
      return plain(
          question,
          Verdict.INSUFFICIENT_DATA,
          "No finding, but none of the hypotheses that could settle it has data.");
    }
    Optional<Evidence> beyond = worst(primary, Settled.BEYOND);
    if (beyond.isPresent()) {
      return of(
          beyond.get(),
          Verdict.ATTENTION,
          beyond.get().sentence() + outside(beyond.get()) + settled(primary));
    }
    Optional<Evidence> weakest = worst(primary, Settled.NOT_YET);
    if (weakest.isPresent()) {
      return of(weakest.get(), Verdict.INSUFFICIENT_DATA, lacking(weakest.get(), primary));
    }
    Optional<Evidence> undecided = worst(primary, Settled.UNDECIDED);
    if (undecided.isPresent()) {
      return of(undecided.get(), Verdict.INSUFFICIENT_DATA, undecided.get().sentence());
    }
    Optional<Evidence> clear = worst(primary, Settled.YES);
    if (clear.isEmpty()) {
      Evidence few = worst(primary, Settled.FEW).orElseThrow();
      return of(
          few,
          Verdict.INSUFFICIENT_DATA,
          few.sentence() + " Nothing else settles the question, and so few rows do not.");
    }
    Evidence least = clear.get();
    String others =
        primary.size() == 1
            ? ""
            : String.format(
                    Locale.ROOT,
                    " All %d primary hypotheses and rules hold; this one least clearly.",
                    primary.size())
                + few(primary);
    return of(
        least, Verdict.PASS, least.sentence() + inside(least) + others + unsettling(evidence));
  }

  /** Of those that stand so, the one of which most is missing. */
  private static Optional<Evidence> worst(List<Evidence> primary, Settled how) {
    return primary.stream()
        .filter(one -> Settled.of(one) == how)
        .max(Comparator.comparingDouble(Settled::lack).thenComparing(Evidence::id));
  }

  /** What was kept by rows too few to pass on. */
  private static String few(List<Evidence> primary) {
    long few = primary.stream().filter(one -> Settled.of(one) == Settled.FEW).count();
    return few == 0
        ? ""
        : String.format(
            Locale.ROOT,
            " Of %d of them there were too few rows to bound a rate; the pass does not rest on %s.",
            few,
            few == 1 ? "it" : "them");
  }

  private static String outside(Evidence one) {
    return one.measured()
        .filter(test -> test.margin().isPresent())
        .map(
            test ->
                String.format(
                    Locale.ROOT,
                    " That is beyond the margin of %.3f.",
                    test.margin().getAsDouble()))
        .orElse("");
  }

  /** Margin and power of a test whose sequence lies inside the margin. */
  private static String inside(Evidence one) {
    return one.measured()
        .filter(test -> test.margin().isPresent())
        .map(
            test ->
                String.format(
                        Locale.ROOT,
                        " That is inside the margin of %.3f either way",
                        test.margin().getAsDouble())
                    + (test.mde80().isPresent()
                        ? String.format(
                            Locale.ROOT,
                            "; an effect of %.3f would have paged with 80 %% power.",
                            test.mde80().getAsDouble())
                        : "."))
        .orElse("");
  }

  /** What beside the primary hypotheses was watched, and how closely. */
  private static String unsettling(List<Evidence> evidence) {
    List<Evidence.Measured> watched =
        evidence.stream()
            .filter(one -> one.hypothesis().standing() == Hypothesis.Standing.EXPLORATORY)
            .flatMap(one -> one.measured().stream())
            .filter(one -> one.logE().isPresent())
            .toList();
    if (watched.isEmpty()) {
      return "";
    }
    long blind = watched.stream().filter(one -> one.mde80().isEmpty()).count();
    // Effects of different units are no range together.
    SortedMap<Effect.Unit, DoubleSummaryStatistics> found = new TreeMap<>();
    for (Evidence.Measured one : watched) {
      one.mde80()
          .ifPresent(
              mde ->
                  found
                      .computeIfAbsent(one.effect().unit(), unit -> new DoubleSummaryStatistics())
                      .accept(mde));
    }
    String ranges =
        found.entrySet().stream()
            .map(
                range ->
                    String.format(
                        Locale.ROOT,
                        "%s from %.2f to %.2f",
                        range.getKey().words(),
                        range.getValue().getMin(),
                        range.getValue().getMax()))
            .collect(Collectors.joining(", "));
    return String.format(
            Locale.ROOT,
            " %d further %s raised no alarm",
            watched.size(),
            watched.size() == 1 ? "hypothesis" : "hypotheses")
        + (found.isEmpty() ? "" : "; found with 80 % power would be effects in " + ranges)
        + (blind == 0 ? "." : String.format(Locale.ROOT, "; %d could not have yet.", blind));
  }

  private static String settled(List<Evidence> primary) {
    long settled = primary.stream().filter(one -> Settled.of(one) == Settled.YES).count();
    return primary.size() == 1
        ? ""
        : String.format(
            Locale.ROOT,
            " %d of %d primary hypotheses and rules are settled.",
            settled,
            primary.size());
  }

  private static String lacking(Evidence weakest, List<Evidence> primary) {
    String head = weakest.sentence();
    String power =
        weakest
            .measured()
            .filter(one -> one.margin().isPresent())
            .map(
                one ->
                    one.mde80().isPresent()
                        ? String.format(
                            Locale.ROOT,
                            " The smallest effect that would have been found is %.3f (margin %.3f).",
                            one.mde80().getAsDouble(),
                            one.margin().getAsDouble())
                        : " No effect could have been found yet.")
            .orElse("");
    return head + power + settled(primary);
  }

  private static Answer plain(Question question, Verdict verdict, String sentence) {
    return new Answer(
        question,
        verdict,
        sentence,
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false);
  }

  private static Answer of(Finding finding, long sameVerdict) {
    String more =
        sameVerdict > 1
            ? String.format(Locale.ROOT, " %d findings of this weight are open.", sameVerdict)
            : "";
    return new Answer(
        finding.question(),
        finding.verdict(),
        finding.because() + more,
        finding.effect(),
        finding.logE(),
        finding.margin(),
        finding.mde80(),
        false);
  }

  private static Answer of(Evidence one, Verdict verdict, String sentence) {
    Optional<Evidence.Measured> measured = one.measured();
    return new Answer(
        one.hypothesis().question(),
        verdict,
        sentence,
        measured.map(Evidence.Measured::effect),
        measured.map(Evidence.Measured::logE).orElse(OptionalDouble.empty()),
        measured.map(Evidence.Measured::margin).orElse(OptionalDouble.empty()),
        measured.map(Evidence.Measured::mde80).orElse(OptionalDouble.empty()),
        false);
  }

  private static Optional<Finding> worst(
      List<Finding> open, java.util.function.Predicate<Finding> which) {
    return open.stream()
        .filter(which)
        .max(
            Comparator.comparingDouble((Finding finding) -> finding.logE().orElse(0))
                .thenComparingLong(Finding::violations)
                .thenComparing(Finding::id));
  }

  private static long count(List<Finding> open, Verdict verdict) {
    return open.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  static Overall overall(
      NightContext context, List<Evidence> evidence, List<Answer> answers, List<Finding> open) {
    List<String> doubts = new ArrayList<>(context.doubts());
    evidence.stream()
        .filter(one -> one instanceof Evidence.Failed)
        .map(one -> "Detector " + one.hypothesis().detector() + " failed: " + one.sentence())
        .distinct()
        .forEach(doubts::add);
    Verdict verdict =
        answers.stream()
            .map(Answer::verdict)
            .filter(one -> one != Verdict.NOT_APPLICABLE)
            .min(Comparator.naturalOrder())
            .orElse(Verdict.INSUFFICIENT_DATA);
    boolean isDegraded = !doubts.isEmpty();
    return new Overall(
        verdict,
        isDegraded,
        doubts,
        exitCode(verdict, isDegraded),
        sentence(answers, open),
        recommendation(verdict, isDegraded));
  }

  private static int exitCode(Verdict verdict, boolean isDegraded) {
    if (verdict == Verdict.BREACH) {
      return 20;
    }
    if (isDegraded) {
      return 40;
    }
    return switch (verdict) {
      case BREACH -> 20;
      case ATTENTION -> 10;
      case INSUFFICIENT_DATA, NOT_APPLICABLE -> 30;
      case PASS -> 0;
    };
  }

  private static String recommendation(Verdict verdict, boolean isDegraded) {
    return switch (verdict) {
      case BREACH -> "hold the decision";
      case ATTENTION -> "investigate";
      case INSUFFICIENT_DATA, NOT_APPLICABLE -> "continue with conditions";
      case PASS -> isDegraded ? "continue with conditions" : "continue";
    };
  }

  private static String sentence(List<Answer> answers, List<Finding> open) {
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      List<String> ids =
          answers.stream()
              .filter(answer -> answer.verdict() == verdict)
              .map(answer -> answer.question().id())
              .toList();
      if (!ids.isEmpty()) {
        parts.add(ids.size() + " " + words(verdict) + " (" + String.join(", ", ids) + ")");
      }
    }
    long listed = open.stream().filter(Finding::isAdvisory).count();
    return String.format(
        Locale.ROOT,
        "Of %d questions: %s; open findings: %d%s.",
        answers.size(),
        String.join("; ", parts),
        open.size() - listed,
        listed == 0 ? "" : String.format(Locale.ROOT, ", listed without an alarm: %d", listed));
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case BREACH -> "in breach";
      case ATTENTION -> "needing attention";
      case INSUFFICIENT_DATA -> "with too little data";
      case PASS -> "passed";
      case NOT_APPLICABLE -> "not applicable";
    };
  }
}
