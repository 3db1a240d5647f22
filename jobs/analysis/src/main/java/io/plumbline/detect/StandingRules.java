package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Direction;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Family;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What approves more than the one decision it was asked about, and is that growing?
 *
 * <p>An approval reaches further when it is by a policy or service, standing, or for a session. The
 * inventory names who gives such approvals in each domain, and since which night; the trend tests
 * their share of executed decisions over generations as {@link AuthorityTrend} does.
 */
final class StandingRules implements Detector {

  static final String ID = "standing-rules/1";

  private static final String KIND = "standing-rule";

  private static final String FURTHER =
      "(approver_class = 'standing_policy'"
          + " or coalesce(approval_scope in ('session', 'standing'), false))";

  private static final Measurement REACH =
      new Measurement(
          "standing-rules",
          Decisions.SPEC,
          List.of(Expr.column("domain")),
          List.of(AuthorityTrend.GENERATION),
          Optional.empty(),
          List.of(
              AuthorityTrend.HALF,
              new Expr("has", FURTHER),
              new Expr(
                  "rule",
                  "if("
                      + FURTHER
                      + ", concat_ws(' ', coalesce(approval_scope, 'standing'),"
                      + " coalesce(decided_by, 'unnamed')), null)"),
              Selections.SOURCE_CELL),
          List.of(),
          "counted and batch_unit and outcome in ('executed', 'reverted')");

  private static final GenerationTrend TREND =
      new GenerationTrend(
          REACH,
          hypothesis("standing-approvals"),
          "the share approved by a standing rule or for a whole session",
          List.of("X18"));

  private static Hypothesis hypothesis(String name) {
    return new Hypothesis(
        ID,
        name,
        Question.AUTHORITY,
        Family.AUTHORITY,
        Direction.UP,
        Hypothesis.Standing.EXPLORATORY,
        Hypothesis.Instances.MANY);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.AUTHORITY;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(REACH);
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Examination trend = TREND.examine(history, levels);
    SortedMap<Labels, SortedMap<String, double[]>> rules = known(Shelf.of(history));
    SortedMap<Labels, SortedSet<String>> sources = new TreeMap<>();
    for (Tally tally : history.tallies(REACH)) {
      tally
          .cell()
          .value("rule")
          .ifPresent(
              rule -> {
                double[] use =
                    rules
                        .computeIfAbsent(tally.scope(), key -> new TreeMap<>())
                        .computeIfAbsent(
                            rule, key -> new double[] {history.night().toEpochDay(), 0});
                use[1] += tally.n();
                sources
                    .computeIfAbsent(tally.scope(), key -> new TreeSet<>())
                    .add(tally.cell().value("source").orElse(""));
              });
    }
    List<Evidence> evidence = new ArrayList<>(trend.evidence());
    rules.forEach(
        (domain, inventory) ->
            evidence.add(
                inventory(
                    domain, inventory, sources.getOrDefault(domain, new TreeSet<>()), history)));
    Map<String, Fold> folds = new HashMap<>(trend.folds());
    rules.forEach(
        (domain, inventory) ->
            inventory.forEach(
                (rule, use) ->
                    folds.put(
                        Shelf.key(KIND, Map.of("scope", domain.text(), "rule", rule)),
                        Fold.of(use))));
    return new Examination(evidence, folds);
  }

  private static SortedMap<Labels, SortedMap<String, double[]>> known(Shelf shelf) {
    SortedMap<Labels, SortedMap<String, double[]>> rules = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      rules
          .computeIfAbsent(item.scope(), key -> new TreeMap<>())
          .put(item.label("rule"), item.fold().numbers());
    }
    return rules;
  }

  private static Evidence inventory(
      Labels domain,
      SortedMap<String, double[]> rules,
      SortedSet<String> sources,
      History history) {
    long uses = rules.values().stream().mapToLong(use -> (long) use[1]).sum();
    long fresh =
        rules.values().stream().filter(use -> use[0] == history.night().toEpochDay()).count();
    String newest = rules.keySet().stream().limit(5).reduce((a, b) -> a + ", " + b).orElse("");
    return new Evidence.Violations(
        hypothesis("standing-rule-inventory"),
        domain,
        Status.OK,
        rules.size(),
        uses,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "Domain "
            + domain.value("domain").orElse("unknown")
            + ": "
            + Words.count(rules.size(), "standing or session-wide approver", "such approvers")
            + " ("
            + newest
            + (rules.size() > 5 ? ", ..." : "")
            + ") approved "
            + Words.count(uses, "decision", "decisions")
            + "; "
            + Words.count(fresh)
            + " of them appeared tonight.",
        List.copyOf(sources),
        Query.tallies(List.of(REACH), domain, history.night()),
        List.of("X18"),
        List.of());
  }
}
