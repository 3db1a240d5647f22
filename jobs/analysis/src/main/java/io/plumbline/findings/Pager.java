package io.plumbline.findings;

import io.plumbline.measure.Labels;
import io.plumbline.stats.EBenjaminiHochberg;
import io.plumbline.stats.EMixture;
import io.plumbline.stats.InstanceWealth;
import io.plumbline.stats.PagerBudget;
import io.plumbline.stats.Status;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statistical findings of one night: who is registered, who pages, who is listed. */
final class Pager {

  /** Expected share of false entries on the worklist. */
  private static final double FALSE_SHARE = 0.10;

  private final NightContext context;
  private final Ledger begun;
  private final SortedMap<String, Ledger.Entry> entries;
  private final Map<String, Evidence.Measured> tonight = new HashMap<>();
  private final SortedMap<String, Finding> findings = new TreeMap<>();

  private Pager(NightContext context, Ledger begun) {
    this.context = context;
    this.begun = begun;
    this.entries = new TreeMap<>(begun.entries());
  }

  static Pager of(Plan plan, NightContext context, Ledger begun, List<Evidence> evidence) {
    Pager pager = new Pager(context, begun);
    pager.register(evidence);
    Map<String, Double> budgets =
        new Ledger(
                pager.entries, begun.open(), begun.restarts(), begun.answers(), begun.yearStart())
            .budgets(plan.alphaPerYear());
    Set<String> listed = pager.listed();
    pager.entries.values().forEach(entry -> pager.judge(entry, budgets, listed));
    return pager;
  }

  /** Registered hypotheses after tonight, by id. */
  SortedMap<String, Ledger.Entry> entries() {
    return entries;
  }

  /** Statistical findings of tonight, by id. */
  SortedMap<String, Finding> findings() {
    return findings;
  }

  private void register(List<Evidence> evidence) {
    List<Evidence.Measured> tested =
        evidence.stream()
            .flatMap(one -> one.measured().stream())
            .filter(one -> one.logE().isPresent())
            .sorted(Comparator.comparing(Evidence.Measured::id))
            .toList();
    Set<Family> known = new HashSet<>();
    begun.entries().values().forEach(entry -> known.add(entry.hypothesis().family()));
    for (Evidence.Measured one : tested) {
      tonight.put(one.id(), one);
      Ledger.Entry entry =
          entries.computeIfAbsent(
              one.hypothesis().id(),
              id ->
                  new Ledger.Entry(
                      one.hypothesis(),
                      context.night(),
                      entries.size() + 1,
                      known.contains(one.hypothesis().family())
                          ? PagerBudget.Entry.NEWCOMER
                          : PagerBudget.Entry.INITIAL,
                      List.of()));
      entries.put(one.hypothesis().id(), updated(entry, one));
    }
  }

  private Ledger.Entry updated(Ledger.Entry entry, Evidence.Measured one) {
    List<Ledger.Instance> instances = new ArrayList<>(entry.instances());
    int place = entry.place(one.scope());
    LocalDate registered = place == 0 ? context.night() : instances.get(place - 1).registered();
    int rearmed = place == 0 ? 0 : instances.get(place - 1).rearmed();
    double logE = one.logE().getAsDouble();
    double ever = one.logELifetime().orElse(logE);
    Ledger.Instance instance =
        new Ledger.Instance(
            one.scope(),
            registered,
            rearmed,
            isAdvisory(one) ? 0 : logE,
            isAdvisory(one)
                ? Double.NEGATIVE_INFINITY
                : EMixture.log(new double[] {0.5, 0.5}, new double[] {logE, ever}));
    if (place == 0) {
      instances.add(instance);
    } else {
      instances.set(place - 1, instance);
    }
    return new Ledger.Entry(
        entry.hypothesis(), entry.registered(), entry.order(), entry.start(), instances);
  }

  private static boolean isAdvisory(Evidence.Measured one) {
    return one.advisory()
        || one.status() == Status.UNIT_UNDECLARED
        || one.status() == Status.POOL_MISMATCH;
  }

