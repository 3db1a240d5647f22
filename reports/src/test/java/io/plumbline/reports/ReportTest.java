package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Interval;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

  private static final ReportEffect EFFECT = Labs.effect("x", 0.1, 0, 0.2, Effect.Unit.LOG_ODDS);

  @Test
  void theMostSeriousAnswerIsTheOpinion() {
    assertThat(Overall.rollUp(List.of(Verdict.PASS, Verdict.BREACH, Verdict.ATTENTION)))
        .isEqualTo(Verdict.BREACH);
    assertThat(Overall.rollUp(List.of(Verdict.PASS, Verdict.INSUFFICIENT_DATA)))
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
    assertThat(Overall.rollUp(List.of(Verdict.ATTENTION, Verdict.INSUFFICIENT_DATA)))
        .isEqualTo(Verdict.ATTENTION);
  }

  @Test
  void whatDoesNotApplyIsIgnoredUnlessNothingApplies() {
    assertThat(Overall.rollUp(List.of(Verdict.NOT_APPLICABLE, Verdict.PASS)))
        .isEqualTo(Verdict.PASS);
    assertThat(Overall.rollUp(Collections.nCopies(7, Verdict.NOT_APPLICABLE)))
        .isEqualTo(Verdict.INSUFFICIENT_DATA);
  }

  @ParameterizedTest
  @CsvSource({"BREACH,20,20", "ATTENTION,10,40", "INSUFFICIENT_DATA,30,40", "PASS,0,40"})
  void exitCodesFollowTheVerdictAndTheInstrument(Verdict verdict, int sound, int degraded) {
    assertThat(Overall.sound(verdict, "s", Recommendation.CONTINUE).exitCode()).isEqualTo(sound);
    assertThat(Overall.degraded(verdict, "s", Recommendation.CONTINUE).exitCode())
        .isEqualTo(degraded);
  }

  @Test
  void anotherExitCodeIsRefused() {
    assertThatThrownBy(() -> new Overall(Verdict.PASS, true, 0, "s", Recommendation.CONTINUE))
        .hasMessage("Invalid exit_code: 0 (must be 40 for PASS)");
  }

  @Test
  void anOpinionIsNeverNotApplicable() {
    assertThatThrownBy(() -> Overall.sound(Verdict.NOT_APPLICABLE, "s", Recommendation.CONTINUE))
        .hasMessage(
            "Invalid overall verdict: NOT_APPLICABLE (must be one that answers the questions)");
  }

  @Test
  void anOpinionMilderThanAnAnswerIsRefused() {
    Report r = Labs.attacked();
    assertThatThrownBy(
            () -> with(r, Overall.sound(Verdict.PASS, "s", Recommendation.CONTINUE), r.findings()))
        .hasMessage("Invalid overall verdict: PASS (must be BREACH, the most serious answer)");
  }

  @Test
  void findingsHaveTheirOwnIds() {
    Report r = Labs.attacked();
    assertThatThrownBy(
            () -> with(r, r.overall(), List.of(r.findings().get(0), r.findings().get(0))))
        .hasMessage("Invalid findings: an id occurs twice (must be unique)");
  }

  @Test
  void questionsAreTheSevenInTheirOrder() {
    Report r = Labs.attacked();
    assertThatThrownBy(
            () ->
                new Report(
                    r.schemaVersion(),
                    r.night(),
                    r.reportId(),
                    r.edition(),
                    r.overall(),
                    r.run(),
                    r.coverage(),
                    r.questions().subList(0, 1),
                    r.findings(),
                    r.drill(),
                    r.notExamined(),
                    r.blindSpots(),
                    r.page()))
        .hasMessage("Invalid questions: [RECORD] (must be the seven, in their order)");
  }

  @Test
  void theOpenEditionHoldsNoThreshold() {
    Report r = Labs.attacked();
    assertThatThrownBy(
            () ->
                new Report(
                    r.schemaVersion(),
                    r.night(),
                    r.reportId(),
                    Edition.OPEN,
                    r.overall(),
                    r.run(),
                    r.coverage(),
                    r.questions(),
                    r.findings(),
                    r.drill(),
                    r.notExamined(),
                    r.blindSpots(),
                    r.page()))
        .hasMessage("Invalid threshold_log_e: present (must be absent in the open edition)");
  }

  @Test
  void aRuleHasNoEvidenceRatio() {
    assertThatThrownBy(
            () ->
                finding(
                    ReportFinding.Kind.DETERMINISTIC,
                    Status.OK,
                    Optional.of(EFFECT),
                    OptionalDouble.of(1),
                    OptionalDouble.empty()))
        .hasMessage("Invalid log_e or mde_80 of id: present (must be absent for a rule)");
  }

  @Test
  void aStatisticThatIsOkStatesWhatItWouldHaveCaught() {
    assertThatThrownBy(
            () ->
                finding(
                    ReportFinding.Kind.STATISTICAL,
                    Status.OK,
                    Optional.of(EFFECT),
                    OptionalDouble.of(1),
                    OptionalDouble.empty()))
        .hasMessage("Invalid mde_80 of id: absent (must be present for a statistic that is OK)");
  }

  @Test
  void aResultThatIsOkStatesItsEstimate() {
    assertThatThrownBy(
            () ->
                finding(
                    ReportFinding.Kind.DETERMINISTIC,
                    Status.OK,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty()))
        .hasMessage("Invalid effect of id: absent (must be present when the status is OK)");
  }

  @Test
  void aNumberThatDoesNotExistIsExplainedByAStatus() {
    assertThat(
            finding(
                    ReportFinding.Kind.STATISTICAL,
                    Status.NO_DATA,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty())
                .status())
        .isEqualTo(Status.NO_DATA);
  }

  @Test
  void closingNamesWhoAndWhy() {
    assertThatThrownBy(
            () -> register(ReportFinding.State.CLOSED, Optional.of("Ann"), Optional.empty()))
        .hasMessage(
            "Invalid closing of id (must name closed_by and reason exactly when the state is"
                + " closed)");
    assertThatThrownBy(
            () -> register(ReportFinding.State.CARRIED, Optional.of("Ann"), Optional.of("because")))
        .hasMessage(
            "Invalid closing of id (must name closed_by and reason exactly when the state is"
                + " closed)");
    assertThat(
            register(ReportFinding.State.CLOSED, Optional.of("Ann"), Optional.of("why")).isOpen())
        .isFalse();
  }

  @Test
  void rowsAreAtMostTwenty() {
    ReportFinding f = Labs.attacked().findings().get(0);
    assertThatThrownBy(
            () ->
                new ReportFinding(
                    f.id(),
                    f.question(),
                    f.detector(),
                    f.scope(),
                    f.kind(),
                    f.verdict(),
                    f.status(),
                    f.tier(),
                    f.effect(),
                    f.logE(),
                    f.thresholdLogE(),
                    f.margin(),
                    f.mde80(),
                    f.nUnits(),
                    f.nClusters(),
                    f.firstNight(),
                    f.lastNight(),
                    f.state(),
                    f.closedBy(),
                    f.reason(),
                    f.because(),
                    f.query(),
                    f.attackIds(),
                    Collections.nCopies(21, new RowLink("s", "f", Optional.empty(), 0))))
        .hasMessage("Invalid rows of 9a3be120c4d7: 21 entries (must be at most 20)");
  }

  @Test
  void aPassByATestStatesWhatItWouldHaveCaught() {
    assertThatThrownBy(
            () ->
                new QuestionAnswer(
                    Question.SELECTION,
                    Verdict.PASS,
                    "s",
                    Optional.of(EFFECT),
                    OptionalDouble.of(-1),
                    OptionalDouble.of(0.1),
                    OptionalDouble.empty(),
                    false,
                    Optional.empty()))
        .hasMessage(
            "Invalid mde_80 of selection: absent (must be present where a test answers the"
                + " question PASS)");
  }

  @Test
  void aDrillAccountsForEveryAttack() {
    Drill.Injected one = new Drill.Injected("X01", 0.4);
    assertThatThrownBy(() -> new Drill(List.of(one, one), List.of(one), List.of()))
        .hasMessage(
            "Invalid drill: 1 caught and 0 missed of 2 injected (each must be either caught or"
                + " missed)");
    assertThat(new Drill(List.of(one, one), List.of(one), List.of(one)).missed()).hasSize(1);
  }

  @Test
  void aDigestIsHexadecimal() {
    assertThatThrownBy(() -> new Page.Withheld("thresholds", 1, "abc"))
        .hasMessage("Invalid digest of withheld thresholds: 'abc' (must be 64 hexadecimal digits)");
  }

  @Test
  void moreCannotBeCompleteThanThereIs() {
    assertThatThrownBy(() -> new Page.Provenance("scores", 3, 2))
        .hasMessage("Invalid provenance of scores: 3 (must be at most 2)");
  }

  @Test
  void anExhibitIsATable() {
    assertThatThrownBy(
            () ->
                new Page.Exhibit(
                    Question.LOOP, "t", Optional.empty(), List.of("a"), List.of(List.of("1", "2"))))
        .hasMessage("Invalid exhibit 't': a row of 2 cells (must be 1)");
  }

  @Test
  void aReportCannotBeChangedFromOutside() {
    TreeMap<String, String> scope = new TreeMap<>(Map.of("selector", "atlas-3"));
    ReportFinding finding =
        Labs.rule(
            "id",
            Question.RECORD,
            "record-prefix/1",
            scope,
            Verdict.PASS,
            EFFECT,
            1,
            "because",
            List.of());
    scope.put("selector", "atlas-4");
    assertThat(finding.scope()).containsEntry("selector", "atlas-3");
    assertThatThrownBy(() -> finding.scope().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void anEffectIsPublishedAsItWasFound() {
    Effect effect =
        new Effect(
            "tilt",
            OptionalDouble.of(0.1),
            Interval.of(-0.2, Double.POSITIVE_INFINITY, 0.95, Interval.Kind.ANYTIME),
            Effect.Unit.LOG_ODDS);
    assertThat(ReportEffect.of(effect))
        .isEqualTo(
            new ReportEffect(
                "tilt",
                OptionalDouble.of(0.1),
                OptionalDouble.of(-0.2),
                OptionalDouble.empty(),
                0.95,
                Effect.Unit.LOG_ODDS));
  }

  @Test
  void theRegisterPutsTheMostSeriousAndOldestFirst() {
    Register register = Register.of(Labs.attacked());
    assertThat(register.open())
        .extracting(ReportFinding::id)
        .startsWith("41c09be2f6aa", "9a3be120c4d7");
    assertThat(register.oldestDays()).isEqualTo(9);
    assertThat(register.closed()).hasSize(1);
    assertThat(register.fresh().size() + register.carried().size())
        .isEqualTo(register.open().size());
  }

  @Test
  void whatChangedIsSaidInWords() {
    Report r = Labs.attacked();
    assertThat(Words.change(r.questions().get(1), r)).isEqualTo("was attention");
    assertThat(Words.change(r.questions().get(3), r)).isEqualTo("unchanged");
    Report first = Labs.withoutData();
    assertThat(Words.change(first.questions().get(0), first)).isEqualTo("first report");
  }

  @Test
  void anIndexEntryAnswersAllSeven() {
    assertThatThrownBy(() -> new NightEntry(Labs.NIGHT, Verdict.PASS, false, "s", Map.of()))
        .hasMessage("Invalid answers of 2026-03-02: [] (must be all seven)");
  }

  private static ReportFinding finding(
      ReportFinding.Kind kind,
      Status status,
      Optional<ReportEffect> effect,
      OptionalDouble logE,
      OptionalDouble mde) {
    return finding(
        kind,
        status,
        effect,
        logE,
        mde,
        ReportFinding.State.NEW,
        Optional.empty(),
        Optional.empty());
  }

  private static ReportFinding register(
      ReportFinding.State state, Optional<String> closedBy, Optional<String> reason) {
    return finding(
        ReportFinding.Kind.DETERMINISTIC,
        Status.OK,
        Optional.of(EFFECT),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        state,
        closedBy,
        reason);
  }

  private static ReportFinding finding(
      ReportFinding.Kind kind,
      Status status,
      Optional<ReportEffect> effect,
      OptionalDouble logE,
      OptionalDouble mde,
      ReportFinding.State state,
      Optional<String> closedBy,
      Optional<String> reason) {
    return new ReportFinding(
        "id",
        Question.RECORD,
        "record-prefix/1",
        new TreeMap<>(),
        kind,
        Verdict.ATTENTION,
        status,
        Optional.empty(),
        effect,
        logE,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        mde,
        1,
        OptionalLong.empty(),
        LocalDate.of(2026, 3, 1),
        LocalDate.of(2026, 3, 2),
        state,
        closedBy,
        reason,
        "because",
        "",
        List.of(),
        List.of());
  }

  private static Report with(Report r, Overall overall, List<ReportFinding> findings) {
    return new Report(
        r.schemaVersion(),
        r.night(),
        r.reportId(),
        r.edition(),
        overall,
        r.run(),
        r.coverage(),
        r.questions(),
        findings,
        r.drill(),
        r.notExamined(),
        r.blindSpots(),
        r.page());
  }
}
