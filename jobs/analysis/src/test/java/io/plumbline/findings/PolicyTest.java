package io.plumbline.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final Policy POLICY = Policy.of(Plan.standard());
  private static final Labels SCOPE = Labels.of(Map.of("selector_id", "chooser"));

  private Ledger ledger = Ledger.NEW;
  private LocalDate night = FIRST.minusDays(1);

  private Night next(Evidence... evidence) {
    return next(List.of(), evidence);
  }

  private Night next(List<Closing> closings, Evidence... evidence) {
    night = night.plusDays(1);
    Night result = POLICY.decide(context(night, closings, Set.of()), List.of(evidence), ledger);
    ledger = LedgerText.read(LedgerText.write(result.ledger()));
    return result;
  }

  private static NightContext context(
      LocalDate night, List<Closing> closings, Set<Question> configured) {
    return new NightContext(
        night,
        FIRST,
        night.equals(FIRST) ? Optional.empty() : Optional.of(night.minusDays(1)),
        closings,
        configured,
        Map.of(),
        List.of());
  }

  private static Hypothesis hypothesis(String name, Question question, Family family) {
    return new Hypothesis(
        "some-test/1",
        name,
        question,
        family,
        Direction.UP,
        Hypothesis.Standing.PRIMARY,
        Hypothesis.Instances.ONE);
  }

  /** A primary test in the making: log odds, margin 0.10. */
  private record Draft(
      Hypothesis hypothesis,
      Labels scope,
      Status status,
      double value,
      double lower,
      double upper,
      double logE,
      double logEMargin,
      double mde,
      List<String> sources,
      List<String> attacks,
      boolean advisory) {

    static Draft of(double value, double lower, double upper, double logE) {
      return new Draft(
          PolicyTest.hypothesis("own", Question.SELECTION, Family.SELECTION),
          SCOPE,
          Status.OK,
          value,
          lower,
          upper,
          logE,
          0,
          0.05,
          List.of("selections"),
          List.of("X01"),
          false);
    }

    Draft about(Hypothesis other) {
      return new Draft(
          other,
          scope,
          status,
          value,
          lower,
          upper,
          logE,
          logEMargin,
          mde,
          sources,
          attacks,
          advisory);
    }

    Draft of(Labels other) {
      return new Draft(
          hypothesis,
          other,
          status,
          value,
          lower,
          upper,
          logE,
          logEMargin,
          mde,
          sources,
          attacks,
          advisory);
    }

    Draft status(Status other) {
      return new Draft(
          hypothesis,
          scope,
          other,
          value,
          lower,
          upper,
          logE,
          logEMargin,
          mde,
          sources,
          attacks,
          advisory);
    }

    Draft material() {
      return new Draft(
          hypothesis,
          scope,
          status,
          value,
          lower,
          upper,
          logE,
          logE,
          mde,
          sources,
          attacks,
          advisory);
    }

    Draft mde(double other) {
      return new Draft(
          hypothesis,
          scope,
          status,
          value,
          lower,
          upper,
          logE,
          logEMargin,
          other,
          sources,
          attacks,
          advisory);
    }

    Draft from(String source) {
      return new Draft(
          hypothesis,
          scope,
          status,
          value,
          lower,
          upper,
          logE,
          logEMargin,
          mde,
          List.of(source),
          attacks,
          advisory);
    }

    Evidence.Measured done() {
      return new Evidence.Measured(
          hypothesis,
          scope,
          status,
          new Effect(
              "log odds",
              OptionalDouble.of(value),
              Interval.of(lower, upper, 0.95, Interval.Kind.ANYTIME),
              Effect.Unit.LOG_ODDS),
          OptionalDouble.of(logE),
          OptionalDouble.empty(),
          OptionalDouble.of(logEMargin),
          OptionalDouble.of(0.10),
          OptionalDouble.of(mde),
          1000,
          1000,
          "A sentence.",
          sources,
          "select 1",
          attacks,
          advisory);
    }
  }

  private static Evidence.Violations rule(
      Question question, long broken, long checked, Evidence.Gravity gravity) {
    return rule("kept", question, broken, checked, gravity);
  }

  /** Bounded above four rows, by nothing below. */
  private static Evidence.Violations rule(
      String name, Question question, long broken, long checked, Evidence.Gravity gravity) {
    return new Evidence.Violations(
        new Hypothesis(
            "some-rule/1",
            name,
            question,
            Family.PROVENANCE,
            Direction.UP,
            Hypothesis.Standing.PRIMARY,
            Hypothesis.Instances.MANY),
        Labels.of(Map.of("source", "log")),
        Status.OK,
        broken,
        checked,
        gravity,
        checked > 4 ? OptionalDouble.of(0.01) : OptionalDouble.empty(),
        broken + " of " + checked + ".",
        List.of("log"),
        "select 1",
        List.of("X20"),
        List.of(new RowLink("log", "a.jsonl", Optional.empty(), broken)));
  }

  private static Evidence.Violations malformed(String source) {
    return new Evidence.Violations(
        new Hypothesis(
            "record/1",
            Gates.MALFORMED,
            Question.RECORD,
            Family.PROVENANCE,
            Direction.UP,
            Hypothesis.Standing.EXPLORATORY,
            Hypothesis.Instances.MANY),
        Labels.of(Map.of(Gates.SOURCE, source)),
        Status.OK,
        2,
        100,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "2 of 100.",
        List.of(source),
        "select 1",
        List.of(),
        List.of());
  }

  private static Answer answer(Night night, Question question) {
    return night.answers().get(question.ordinal());
  }

  @Test
  void brokenStatedRuleIsABreach() {
    Night result = next(rule(Question.RECORD, 1, 100, Evidence.Gravity.BREACH));
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.BREACH);
    assertThat(result.overall().exitCode()).isEqualTo(20);
    assertThat(result.overall().recommendation()).isEqualTo("hold the decision");
    assertThat(result.findings())
        .singleElement()
        .extracting(Finding::tier)
        .isEqualTo(Optional.empty());
  }

  @Test
  void keptRulePassesWithItsUpperBound() {
    Night result = next(rule(Question.RECORD, 0, 100, Evidence.Gravity.BREACH));
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.overall().exitCode()).isZero();
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void ruleWithoutRowsIsTooLittleData() {
    Night result = next(rule(Question.RECORD, 0, 0, Evidence.Gravity.BREACH));
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.overall().exitCode()).isEqualTo(30);
  }

  @Test
  void missedProcessRuleNeedsAttention() {
    Night result = next(rule(Question.RECORD, 2, 100, Evidence.Gravity.ATTENTION));
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(result.overall().exitCode()).isEqualTo(10);
  }

  @Test
  void aNoteChangesNoVerdict() {
    Night result = next(rule(Question.RECORD, 2, 100, Evidence.Gravity.NOTE));
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.PASS);
    assertThat(result.findings()).isEmpty();
  }

  @Test
  void pageAtTheHypothesisOwnLevelNeedsAttention() {
    double threshold = -Math.log(0.05 * 0.25 * 0.8);
    Night below = next(Draft.of(0.3, 0.05, 0.6, threshold - 1e-6).mde(0.2).done());
    assertThat(answer(below, Question.SELECTION).verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(below.findings())
        .singleElement()
        .extracting(Finding::tier)
        .isEqualTo(Optional.of(Finding.Tier.WORKLIST));
    Night above = next(Draft.of(0.3, 0.05, 0.6, threshold + 1e-6).mde(0.2).done());
    assertThat(above.findings())
        .singleElement()
        .extracting(Finding::tier)
        .isEqualTo(Optional.of(Finding.Tier.PAGE));
    assertThat(above.findings().get(0).state()).isEqualTo(Finding.State.CARRIED);
    assertThat(above.findings().get(0).firstNight()).isEqualTo(FIRST);
  }

  @Test
  void anEffectInsideTheMarginDoesNotPageHoweverSure() {
    Night result = next(Draft.of(0.05, 0.03, 0.08, 50).done());
    assertThat(result.findings()).isEmpty();
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void materialEffectAloneNeedsAttentionOnly() {
    Night result = next(Draft.of(0.5, 0.3, 0.7, 20).material().done());
    assertThat(result.findings().get(0).severity()).contains(Finding.Severity.MATERIAL);
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void materialEffectWithASecondKindOfEvidenceFromOtherSourcesIsABreach() {
    Hypothesis gap = hypothesis("gap", Question.BEHAVIOUR, Family.BEHAVIOUR);
    Night result =
        next(
            Draft.of(0.5, 0.3, 0.7, 20).material().done(),
            Draft.of(0.5, 0.3, 0.7, 20).about(gap).from("samples").done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.BREACH);
    assertThat(answer(result, Question.BEHAVIOUR).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void evidenceThatSharesASourceIsNoSecondEvidence() {
    Hypothesis gap = hypothesis("gap", Question.BEHAVIOUR, Family.BEHAVIOUR);
    Night result =
        next(
            Draft.of(0.5, 0.3, 0.7, 20).material().done(),
            Draft.of(0.5, 0.3, 0.7, 20).about(gap).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void undeclaredUnitsShutTheGateAndOnlyAdvise() {
    Night result = next(Draft.of(0.5, 0.3, 0.7, 20).status(Status.UNIT_UNDECLARED).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.findings())
        .singleElement()
        .extracting(Finding::tier)
        .isEqualTo(Optional.of(Finding.Tier.ADVISORY));
  }

  @Test
  void aPageIsNotHiddenByTheGateOfOtherEvidence() {
    Labels other = Labels.of(Map.of("selector_id", "other"));
    Night result =
        next(
            Draft.of(0.5, 0.3, 0.7, 20).done(),
            Draft.of(0, -1, 1, 0).of(other).status(Status.UNIT_UNDECLARED).done());
    Answer answer = answer(result, Question.SELECTION);
    assertThat(answer.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(answer.sentence()).isEqualTo("A sentence. Not relied on: A sentence.");
  }

  @Test
  void anOpenPageDoesNotCountWhileItsOwnSourceIsMalformed() {
    next(Draft.of(0.5, 0.3, 0.7, 20).done());
    Night result = next(malformed("selections"), Draft.of(0.5, 0.3, 0.7, 20).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer(next(Draft.of(0.5, 0.3, 0.7, 20).done()), Question.SELECTION).verdict())
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void noQuestionPassesWhileTheGateOfAnyPrimaryEvidenceIsShut() {
    Labels other = Labels.of(Map.of("selector_id", "other"));
    Night result =
        next(
            Draft.of(0.01, -0.09, 0.09, 0).done(),
            Draft.of(0.01, -0.09, 0.09, 0).of(other).status(Status.UNIT_UNDECLARED).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void malformedSourceShutsTheGateOfItsQuestions() {
    Night result = next(malformed("selections"), Draft.of(0.01, -0.05, 0.05, 0).done());
    Answer answer = answer(result, Question.SELECTION);
    assertThat(answer.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer.sentence())
        .isEqualTo("2 of 100 records of source selections are malformed (limit 1.0 %).");
  }

  @Test
  void tooLittlePowerIsTooLittleData() {
    Night result = next(Draft.of(0.01, -0.2, 0.2, 0).mde(0.3).done());
    Answer answer = answer(result, Question.SELECTION);
    assertThat(answer.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer.sentence())
        .isEqualTo(
            "A sentence. The smallest effect that would have been found is 0.300 (margin 0.100).");
  }

  @Test
  void sequenceInsideTheMarginPasses() {
    Night result = next(Draft.of(0.01, -0.09, 0.09, 0).mde(0.3).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aPassSaysMarginPowerAndWhatElseWasWatched() {
    Hypothesis watched =
        new Hypothesis(
            "some-test/1",
            "any",
            Question.SELECTION,
            Family.SELECTION,
            Direction.BOTH,
            Hypothesis.Standing.EXPLORATORY,
            Hypothesis.Instances.ONE);
    Night result =
        next(
            Draft.of(0.01, -0.09, 0.09, 0).mde(0.08).done(),
            Draft.of(0.01, -0.5, 0.5, 0).mde(0.4).about(watched).done());
    assertThat(answer(result, Question.SELECTION).sentence())
        .isEqualTo(
            "A sentence. That is inside the margin of 0.100 either way; an effect of 0.080 would"
                + " have paged with 80 % power. 1 further hypothesis raised no alarm; found with"
                + " 80 % power would be effects in log odds from 0.40 to 0.40.");
  }

  @Test
  void estimateBeyondTheMarginNeedsAttentionOncePowerIsEnough() {
    Night result = next(Draft.of(0.12, -0.02, 0.26, 1).mde(0.09).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void estimateInsideTheMarginWithoutEquivalenceIsTooLittleData() {
    Night result = next(Draft.of(0.08, -0.02, 0.18, 1).mde(0.09).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void everyPrimaryHypothesisMustBeSettledToPass() {
    Labels other = Labels.of(Map.of("selector_id", "other"));
    Night result =
        next(
            Draft.of(0.01, -0.09, 0.09, 0).done(),
            Draft.of(0.01, -0.2, 0.2, 0).mde(0.3).of(other).done());
    Answer answer = answer(result, Question.SELECTION);
    assertThat(answer.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer.sentence()).endsWith("1 of 2 primary hypotheses and rules are settled.");
  }

  @Test
  void anEstimateBeyondItsMarginIsNotHiddenByWhatAnotherTestLacks() {
    Labels other = Labels.of(Map.of("selector_id", "other"));
    Night result =
        next(
            Draft.of(0.12, -0.02, 0.26, 1).mde(0.09).done(),
            Draft.of(0.01, -0.2, 0.2, 0).mde(0.3).of(other).done());
    Answer answer = answer(result, Question.SELECTION);
    assertThat(answer.verdict()).isEqualTo(Verdict.ATTENTION);
    assertThat(answer.sentence())
        .isEqualTo(
            "A sentence. That is beyond the margin of 0.100."
                + " 0 of 2 primary hypotheses and rules are settled.");
  }

  @Test
  void anEstimateBeyondItsMarginWithoutPowerStaysTooLittleData() {
    Night result = next(Draft.of(0.12, -0.2, 0.4, 1).mde(0.3).done());
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @Test
  void aRuleKeptByFourRowsIsNoReasonToPass() {
    Answer few = answer(next(rule(Question.LOOP, 0, 4, Evidence.Gravity.BREACH)), Question.LOOP);
    assertThat(few.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(few.sentence())
        .endsWith("Nothing else settles the question, and so few rows do not.");
    Answer more = answer(next(rule(Question.LOOP, 0, 5, Evidence.Gravity.BREACH)), Question.LOOP);
    assertThat(more.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aRuleKeptByFewRowsDoesNotHoldUpAPassAndIsNotNamedInIt() {
    Answer answer =
        answer(
            next(
                rule(Question.RECORD, 0, 3, Evidence.Gravity.BREACH),
                rule("other", Question.RECORD, 0, 100, Evidence.Gravity.BREACH)),
            Question.RECORD);
    assertThat(answer.verdict()).isEqualTo(Verdict.PASS);
    assertThat(answer.sentence())
        .contains("All 2 primary hypotheses and rules hold")
        .endsWith(
            "Of 1 of them there were too few rows to bound a rate; the pass does not rest on it.");
  }

  @Test
  void failedDetectorDegradesTheRunAndItsQuestionNeverPasses() {
    Evidence failed =
        new Evidence.Failed(
            hypothesis("own", Question.SELECTION, Family.SELECTION), SCOPE, "out of range");
    Night result = next(failed, rule(Question.RECORD, 0, 100, Evidence.Gravity.BREACH));
    assertThat(answer(result, Question.SELECTION).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(result.overall().degraded()).isTrue();
    assertThat(result.overall().exitCode()).isEqualTo(40);
    assertThat(result.overall().doubts())
        .containsExactly("Detector some-test/1 failed: out of range");
  }

  @Test
  void breachOutranksDegradedInTheExitCode() {
    Evidence failed =
        new Evidence.Failed(
            hypothesis("own", Question.SELECTION, Family.SELECTION), SCOPE, "out of range");
    Night result = next(failed, rule(Question.RECORD, 1, 100, Evidence.Gravity.BREACH));
    assertThat(result.overall().exitCode()).isEqualTo(20);
  }

  @Test
  void nothingConfiguredIsNotApplicableAndConfiguredWithoutRowsIsTooLittleData() {
    Night result =
        POLICY.decide(context(FIRST, List.of(), EnumSet.of(Question.LOOP)), List.of(), Ledger.NEW);
    assertThat(answer(result, Question.LOOP).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(answer(result, Question.RECORD).verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
    assertThat(result.overall().verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    Night nothing = POLICY.decide(context(FIRST, List.of(), Set.of()), List.of(), Ledger.NEW);
    assertThat(nothing.overall().exitCode()).isEqualTo(30);
  }

  @Test
  void pageStaysOpenUntilSomebodyClosesIt() {
    Finding opened = next(Draft.of(0.5, 0.3, 0.7, 20).done()).findings().get(0);
    Night carried = next(Draft.of(0.01, -0.09, 0.09, 0).done());
    assertThat(carried.findings())
        .singleElement()
        .extracting(Finding::id, Finding::state, Finding::firstNight)
        .containsExactly(opened.id(), Finding.State.CARRIED, FIRST);
    Night closed =
        next(
            List.of(new Closing(opened.id(), "the data lead", "A rebalanced pool.")),
            Draft.of(0.01, -0.09, 0.09, 0).done());
    assertThat(closed.findings())
        .singleElement()
        .extracting(Finding::state, finding -> finding.closing().orElseThrow().by())
        .containsExactly(Finding.State.CLOSED, "the data lead");
    assertThat(next(Draft.of(0.01, -0.09, 0.09, 0).done()).findings()).isEmpty();
  }

  @Test
  void closedPageStartsAnewAtHalfTheLevel() {
    Evidence.Measured page = Draft.of(0.5, 0.3, 0.7, 20).done();
    Finding opened = next(page).findings().get(0);
    double before =
        POLICY
            .levels(context(night.plusDays(1), List.of(), Set.of()), ledger)
            .of(page.hypothesis(), SCOPE)
            .alpha();
    List<Closing> closings = List.of(new Closing(opened.id(), "the data lead", "Explained."));
    Levels.Level after =
        POLICY
            .levels(context(night.plusDays(1), closings, Set.of()), ledger)
            .of(page.hypothesis(), SCOPE);
    assertThat(after.alpha()).isEqualTo(before / 2);
    assertThat(after.since()).isEqualTo(night.plusDays(1));
    assertThat(after.open()).isFalse();
  }

  @Test
  void brokenRuleStaysOpenAndKeepsItsRows() {
    next(rule(Question.RECORD, 1, 100, Evidence.Gravity.ATTENTION));
    Night second = next(rule(Question.RECORD, 2, 200, Evidence.Gravity.ATTENTION));
    assertThat(second.findings())
        .singleElement()
        .extracting(Finding::violations, finding -> finding.rows().size())
        .containsExactly(2L, 2);
    Night third = next();
    assertThat(third.findings())
        .singleElement()
        .extracting(Finding::state, Finding::lastNight)
        .containsExactly(Finding.State.CARRIED, FIRST.plusDays(1));
  }

  @Test
  void worklistEntryLeavesByItself() {
    double threshold = -Math.log(0.05 * 0.25 * 0.8);
    next(Draft.of(0.3, 0.05, 0.6, threshold - 1).done());
    Night gone = next(Draft.of(0.3, -0.05, 0.6, 0).mde(0.3).done());
    assertThat(gone.findings())
        .singleElement()
        .extracting(Finding::state, finding -> finding.closing().orElseThrow().reason())
        .containsExactly(Finding.State.CLOSED, "No longer on the worklist.");
    assertThat(answer(gone, Question.SELECTION).changedSincePrevious()).isTrue();
  }

  @Test
  void newBudgetYearRearmsAtTheFullLevel() {
    Evidence.Measured page = Draft.of(0.5, 0.3, 0.7, 20).done();
    Finding opened = next(page).findings().get(0);
    next(
        List.of(new Closing(opened.id(), "the data lead", "Explained.")),
        Draft.of(0, -1, 1, 0).done());
    assertThat(ledger.entries().values().iterator().next().instances().get(0).rearmed())
        .isEqualTo(1);
    night = FIRST.plusDays(364);
    next(Draft.of(0, -1, 1, 0).done());
    assertThat(ledger.yearStart()).contains(FIRST.plusDays(365));
    assertThat(ledger.entries().values().iterator().next().instances().get(0).rearmed()).isZero();
  }

  @Test
  void instancesShareTheLevelByOrderOfAppearance() {
    Hypothesis many =
        new Hypothesis(
            "some-test/1",
            "own",
            Question.SELECTION,
            Family.SELECTION,
            Direction.UP,
            Hypothesis.Standing.PRIMARY,
            Hypothesis.Instances.MANY);
    double threshold = -Math.log(0.05 * 0.25 * 0.8);
    Night alone = next(Draft.of(0.5, 0.3, 0.7, threshold + 2).about(many).done());
    assertThat(alone.findings().get(0).tier()).contains(Finding.Tier.WORKLIST);
    Night paged = next(Draft.of(0.5, 0.3, 0.7, threshold + 2.31).about(many).done());
    assertThat(paged.findings().get(0).tier()).contains(Finding.Tier.PAGE);
  }

  @Test
  void aClosingNamesWhoAndWhy() {
    assertThatThrownBy(() -> new Closing("f", " ", "why"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid closing of 'f': who and why must be given");
  }

  @Test
  void levelsOfAllHypothesesAddUpToNoMoreThanTheYearsBudget() {
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      evidence.add(
          Draft.of(0, -1, 1, 0)
              .about(hypothesis("h" + i, Question.SELECTION, Family.SELECTION))
              .done());
    }
    next(evidence.toArray(Evidence[]::new));
    for (int i = 40; i < 60; i++) {
      evidence.add(
          Draft.of(0, -1, 1, 0)
              .about(hypothesis("h" + i, Question.SELECTION, Family.SELECTION))
              .done());
    }
    next(evidence.toArray(Evidence[]::new));
    double total = ledger.rows(Plan.standard()).stream().mapToDouble(Ledger.Row::alpha).sum();
    assertThat(total).isBetween(0.05 * 0.25 * 0.98, 0.05 * 0.25);
  }
}
