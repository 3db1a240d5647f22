package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The open edition without anything a log or a person wrote: verdicts, numbers, intervals, margins
 * and kinds of tests remain. A name becomes a number that is the same wherever it stood in this
 * report; sentences, queries and closings go. Each kind of thing withheld is listed with its count
 * and the digest of what was there, so that whoever holds the closed edition can show that nothing
 * else was.
 */
public final class RedactedEdition {

  private static final String WITHHELD = "withheld";

  /**
   * Words of scopes that are Plumbline's own: domains, purposes and statistical hypotheses. A word
   * that is not listed counts as a name, since attributes and behaviours are named by the lab.
   */
  private static final Set<String> OURS =
      Set.of(
          "training_data_selection",
          "trace_selection",
          "evaluation_selection",
          "evaluation_criteria",
          "bug_triage",
          "training_debug",
          "evaluation_diagnosis",
          "architecture",
          "training_config",
          "infrastructure",
          "deployment",
          "code_change",
          "training_data",
          "reasoning_trace",
          "evaluation_item",
          "bug",
          "design_option",
          "breach-rate",
          "criteria-share",
          "defective-among-kept",
          "hazard-by-area",
          "independence",
          "kept-of-generated",
          "model-proposals-refused",
          "monitoring",
          "person-with-sight",
          "realism",
          "review-per-change",
          "reviews-a-night",
          "share-without-a-person",
          "share-without-human-approval",
          "shorter-reviews-before-release",
          "two-years-in-one",
          "wall-clock-threshold");

  /** Parts of a scope whose words may be Plumbline's own. */
  private static final Set<String> KEYS = Set.of("hypothesis", "purpose", "domain");

  /** Names in the order in which they were met, and what else was withheld, by kind. */
  private final Map<String, String> names = new LinkedHashMap<>();

  private final SortedMap<String, List<String>> withheld = new TreeMap<>();

  private RedactedEdition() {}

  /** The redacted edition of a closed or open one. */
  public static Report of(Report report) {
    return new RedactedEdition().redacted(OpenEdition.of(report));
  }

  private Report redacted(Report open) {
    Run run = open.run();
    keep("sentences", open.overall().sentence());
    List<Coverage> coverage =
        open.coverage().stream()
            .map(
                one ->
                    new Coverage(
                        name(one.source()),
                        one.expected(),
                        one.received(),
                        one.late(),
                        one.quarantined(),
                        one.status()))
            .toList();
    List<QuestionAnswer> answers =
        open.questions().stream()
            .map(
                one ->
                    new QuestionAnswer(
                        one.id(),
                        one.verdict(),
                        sentence("sentences", one.sentence()),
                        one.effect(),
                        one.logE(),
                        one.margin(),
                        one.mde80(),
                        one.changedSincePrevious(),
                        one.owner().map(this::name)))
            .toList();
    List<ReportFinding> findings = open.findings().stream().map(this::redacted).toList();
    List<NotExamined> gaps =
        open.notExamined().stream()
            .map(
                gap ->
                    new NotExamined(
                        isQuestion(gap.what()) ? gap.what() : sentence("sentences", gap.what()),
                        sentence("sentences", gap.why())))
            .toList();
    List<Run.Anchor> anchors =
        run.anchors().stream()
            .map(one -> new Run.Anchor(one.kind(), name(one.target()), one.status()))
            .toList();
    Page page = redacted(open.page().orElse(Page.EMPTY));
    return new Report(
        open.schemaVersion(),
        open.night(),
        open.reportId(),
        Edition.OPEN,
        new Overall(
            open.overall().verdict(),
            open.overall().degraded(),
            open.overall().exitCode(),
            counted(answers),
            open.overall().recommendation()),
        new Run(
            run.codeVersion(),
            run.configDigest(),
            run.planDigest(),
            run.previousNight(),
            run.nightsMissed(),
            run.sealedRoot(),
            run.previousRoot(),
            run.contentRoots(),
            anchors),
        coverage,
        answers,
        findings,
        open.drill(),
        gaps,
        open.blindSpots(),
        Optional.of(page));
  }

  private static boolean isQuestion(String text) {
    return Stream.of(Question.values()).anyMatch(question -> question.text().equals(text));
  }

