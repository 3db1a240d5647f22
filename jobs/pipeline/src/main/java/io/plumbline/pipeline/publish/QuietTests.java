package io.plumbline.pipeline.publish;

import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import io.plumbline.reports.Page;
import io.plumbline.reports.ReportEffect;
import io.plumbline.reports.ReportFinding;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tests and rules that found nothing or too little: shown with what they could have noticed, those
 * that answers rest on first. Findings are all shown; of these a report keeps {@value #SHOWN}, and
 * says of how many it does not and where they are.
 *
 * @param shown those the report keeps
 * @param rest those it leaves out
 */
record QuietTests(List<ReportFinding> shown, List<ReportFinding> rest) {

  static final int SHOWN = 200;

  QuietTests {
    shown = List.copyOf(shown);
    rest = List.copyOf(rest);
  }

  /** A result and whether the answer of its question rests on it. */
  private record Ranked(Hypothesis.Standing standing, ReportFinding result) {

    /** What lacks data before what passed: the reader must know the first to trust the second. */
    private static final Comparator<Ranked> ORDER =
        Comparator.comparing((Ranked one) -> one.standing != Hypothesis.Standing.PRIMARY)
            .thenComparing(one -> one.result.verdict())
            .thenComparing(one -> one.result.id());
  }

  static QuietTests of(LocalDate night, List<Evidence> evidence, List<Finding> findings) {
    Set<String> found = findings.stream().map(Finding::id).collect(Collectors.toSet());
    List<Ranked> tests = new ArrayList<>();
    for (Evidence one : evidence) {
      String id = Finding.fingerprint(one.hypothesis(), one.scope());
      if (!found.contains(id)) {
        Hypothesis.Standing standing = one.hypothesis().standing();
        one.measured()
            .ifPresent(test -> tests.add(new Ranked(standing, measured(id, night, test))));
        one.rule().ifPresent(rule -> tests.add(new Ranked(standing, rule(id, night, rule))));
      }
    }
    tests.sort(Ranked.ORDER);
    List<ReportFinding> ordered = tests.stream().map(Ranked::result).toList();
    int kept = Math.min(SHOWN, ordered.size());
    return new QuietTests(ordered.subList(0, kept), ordered.subList(kept, ordered.size()));
  }

  /** One table per question of which something is left out. */
  List<Page.Exhibit> leftOut(LocalDate night) {
    List<Page.Exhibit> exhibits = new ArrayList<>();
    for (Question question : Question.values()) {
      SortedMap<Verdict, Long> counts =
          rest.stream()
              .filter(one -> one.question() == question)
              .collect(
                  Collectors.groupingBy(
                      ReportFinding::verdict, TreeMap::new, Collectors.counting()));
      if (!counts.isEmpty()) {
        exhibits.add(
            new Page.Exhibit(
                question,
                "Tests left out of this report",
                Optional.of(
                    "A report keeps all findings and the "
                        + SHOWN
                        + " tests that matter most: those that answers rest on first, then those"
                        + " with too little data. All are in gold.evidence: plumbline sql \"select"
                        + " hypothesis, scope, sentence from gold.evidence where night = date'"
                        + night
                        + "' and question = '"
                        + question.id()
                        + "'\""),
                List.of("Result", "Tests"),
                counts.entrySet().stream()
                    .map(count -> List.of(count.getKey().name(), count.getValue().toString()))
                    .toList()));
      }
    }
    return exhibits;
  }

  private static ReportFinding measured(String id, LocalDate night, Evidence.Measured test) {
    // A test that is not OK, or has no estimate yet, states no effect.
    boolean isOk = test.status() == Status.OK && test.effect().value().isPresent();
    boolean hasMde = test.mde80().isPresent();
    Status status =
        test.status() == Status.OK && !(isOk && hasMde) ? Status.UNDERPOWERED : test.status();
    boolean isInside =
        isOk
            && hasMde
            && test.margin().isPresent()
            && test.effect().interval().isWithin(test.margin().getAsDouble());
    // A number that nothing is asked of passes nothing and lacks nothing.
    boolean isEstimate = isOk && hasMde && test.margin().isEmpty() && test.logE().isEmpty();
    return new ReportFinding(
        id,
        test.hypothesis().question(),
        test.hypothesis().detector(),
        scope(test),
        ReportFinding.Kind.STATISTICAL,
        isInside ? Verdict.PASS : isEstimate ? Verdict.NOT_APPLICABLE : Verdict.INSUFFICIENT_DATA,
        status,
        Optional.empty(),
        Optional.of(ReportEffect.of(test.effect())),
        test.logE(),
        OptionalDouble.empty(),
        test.margin(),
        test.mde80(),
        test.units(),
        OptionalLong.of(test.clusters()),
        night,
        night,
        ReportFinding.State.NEW,
        Optional.empty(),
        Optional.empty(),
        test.sentence(),
        test.query(),
        test.attackIds(),
        List.of());
  }

  private static ReportFinding rule(String id, LocalDate night, Evidence.Violations rule) {
    return new ReportFinding(
        id,
        rule.hypothesis().question(),
        rule.hypothesis().detector(),
        scope(rule),
        ReportFinding.Kind.DETERMINISTIC,
        rule.violations() == 0 && rule.checked() > 0 ? Verdict.PASS : Verdict.INSUFFICIENT_DATA,
        rule.status(),
        Optional.empty(),
        Optional.of(ReportOf.violations(rule.violations())),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        rule.checked(),
        OptionalLong.empty(),
        night,
        night,
        ReportFinding.State.NEW,
        Optional.empty(),
        Optional.empty(),
        rule.sentence(),
        rule.query(),
        rule.attackIds(),
        rule.rows());
  }

  private static SortedMap<String, String> scope(Evidence one) {
    SortedMap<String, String> scope = new TreeMap<>(one.scope().values());
    scope.put("hypothesis", one.hypothesis().name());
    return scope;
  }
}
