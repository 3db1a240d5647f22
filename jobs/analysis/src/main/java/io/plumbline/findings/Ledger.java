package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.Direction;
import io.plumbline.stats.InstanceWealth;
import io.plumbline.stats.PagerBudget;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What verdicts carry from night to night: the registered hypotheses with their part of the error
 * budget, the open findings, and the answers of the night before. Immutable.
 *
 * @param entries registered hypotheses by id
 * @param open open findings by id
 * @param restarts night from which evidence counts, by {@link Evidence#id}, where a finding on it
 *     was closed
 * @param answers verdict of the night before by question
 * @param yearStart first night of the budget year the ledger is in; empty before the first night
 */
public record Ledger(
    SortedMap<String, Entry> entries,
    SortedMap<String, Finding> open,
    SortedMap<String, LocalDate> restarts,
    SortedMap<Question, Verdict> answers,
    Optional<LocalDate> yearStart) {

  /** The ledger before the first night. */
  public static final Ledger NEW =
      new Ledger(
          new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

  public Ledger {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    open = Collections.unmodifiableSortedMap(new TreeMap<>(open));
    restarts = Collections.unmodifiableSortedMap(new TreeMap<>(restarts));
    answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
  }

  /**
   * A registered hypothesis.
   *
   * @param hypothesis the hypothesis
   * @param registered night it was registered on
   * @param order its place in the order of registration, from 1
   * @param start whether its family had none before that night, so that it shares the larger part
   * @param instances its scopes in order of appearance
   */
  public record Entry(
      Hypothesis hypothesis,
      LocalDate registered,
      int order,
      PagerBudget.Entry start,
      List<Instance> instances) {

    public Entry {
      instances = List.copyOf(instances);
    }

    /** Place of a scope in the order of appearance, from 1; 0 where it has not appeared. */
    int place(Labels scope) {
      for (int k = 0; k < instances.size(); k++) {
        if (instances.get(k).scope.equals(scope)) {
          return k + 1;
        }
      }
      return 0;
    }

    /** Share of the hypothesis's level that the k-th scope has. */
    double weight(int place) {
      return switch (hypothesis.instances()) {
        case ONE -> 1;
        case MANY -> InstanceWealth.weight(place);
      };
    }
  }

  /**
   * A scope of a hypothesis.
   *
   * @param scope the scope
   * @param registered night it appeared
   * @param rearmed how often a page on it was closed this budget year
   * @param logE its last log e-value, kept for ever
   * @param listLogE its last log e-value for the worklist; minus infinity for one that may not
   *     enter it
   */
  public record Instance(
      Labels scope, LocalDate registered, int rearmed, double logE, double listLogE) {}

  /**
   * One row of {@code gold.ledger}.
   *
   * @param hypothesis id of hypothesis and scope
   * @param family budget family
   * @param registered night it was registered on
   * @param directed up, down or both
   * @param alpha level it may page at
   * @param instance order of appearance among the scopes of its hypothesis, from 1
   * @param rearmed how often it was re-armed after a page
   * @param state armed or paged
   */
  public record Row(
      String hypothesis,
      String family,
      LocalDate registered,
      String directed,
      double alpha,
      int instance,
      int rearmed,
      String state) {}

  /** The level of every registered hypothesis, shared by its scopes; by id. */
  Map<String, Double> budgets(double alphaPerYear) {
    List<PagerBudget.Hypothesis> registered = new ArrayList<>();
    entries.values().stream()
        .sorted((a, b) -> Integer.compare(a.order, b.order))
        .forEach(entry -> registered.add(budgeted(entry.hypothesis, entry.start)));
    return PagerBudget.divide(alphaPerYear, registered);
  }

  /** The level a hypothesis would have if it were registered next. */
  double newcomerBudget(double alphaPerYear, Hypothesis hypothesis) {
    List<PagerBudget.Hypothesis> registered = new ArrayList<>();
    entries.values().stream()
        .filter(entry -> entry.hypothesis.family() == hypothesis.family())
        .forEach(entry -> registered.add(budgeted(entry.hypothesis, entry.start)));
    registered.add(budgeted(hypothesis, PagerBudget.Entry.NEWCOMER));
    return PagerBudget.divide(alphaPerYear, registered).get(hypothesis.id());
  }

  private static PagerBudget.Hypothesis budgeted(Hypothesis hypothesis, PagerBudget.Entry start) {
    Direction direction = hypothesis.direction().tilt();
    return new PagerBudget.Hypothesis(
        hypothesis.id(), hypothesis.family().budget(), direction, start);
  }

  /** The rows of {@code gold.ledger} that say all of the budget as it stands. */
  public List<Row> rows(Plan plan) {
    Map<String, Double> budgets = budgets(plan.alphaPerYear());
    List<Row> rows = new ArrayList<>();
    for (Entry entry : entries.values()) {
      for (int k = 1; k <= entry.instances.size(); k++) {
        Instance instance = entry.instances.get(k - 1);
        Hypothesis hypothesis = entry.hypothesis;
        double alpha = budgets.get(hypothesis.id()) * entry.weight(k);
        rows.add(
            new Row(
                hypothesis.id() + "@" + instance.scope.text(),
                hypothesis.family().name().toLowerCase(Locale.ROOT),
                instance.registered,
                hypothesis.direction().name().toLowerCase(Locale.ROOT),
                PagerBudget.rearmed(alpha, instance.rearmed),
                k,
                instance.rearmed,
                isPaged(hypothesis, instance.scope) ? "paged" : "armed"));
      }
    }
    return rows;
  }

  boolean isPaged(Hypothesis hypothesis, Labels scope) {
    Finding finding = open.get(Finding.fingerprint(hypothesis, scope));
    return finding != null && finding.tier().equals(Optional.of(Finding.Tier.PAGE));
  }

  /**
   * The ledger as a night begins: closings since the night before have taken effect, and a new
   * budget year re-arms everything at its full level.
   */
  Ledger begun(NightContext context) {
    SortedMap<String, Finding> stillOpen = new TreeMap<>(open);
    SortedMap<String, LocalDate> restarted = new TreeMap<>(restarts);
    SortedMap<String, Entry> armed = new TreeMap<>(entries);
    boolean isNewYear = !yearStart.equals(Optional.of(context.yearStart()));
    if (isNewYear) {
      armed.replaceAll((id, entry) -> rearmed(entry, Optional.empty(), false));
    }
    for (Closing closing : context.closings()) {
      Finding finding = stillOpen.remove(closing.finding());
      if (finding != null) {
        String hypothesis = finding.hypothesis().id();
        restarted.put(hypothesis + "@" + finding.scope().text(), context.night());
        armed.computeIfPresent(
            hypothesis, (id, entry) -> rearmed(entry, Optional.of(finding.scope()), true));
      }
    }
    return new Ledger(armed, stillOpen, restarted, answers, Optional.of(context.yearStart()));
  }

  private static Entry rearmed(Entry entry, Optional<Labels> only, boolean isSpent) {
    List<Instance> instances = new ArrayList<>();
    for (Instance instance : entry.instances) {
      boolean isMeant = only.isEmpty() || only.get().equals(instance.scope);
      instances.add(
          isMeant
              ? new Instance(
                  instance.scope,
                  instance.registered,
                  isSpent ? instance.rearmed + 1 : 0,
                  0,
                  isSpent ? 0 : instance.listLogE)
              : instance);
    }
    return new Entry(entry.hypothesis, entry.registered, entry.order, entry.start, instances);
  }
}