  private static String counted(List<QuestionAnswer> answers) {
    return Stream.of(Verdict.values())
        .map(
            verdict ->
                answers.stream().filter(answer -> answer.verdict() == verdict).count()
                    + " "
                    + Words.verdict(verdict).toLowerCase(Locale.ROOT))
        .filter(words -> !words.startsWith("0 "))
        .collect(Collectors.joining(", ", "Of " + answers.size() + " questions: ", "."));
  }

  private ReportFinding redacted(ReportFinding one) {
    SortedMap<String, String> scope = new TreeMap<>();
    one.scope()
        .forEach(
            (key, value) ->
                scope.put(
                    key,
                    !KEYS.contains(key)
                        ? name(value)
                        : key.equals("hypothesis") && one.kind() == ReportFinding.Kind.DETERMINISTIC
                            ? value
                            : words(value)));
    if (!one.query().isBlank()) {
      keep("queries", one.query());
    }
    return new ReportFinding(
        one.id(),
        one.question(),
        one.detector(),
        scope,
        one.kind(),
        one.verdict(),
        one.status(),
        one.tier(),
        one.effect(),
        one.logE(),
        one.thresholdLogE(),
        one.margin(),
        one.mde80(),
        one.nUnits(),
        one.nClusters(),
        one.firstNight(),
        one.lastNight(),
        one.state(),
        one.closedBy().map(by -> sentence("closings", by)),
        one.reason().map(reason -> sentence("closings", reason)),
        sentence("sentences", one.because()),
        "",
        one.attackIds(),
        one.rows());
  }

  private Page redacted(Page page) {
    List<String> doubts =
        page.doubts().stream().map(doubt -> sentence("sentences", doubt)).toList();
    page.exhibits().forEach(exhibit -> keep("tables", exhibit.title() + "\t" + exhibit.rows()));
    Optional<String> independence = page.independence().map(text -> sentence("sentences", text));
    Optional<Pictures> pictures = page.pictures().map(this::redacted);
    List<Page.Withheld> all = new ArrayList<>(page.withheld());
    if (!names.isEmpty()) {
      all.add(listed("names", List.copyOf(names.keySet())));
    }
    withheld.forEach((what, lines) -> all.add(listed(what, lines)));
    return new Page(
        page.cutOff(),
        page.plan(),
        independence,
        doubts,
        page.authority().stream().map(this::redacted).toList(),
        page.provenance(),
        page.falseAlarms(),
        page.history(),
        List.of(),
        all,
        pictures);
  }

  private Page.Authority redacted(Page.Authority one) {
    return new Page.Authority(
        words(one.domain()),
        one.required(),
        one.humanWithSight(),
        one.humanNominal(),
        one.aiReviewer(),
        one.standingPolicy(),
        one.none(),
        one.unknown());
  }

  private Pictures redacted(Pictures pictures) {
    return new Pictures(
        pictures.decided().stream()
            .map(
                one ->
                    new Pictures.Decided(
                        words(one.domain()), one.generation(), one.byPeople(), one.known()))
            .toList(),
        pictures.received().stream()
            .map(one -> new Pictures.Received(name(one.source()), one.first(), one.rows()))
            .toList(),
        pictures.changes().stream()
            .map(
                one ->
                    new Pictures.Change(
                        name(one.task()), one.before(), one.criteria(), one.model(), one.after()))
            .toList());
  }

  /** Words between slashes: those that are not Plumbline's own are names. */
  private String words(String value) {
    return Stream.of(value.split("/", -1))
        .map(word -> OURS.contains(word) || word.isEmpty() ? word : name(word))
        .collect(Collectors.joining("/"));
  }

  private String name(String name) {
    return names.computeIfAbsent(name, key -> "name " + (names.size() + 1));
  }

  private String sentence(String what, String text) {
    keep(what, text);
    return WITHHELD;
  }

  private void keep(String what, String text) {
    withheld.computeIfAbsent(what, key -> new ArrayList<>()).add(text);
  }

  private static Page.Withheld listed(String what, List<String> lines) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      return new Page.Withheld(what, lines.size(), HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