  private Set<String> listed() {
    List<String> ids = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Ledger.Entry entry : entries.values()) {
      for (Ledger.Instance instance : entry.instances()) {
        ids.add(id(entry, instance.scope()));
        values.add(instance.listLogE());
      }
    }
    boolean[] isListed =
        EBenjaminiHochberg.listed(
            values.stream().mapToDouble(Double::doubleValue).toArray(), FALSE_SHARE);
    Set<String> listed = new HashSet<>();
    for (int i = 0; i < isListed.length; i++) {
      if (isListed[i]) {
        listed.add(ids.get(i));
      }
    }
    return listed;
  }

  private static String id(Ledger.Entry entry, Labels scope) {
    return entry.hypothesis().id() + "@" + scope.text();
  }

  private void judge(Ledger.Entry entry, Map<String, Double> budgets, Set<String> listed) {
    double budget = budgets.get(entry.hypothesis().id());
    Optional<Labels> together = together(entry, budget);
    for (int k = 1; k <= entry.instances().size(); k++) {
      Ledger.Instance instance = entry.instances().get(k - 1);
      Evidence.Measured one = tonight.get(id(entry, instance.scope()));
      if (one != null) {
        double alpha = PagerBudget.rearmed(budget * entry.weight(k), instance.rearmed());
        judge(
            one,
            alpha,
            together.equals(Optional.of(instance.scope())),
            listed.contains(id(entry, instance.scope())));
      }
    }
  }

  /**
   * The scope with the most wealth, when all scopes that never paged this year reach the level
   * together although none does alone.
   */
  private Optional<Labels> together(Ledger.Entry entry, double budget) {
    if (entry.hypothesis().instances() == Hypothesis.Instances.ONE) {
      return Optional.empty();
    }
    double[] logE = new double[entry.instances().size()];
    int most = -1;
    double mostWealth = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logE.length; k++) {
      Ledger.Instance instance = entry.instances().get(k);
      boolean isSpent =
          instance.rearmed() > 0 || begun.isPaged(entry.hypothesis(), instance.scope());
      logE[k] = isSpent ? Double.NEGATIVE_INFINITY : instance.logE();
      double wealth = Math.log(InstanceWealth.weight(k + 1)) + logE[k];
      if (wealth > mostWealth) {
        mostWealth = wealth;
        most = k;
      }
    }
    return most >= 0 && PagerBudget.isPaged(InstanceWealth.logE(logE), budget)
        ? Optional.of(entry.instances().get(most).scope())
        : Optional.empty();
  }

  private void judge(Evidence.Measured one, double alpha, boolean isTogether, boolean isListed) {
    Optional<Finding> earlier =
        Optional.ofNullable(begun.open().get(Finding.fingerprint(one.hypothesis(), one.scope())));
    boolean wasPaged = earlier.flatMap(Finding::tier).equals(Optional.of(Finding.Tier.PAGE));
    boolean reaches = PagerBudget.isPaged(one.logE().getAsDouble(), alpha) || isTogether;
    if (isAdvisory(one)) {
      if (reaches || wasPaged) {
        add(one, alpha, wasPaged ? Finding.Tier.PAGE : Finding.Tier.ADVISORY, earlier);
      }
    } else if (wasPaged || reaches && isBeyondMargin(one)) {
      add(one, alpha, Finding.Tier.PAGE, earlier);
    } else if (isListed && isBeyondMargin(one)) {
      add(one, alpha, Finding.Tier.WORKLIST, earlier);
    }
  }

  /** An estimate that is not defined lies at an end of the scale, hence beyond any margin. */
  private static boolean isBeyondMargin(Evidence.Measured one) {
    OptionalDouble value = one.effect().value();
    return one.margin().isEmpty()
        || value.isEmpty()
        || Math.abs(value.getAsDouble()) >= one.margin().getAsDouble();
  }

  private void add(
      Evidence.Measured one, double alpha, Finding.Tier tier, Optional<Finding> earlier) {
    boolean wasMaterial =
        earlier.flatMap(Finding::severity).equals(Optional.of(Finding.Severity.MATERIAL));
    boolean isMaterial =
        tier == Finding.Tier.PAGE
            && one.logEMargin().isPresent()
            && PagerBudget.isPaged(one.logEMargin().getAsDouble(), alpha);
    String id = Finding.fingerprint(one.hypothesis(), one.scope());
    findings.put(
        id,
        new Finding(
            id,
            one.hypothesis(),
            one.scope(),
            one.kind(),
            tier == Finding.Tier.ADVISORY ? Verdict.INSUFFICIENT_DATA : Verdict.ATTENTION,
            Optional.of(
                wasMaterial || isMaterial ? Finding.Severity.MATERIAL : Finding.Severity.DETECTED),
            Optional.of(tier),
            one.status(),
            Optional.of(one.effect()),
            one.logE(),
            OptionalDouble.of(-Math.log(alpha)),
            one.margin(),
            one.mde80(),
            one.units(),
            one.clusters(),
            0,
            context.night(),
            context.night(),
            Finding.State.NEW,
            Optional.empty(),
            one.sentence(),
            one.query(),
            one.sources(),
            one.attackIds(),
            List.of()));
  }
}
