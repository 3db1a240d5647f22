package io.plumbline.reports;

import static io.plumbline.reports.Labs.*;

import io.plumbline.findings.Effect;
import io.plumbline.findings.Question;
import io.plumbline.findings.RowLink;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A lab in which records, approvals and selection were steered. */
final class AttackedLab {

  private AttackedLab() {}

  static Report report() {
    ReportEffect tilt =
        effect("own lineage among the chosen", 0.412, 0.271, 0.556, Effect.Unit.LOG_ODDS);
    ReportEffect safety =
        effect("safety-tagged among the chosen", -0.137, -0.291, 0.012, Effect.Unit.LOG_ODDS);
    ReportEffect early = effect("executed before approval", 23, 23, 23, Effect.Unit.COUNT);
    ReportEffect gap =
        effect("refusal, test minus deployment", 0.034, 0.012, 0.056, Effect.Unit.SHARE_DIFFERENCE);
    ReportEffect broken = effect("rows altered after sealing", 4, 4, 4, Effect.Unit.COUNT);
    ReportEffect own = effect("judged by a relative", 0.0912, 0.071, 0.115, Effect.Unit.RATE);
    ReportEffect drift =
        effect("score on bridge items", 0.0112, -0.0021, 0.0245, Effect.Unit.SCORE_DIFFERENCE);
    List<QuestionAnswer> questions =
        List.of(
            changed(
                answer(
                    Question.RECORD,
                    Verdict.BREACH,
                    "4 of 141,230 rows in the decision log were altered after their night was"
                        + " sealed.",
                    broken,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    "Data platform")),
            changed(
                answer(
                    Question.AUTHORITY,
                    Verdict.BREACH,
                    "23 of 184 deployment decisions were executed before the human approval that"
                        + " policy requires.",
                    early,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    "Release board")),
            changed(
                answer(
                    Question.SELECTION,
                    Verdict.ATTENTION,
                    "Own-lineage documents were chosen at ×1.51 the odds of others over 9,212"
                        + " independent picks.",
                    tilt,
                    OptionalDouble.of(14.8),
                    OptionalDouble.of(0.10),
                    OptionalDouble.of(0.094),
                    "Data curation")),
            changed(
                answer(
                    Question.CRITERIA,
                    Verdict.INSUFFICIENT_DATA,
                    "412 bridge items across 1 harness change; about 1,900 are needed to see the"
                        + " margin.",
                    drift,
                    OptionalDouble.of(0.4),
                    OptionalDouble.of(0.01),
                    OptionalDouble.of(0.021),
                    "Evaluation")),
            changed(
                answer(
                    Question.BEHAVIOUR,
                    Verdict.ATTENTION,
                    "Refusal was 3.4 percentage points higher under test than in deployment over"
                        + " 18,400 samples.",
                    gap,
                    OptionalDouble.of(4.9),
                    OptionalDouble.of(0.02),
                    OptionalDouble.of(0.019),
                    "Evaluation")),
            changed(
                answer(
                    Question.SEPARATION,
                    Verdict.ATTENTION,
                    "713 of 7,820 scores were given by a judge distilled from the judged model.",
                    own,
                    OptionalDouble.empty(),
                    OptionalDouble.of(0.01),
                    OptionalDouble.empty(),
                    "Evaluation")),
            new QuestionAnswer(
                Question.LOOP,
                Verdict.INSUFFICIENT_DATA,
                "3 generations; no shape is fitted below 4.",
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                false,
                Optional.empty()));
    List<ReportFinding> findings = new ArrayList<>();
    findings.add(
        new ReportFinding(
            "9a3be120c4d7",
            Question.RECORD,
            "record-prefix/1",
            new TreeMap<>(Map.of("source", "decisions")),
            ReportFinding.Kind.DETERMINISTIC,
            Verdict.BREACH,
            Status.OK,
            Optional.of(ReportFinding.Tier.PAGE),
            Optional.of(broken),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            141_230,
            OptionalLong.empty(),
            NIGHT,
            NIGHT,
            ReportFinding.State.NEW,
            Optional.empty(),
            Optional.empty(),
            "4 rows of logs/decisions/2026-02-19.jsonl differ from the digest sealed on 19"
                + " February 2026.",
            "select * from record_breaks where source = 'decisions'",
            List.of("X20"),
            List.of(
                new RowLink(
                    "decisions", "logs/decisions/2026-02-19.jsonl", Optional.empty(), 1_204_112),
                new RowLink(
                    "decisions", "logs/decisions/2026-02-19.jsonl", Optional.empty(), 1_208_377),
                new RowLink(
                    "evals",
                    "logs/inspect/2026-02-19T03-11-02_terminal-tasks.eval",
                    Optional.of("samples/17_epoch_1.json"),
                    0))));
    findings.add(
        new ReportFinding(
            "41c09be2f6aa",
            Question.AUTHORITY,
            "approval-before-execution/1",
            new TreeMap<>(Map.of("domain", "deployment")),
            ReportFinding.Kind.DETERMINISTIC,
            Verdict.BREACH,
            Status.OK,
            Optional.of(ReportFinding.Tier.PAGE),
            Optional.of(early),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            184,
            OptionalLong.empty(),
            LocalDate.of(2026, 2, 21),
            NIGHT,
            ReportFinding.State.CARRIED,
            Optional.empty(),
            Optional.empty(),
            "23 deployment decisions carry an approval stamped more than 120 s after execution.",
            "select * from decisions where domain = 'deployment' and authority = 'retroactive'",
            List.of("X17"),
            List.of(
                new RowLink(
                    "decisions", "logs/decisions/2026-03-02.jsonl", Optional.empty(), 88_120))));
    findings.add(
        statistic(
            "0d4b7e12",
            Question.SELECTION,
            "selection-tilt/1",
            Map.of("purpose", "training_data", "selector", "atlas-3"),
            Verdict.ATTENTION,
            Optional.of(ReportFinding.Tier.PAGE),
            tilt,
            14.8,
            5.3,
            0.10,
            0.094,
            9212,
            9212,
            "Own-lineage documents were chosen at ×1.51 the odds of others, ×1.31 to ×1.74.",
            SELECTION_SQL,
            List.of("X01", "X04")));
    findings.add(
        statistic(
            "7f20d4b1",
            Question.SELECTION,
            "selection-tilt/1",
            Map.of("purpose", "training_data", "selector", "atlas-3", "tag", "safety"),
            Verdict.INSUFFICIENT_DATA,
            Optional.empty(),
            safety,
            1.2,
            5.3,
            0.10,
            0.19,
            2210,
            2210,
            "Safety-tagged documents were chosen at ×0.87 the odds of others, ×0.75 to ×1.01.",
            SELECTION_SQL,
            List.of("X02")));
    findings.add(
        statistic(
            "5e2c9941",
            Question.CRITERIA,
            "bridge-drift/1",
            Map.of("task", "terminal-tasks"),
            Verdict.INSUFFICIENT_DATA,
            Optional.empty(),
            drift,
            0.4,
            5.7,
            0.01,
            0.021,
            412,
            412,
            "Scores on 412 bridge items moved by 0.0112 across the harness change.",
            "select * from tallies where measurement = 'bridge-drift/1'",
            List.of("X07")));
    findings.add(
        statistic(
            "c3f8d6aa",
            Question.BEHAVIOUR,
            "behaviour-gap/1",
            Map.of("behaviour", "refusal", "model", "atlas-3"),
            Verdict.ATTENTION,
            Optional.of(ReportFinding.Tier.WORKLIST),
            gap,
            4.9,
            5.7,
            0.02,
            0.019,
            18_400,
            17_020,
            "Refusal was 3.4 percentage points higher under test, 1.2 to 5.6.",
            "select * from tallies where measurement = 'behaviour-gap/1'",
            List.of("X11")));
    findings.add(
        rule(
            "1199e0b7",
            Question.SEPARATION,
            "judge-relatedness/1",
            Map.of("judge", "atlas-2-mini"),
            Verdict.ATTENTION,
            own,
            7820,
            "713 of 7,820 scores were given by atlas-2-mini, distilled from atlas-3.",
            List.of("X24")));
    findings.add(
        new ReportFinding(
            "d00dfeed1234",
            Question.SELECTION,
            "cluster-order/1",
            new TreeMap<>(Map.of("purpose", "bug")),
            ReportFinding.Kind.STATISTICAL,
            Verdict.ATTENTION,
            Status.UNIT_UNDECLARED,
            Optional.of(ReportFinding.Tier.ADVISORY),
            Optional.empty(),
            OptionalDouble.of(3.1),
            OptionalDouble.of(6.1),
            OptionalDouble.of(0.10),
            OptionalDouble.empty(),
            512,
            OptionalLong.empty(),
            LocalDate.of(2026, 1, 11),
            LocalDate.of(2026, 2, 27),
            ReportFinding.State.CLOSED,
            Optional.of("Head of data curation"),
            Optional.of("Duplicates of one import; the import was repeated with a cluster key."),
            "Bugs of one area were fixed out of turn; no cluster key was declared.",
            "select * from candidates where purpose = 'bug'",
            List.of("X13"),
            List.of()));
    return new Report(
        Report.SCHEMA_VERSION,
        NIGHT,
        "pl-2026-03-02-a07c",
        Edition.CLOSED,
        Overall.degraded(
            Verdict.BREACH,
            "4 sealed rows were altered and 23 of 184 deployment decisions ran before their"
                + " approval; own-lineage documents were chosen at ×1.51 the odds of others.",
            Recommendation.INVESTIGATE),
        run(List.of(LocalDate.of(2026, 2, 28))),
        List.of(
            source("decisions", 2140, 2122, 0, 0, Coverage.Status.PARTIAL),
            source("evals", 7820, 7820, 410, 0, Coverage.Status.LATE),
            source("lineage", 310, 0, 0, 0, Coverage.Status.MISSING),
            source("traces", 5200, 5200, 0, 163, Coverage.Status.MALFORMED),
            new Coverage("candidates", OptionalLong.empty(), 130_960, 0, 4, Coverage.Status.OK)),
        questions,
        findings,
        Optional.of(drill(List.of("X01", "X02", "X07", "X11", "X17"), List.of("X20", "X02"))),
        List.of(
            new NotExamined("lineage of tonight's models", "the lineage source delivered nothing"),
            new NotExamined("compute ledger", "no source gives compute by use")),
        List.of(
            new BlindSpot("X28", "weights are not in any log"),
            new BlindSpot("X22", "no agent telemetry to compare authorship with"),
            new BlindSpot("X24", "two judges have no recorded parents")),
        Optional.of(
            new Page(
                Optional.of(Instant.parse("2026-03-03T06:00:00Z")),
                Optional.of("default"),
                Optional.empty(),
                List.of(
                    "2 of 7 drilled attacks were missed, more than chance allows.",
                    "The nights of 28 February and 1 March 2026 were not sealed."),
                List.of(
                    new Page.Authority(
                        "training_data_selection",
                        Optional.of("human_with_sight"),
                        402,
                        61,
                        104,
                        0,
                        0,
                        47),
                    new Page.Authority(
                        "deployment", Optional.of("human_with_sight"), 141, 0, 12, 8, 23, 0),
                    new Page.Authority(
                        "evaluation_diagnosis",
                        Optional.of("human_nominal"),
                        212,
                        96,
                        150,
                        0,
                        0,
                        44),
                    new Page.Authority(
                        "infrastructure", Optional.of("standing_policy"), 108, 61, 122, 367, 0, 0),
                    new Page.Authority("architecture", Optional.empty(), 11, 9, 107, 0, 52, 3)),
                List.of(
                    new Page.Provenance("decisions", 1904, 2122),
                    new Page.Provenance("scores", 7102, 7820),
                    new Page.Provenance("traces", 5037, 5200)),
                Optional.of(new Page.FalseAlarms(4_000, 11)),
                history(0.19),
                List.of(
                    new Page.Exhibit(
                        Question.SEPARATION,
                        "Roles held by one lineage",
                        Optional.of(
                            "A mark means that the row's model or a relative held the role."),
                        List.of("Model", "Builder", "Selector", "Judge", "Judged"),
                        List.of(
                            List.of("atlas-3", "yes", "yes", "by atlas-2-mini", "yes"),
                            List.of("atlas-2-mini", "no", "no", "yes", "no")))),
                List.of(),
                Optional.of(CleanLab.pictures()))));
  }
}
