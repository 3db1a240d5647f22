package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.InstanceWealth;
import io.plumbline.stats.PagerBudget;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns the evidence of a whole night into verdicts, within the year's error budget.
 *
 * <p>A night is decided in two steps. {@link #levels} says at what level each hypothesis may page,
 * before anything of tonight is examined; {@link #decide} registers hypotheses seen for the first
 * time, opens, carries and closes findings, and answers the seven questions. Both start from the
 * ledger of the night before and are pure: the same arguments give the same night.
 *
 * <p><b>Registration.</b> A hypothesis is registered on the night its scope first occurs, and
 * evidence counts from that night on. That is valid because whether it occurs, and what it is
 * called, depends on what was offered or sampled and not on what was chosen or shown: the kernels
 * condition on exactly these margins, so tonight's evidence has mean at most one given the
 * registration. Those of the night on which their family first occurs share four fifths of the
 * family's budget, later ones the reserve.
 *
 * <p><b>Pages.</b> A hypothesis pages when the wealth of its scopes together, or of one scope by
 * itself, reaches its level, and the estimate lies beyond the margin (DETECTED); MATERIAL when the
 * evidence against an effect inside the margin reaches the level too. A page stays open until
 * somebody closes it; closing it re-arms the scope at half the level, on later data only.
 */
public final class Policy {

  private final Plan plan;

  private Policy(Plan plan) {
    this.plan = plan;
  }

  /** The policy of a declared plan. */
  public static Policy of(Plan plan) {
    return new Policy(plan);
  }

  /**
   * At what level each hypothesis may page tonight. For one that is not registered yet the level is
   * that of the next newcomer, and final once it is registered.
   */
  public Levels levels(NightContext context, Ledger before) {
    Ledger ledger = before.begun(context);
    Map<String, Double> budgets = ledger.budgets(plan.alphaPerYear());
    return new Levels() {
      @Override
      public Level of(Hypothesis hypothesis, Labels scope) {
        return level(ledger, budgets, hypothesis, scope);
      }

      @Override
      public Plan plan() {
        return plan;
      }
    };
  }

  private Levels.Level level(
      Ledger ledger, Map<String, Double> budgets, Hypothesis hypothesis, Labels scope) {
    LocalDate since =
        ledger.restarts().getOrDefault(hypothesis.id() + "@" + scope.text(), LocalDate.EPOCH);
    boolean isOpen = ledger.open().containsKey(Finding.fingerprint(hypothesis, scope));
    Ledger.Entry entry = ledger.entries().get(hypothesis.id());
    if (entry == null) {
      double budget = ledger.newcomerBudget(plan.alphaPerYear(), hypothesis);
      double weight =
          hypothesis.instances() == Hypothesis.Instances.ONE ? 1 : InstanceWealth.weight(1);
      return new Levels.Level(budget * weight, since, isOpen);
    }
    int place = entry.place(scope);
    double alpha =
        budgets.get(hypothesis.id())
            * entry.weight(place == 0 ? entry.instances().size() + 1 : place);
    int rearmed = place == 0 ? 0 : entry.instances().get(place - 1).rearmed();
    return new Levels.Level(PagerBudget.rearmed(alpha, rearmed), since, isOpen);
  }

  /** What a night comes to, given all of its evidence. */
  public Night decide(NightContext context, List<Evidence> evidence, Ledger before) {
    Ledger begun = before.begun(context);
    Pager pager = Pager.of(plan, context, begun, evidence);
    SortedMap<String, Finding> tonight = new TreeMap<>(pager.findings());
    for (Evidence one : evidence) {
      one.finding(context.night()).ifPresent(finding -> tonight.put(finding.id(), finding));
    }
    List<Finding> shown = new ArrayList<>();
    SortedMap<String, Finding> open = new TreeMap<>();
    begun
        .open()
        .forEach(
            (id, earlier) -> {
              Finding now = tonight.remove(id);
              if (now != null) {
                open.put(id, now.carriedFrom(earlier));
              } else if (leavesByItself(earlier)) {
                shown.add(
                    earlier.in(
                        Finding.State.CLOSED,
                        Optional.of(new Closing(id, "plumbline", leaving(earlier)))));
              } else {
                open.put(id, earlier.in(Finding.State.CARRIED, Optional.empty()));
              }
            });
    open.putAll(tonight);
    open.replaceAll((id, finding) -> Corroboration.judged(finding, open.values()));
    context
        .closings()
        .forEach(
            closing -> {
              Finding closed = before.open().get(closing.finding());
              if (closed != null && !open.containsKey(closing.finding())) {
                shown.add(closed.in(Finding.State.CLOSED, Optional.of(closing)));
              }
            });
    shown.addAll(open.values());
    shown.sort(
        Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::question)
            .thenComparing(Finding::id));
    List<Answer> answers =
        Answers.of(context, evidence, List.copyOf(open.values()), before.answers());
    SortedMap<Question, Verdict> verdicts = new TreeMap<>();
    answers.forEach(answer -> verdicts.put(answer.question(), answer.verdict()));
    return new Night(
        shown,
        answers,
        Answers.overall(context, evidence, answers, List.copyOf(open.values())),
        new Ledger(pager.entries(), open, begun.restarts(), verdicts, begun.yearStart()));
  }

  /** Only pages and broken rules wait for somebody to close them. */
  private static boolean leavesByItself(Finding finding) {
    return finding.tier().isPresent() && finding.tier().get() != Finding.Tier.PAGE;
  }

  private static String leaving(Finding finding) {
    if (finding.isDeterministic()) {
      return "Nothing waits any more: what did has come, or is counted as missing.";
    }
    return finding.tier().equals(Optional.of(Finding.Tier.WORKLIST))
        ? "No longer on the worklist."
        : "Its evidence no longer reaches the level.";
  }
}
