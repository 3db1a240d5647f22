package io.plumbline.reports;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reports of three labs, written by hand: one clean, one under attack, one without data. */
final class Labs {

  static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  static final String SELECTION_SQL =
      """
      select night, stratum, cell, sum(n) as n, sum(sums[0]) as chosen
      from tallies
      where measurement = 'selection-tilt/1:own_lineage'
        and scope = '{"purpose":"training_data","selector":"atlas-3"}'
      group by night, stratum, cell
      order by night, stratum, cell""";

  private Labs() {}

  static Report clean() {
    return CleanLab.report();
  }

  static Report attacked() {
    return AttackedLab.report();
  }

  static Report attackedOn(LocalDate night) {
    Report r = attacked();
    return new Report(
        r.schemaVersion(),
        night,
        r.reportId(),
        r.edition(),
        r.overall(),
        r.run(),
        r.coverage(),
        r.questions(),
        r.findings(),
        r.drill(),
        r.notExamined(),
        r.blindSpots(),
        r.page());
  }

  static Report withoutData() {
    List<QuestionAnswer> questions = new ArrayList<>();
    for (Question question : Question.values()) {
      questions.add(
          new QuestionAnswer(
              question,
              question == Question.LOOP ? Verdict.NOT_APPLICABLE : Verdict.INSUFFICIENT_DATA,
              question == Question.LOOP
                  ? "No generation cycle is configured."
                  : "0 rows in the period; no source for this question is configured.",
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty(),
              false,
              Optional.empty()));
    }
    return new Report(
        Report.SCHEMA_VERSION,
        NIGHT,
        "pl-2026-03-02-0000",
        Edition.CLOSED,
        Overall.sound(
            Verdict.INSUFFICIENT_DATA,
            "0 rows were received, so none of 7 questions can be answered.",
            Recommendation.HOLD_THE_DECISION),
        new Run(
            "0.1.0",
            hex("c"),
            hex("d"),
            Optional.empty(),
            List.of(),
            hex("e"),
            Optional.empty(),
            new TreeMap<>(),
            List.of()),
        List.of(),
        questions,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** A lab in which everything that comes from a log or a configuration is this text. */
  static Report of(String text) {
    Report r = attacked();
    List<QuestionAnswer> questions =
        r.questions().stream()
            .map(
                a ->
                    new QuestionAnswer(
                        a.id(),
                        a.verdict(),
                        text,
                        a.effect().map(e -> named(text, e)),
                        a.logE(),
                        a.margin(),
                        a.mde80(),
                        a.changedSincePrevious(),
                        Optional.of(text)))
            .toList();
    List<ReportFinding> findings =
        r.findings().stream()
            .map(
                f ->
                    new ReportFinding(
                        f.id(),
                        f.question(),
                        f.detector(),
                        new TreeMap<>(Map.of("selector", text, text, "atlas-3")),
                        f.kind(),
                        f.verdict(),
                        f.status(),
                        f.tier(),
                        f.effect().map(e -> named(text, e)),
                        f.logE(),
                        f.thresholdLogE(),
                        f.margin(),
                        f.mde80(),
                        f.nUnits(),
                        f.nClusters(),
                        f.firstNight(),
                        f.lastNight(),
                        f.state(),
                        f.closedBy().map(by -> text),
                        f.reason().map(why -> text),
                        text,
                        text,
                        f.attackIds(),
                        List.of(new RowLink(text, text, Optional.of(text), 7))))
            .toList();
    Page page = r.page().orElseThrow();
    return new Report(
        r.schemaVersion(),
        r.night(),
        text,
        r.edition(),
        Overall.degraded(Verdict.BREACH, text, Recommendation.INVESTIGATE),
        new Run(
            text,
            hex("a"),
            hex("b"),
            r.run().previousNight(),
            r.run().nightsMissed(),
            hex("c"),
            Optional.empty(),
            new TreeMap<>(Map.of(text, hex("d"))),
            List.of(new Run.Anchor("file", text, Run.Anchor.Status.FAILED))),
        List.of(new Coverage(text, OptionalLong.empty(), 1, 0, 0, Coverage.Status.OK)),
        questions,
        findings,
        r.drill(),
        List.of(new NotExamined(text, text)),
        List.of(new BlindSpot("X28", text)),
        Optional.of(
            new Page(
                page.cutOff(),
                page.plan(),
                Optional.of(text),
                List.of(text),
                List.of(new Page.Authority(text, Optional.of(text), 1, 1, 1, 1, 1, 1)),
                List.of(new Page.Provenance(text, 1, 2)),
                Optional.empty(),
                page.history(),
                List.of(
                    new Page.Exhibit(
                        Question.LOOP,
                        text,
                        Optional.of(text),
                        List.of(text),
                        List.of(List.of(text)))),
                List.of(new Page.Withheld(text, 3, hex("e"))),
                Optional.of(
                    new Pictures(
                        List.of(
                            new Pictures.Decided(text, 1, 1, 2),
                            new Pictures.Decided(text, 2, 1, 2)),
                        List.of(new Pictures.Received(text, NIGHT.minusDays(1), List.of(1L, 2L))),
                        List.of(new Pictures.Change(text, 0.5, 0.1, -0.2, 0.4)))))));
  }

  private static ReportEffect named(String name, ReportEffect e) {
    return new ReportEffect(name, e.value(), e.lower(), e.upper(), e.level(), e.unit());
  }

  static String hex(String digit) {
    return digit.repeat(64);
  }

  static ReportEffect effect(
      String name, double value, double lower, double upper, Effect.Unit unit) {
    return new ReportEffect(
        name,
        OptionalDouble.of(value),
        OptionalDouble.of(lower),
        OptionalDouble.of(upper),
        0.95,
        unit);
  }

  static QuestionAnswer answer(
      Question question,
      Verdict verdict,
      String sentence,
      ReportEffect effect,
      OptionalDouble logE,
      OptionalDouble margin,
      OptionalDouble mde,
      String owner) {
    return new QuestionAnswer(
        question,
        verdict,
        sentence,
        Optional.of(effect),
        logE,
        margin,
        mde,
        false,
        Optional.of(owner));
  }

  static QuestionAnswer changed(QuestionAnswer a) {
    return new QuestionAnswer(
        a.id(),
        a.verdict(),
        a.sentence(),
        a.effect(),
        a.logE(),
        a.margin(),
        a.mde80(),
        true,
        a.owner());
  }

  static ReportFinding rule(
      String id,
      Question question,
      String detector,
      Map<String, String> scope,
      Verdict verdict,
      ReportEffect effect,
      long rows,
      String because,
      List<String> attacks) {
    return new ReportFinding(
        id,
        question,
        detector,
        new TreeMap<>(scope),
        ReportFinding.Kind.DETERMINISTIC,
        verdict,
        Status.OK,
        Optional.empty(),
        Optional.of(effect),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(0.01),
        OptionalDouble.empty(),
        rows,
        OptionalLong.empty(),
        NIGHT,
        NIGHT,
        ReportFinding.State.NEW,
        Optional.empty(),
        Optional.empty(),
        because,
        "select count(*) from tallies where measurement = '" + detector + "'",
        attacks,
        List.of());
  }

  static ReportFinding statistic(
      String id,
      Question question,
      String detector,
      Map<String, String> scope,
      Verdict verdict,
      Optional<ReportFinding.Tier> tier,
      ReportEffect effect,
      double logE,
      double threshold,
      double margin,
      double mde,
      long units,
      long clusters,
      String because,
      String query,
      List<String> attacks) {
    return new ReportFinding(
        id,
        question,
        detector,
        new TreeMap<>(scope),
        ReportFinding.Kind.STATISTICAL,
        verdict,
        Status.OK,
        tier,
        Optional.of(effect),
        OptionalDouble.of(logE),
        OptionalDouble.of(threshold),
        OptionalDouble.of(margin),
        OptionalDouble.of(mde),
        units,
        OptionalLong.of(clusters),
        NIGHT.minusDays(3),
        NIGHT,
        ReportFinding.State.CARRIED,
        Optional.empty(),
        Optional.empty(),
        because,
        query,
        attacks,
        List.of());
  }

  static Run run(List<LocalDate> missed) {
    return new Run(
        "0.1.0",
        "8c1f0b7e4d2a96355e0f1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2d3e4f506",
        "41d6e9b0c7a85f3e2d1c0b9a8877665544332211ffeeddccbbaa998877665544",
        Optional.of(missed.isEmpty() ? NIGHT.minusDays(1) : NIGHT.minusDays(3)),
        missed.isEmpty() ? missed : List.of(NIGHT.minusDays(2), NIGHT.minusDays(1)),
        "f0e1d2c3b4a5968778695a4b3c2d1e0f00112233445566778899aabbccddeeff",
        Optional.of("0f1e2d3c4b5a69788796a5b4c3d2e1f0ffeeddccbbaa99887766554433221100"),
        new TreeMap<>(
            Map.of("candidates", hex("1"), "decisions", hex("2"), "evaluation_results", hex("3"))),
        List.of(new Run.Anchor("git", "audit/roots", Run.Anchor.Status.ANCHORED)));
  }

  static Coverage source(
      String name,
      long expected,
      long received,
      long late,
      long quarantined,
      Coverage.Status status) {
    return new Coverage(name, OptionalLong.of(expected), received, late, quarantined, status);
  }

  static Drill drill(List<String> caught, List<String> missed) {
    List<Drill.Injected> hits = caught.stream().map(id -> new Drill.Injected(id, 0.4)).toList();
    List<Drill.Injected> misses = missed.stream().map(id -> new Drill.Injected(id, 0.2)).toList();
    List<Drill.Injected> all = new ArrayList<>(hits);
    all.addAll(misses);
    return new Drill(all, hits, misses);
  }

  static List<Page.History> history(double drift) {
    List<Page.History> all = new ArrayList<>();
    for (Question question : Question.values()) {
      boolean tested =
          question == Question.SELECTION
              || question == Question.CRITERIA
              || question == Question.BEHAVIOUR;
      List<Page.Point> points = new ArrayList<>();
      for (int i = 29; i >= 1 && question != Question.LOOP; i--) {
        Verdict verdict =
            tested && i > 24
                ? Verdict.INSUFFICIENT_DATA
                : question == Question.AUTHORITY && drift > 0.1 && i < 7
                    ? Verdict.ATTENTION
                    : Verdict.PASS;
        double wobble = ((i * 37) % 11 - 5) / 9.0;
        points.add(
            new Page.Point(
                NIGHT.minusDays(i),
                verdict,
                tested
                    ? OptionalDouble.of(drift * (29 - i) - 0.9 + wobble)
                    : OptionalDouble.empty()));
      }
      all.add(new Page.History(question, points));
    }
    return all;
  }
}
