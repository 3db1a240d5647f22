package io.plumbline.pipeline.tables;

import io.plumbline.datasets.gold.Folds;
import io.plumbline.findings.Effect;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Ledger;
import io.plumbline.measure.Fold;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Evidence, findings, budget and folds as rows of their gold tables, and folds back again. */
public final class GoldRows {

  private GoldRows() {}

  /** A row of {@code gold.evidence}. */
  public static Row evidence(LocalDate night, Evidence one, OptionalDouble threshold) {
    Optional<Evidence.Measured> test = one.measured();
    Optional<Evidence.Violations> rule = one.rule();
    Optional<Effect> effect = test.map(Evidence.Measured::effect);
    return RowFactory.create(
        Date.valueOf(night),
        one.id(),
        one.hypothesis().detector(),
        one.hypothesis().question().id(),
        one.scope().text(),
        kind(one),
        one.status().name(),
        effect.map(Effect::name).orElse(null),
        effect.map(Effect::value).map(GoldRows::boxed).orElse(null),
        effect.map(e -> boxed(e.interval().lower())).orElse(null),
        effect.map(e -> boxed(e.interval().upper())).orElse(null),
        effect.map(e -> e.interval().level()).orElse(null),
        effect.map(e -> e.unit().id()).orElse(null),
        test.map(t -> boxed(t.logE())).orElse(null),
        test.map(t -> boxed(t.logEMargin())).orElse(null),
        boxed(threshold),
        test.map(t -> boxed(t.margin())).orElse(null),
        test.map(t -> boxed(t.mde80())).orElse(null),
        test.map(Evidence.Measured::units)
            .or(() -> rule.map(Evidence.Violations::checked))
            .orElse(0L),
        test.map(Evidence.Measured::clusters).orElse(0L),
        rule.map(Evidence.Violations::violations).orElse(0L),
        one.sentence());
  }

  private static String kind(Evidence one) {
    if (one.measured().isPresent()) {
      return "measured";
    }
    if (one.rule().isPresent()) {
      return "violations";
    }
    return one.status() == io.plumbline.stats.Status.FAILED ? "failed" : "insufficient";
  }

  private static Double boxed(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** A row of {@code gold.findings}; {@code body} is the finding as published. */
  public static Row finding(LocalDate night, Finding finding, String body) {
    return RowFactory.create(
        Date.valueOf(night),
        finding.id(),
        finding.question().id(),
        finding.hypothesis().detector(),
        finding.scope().text(),
        finding.isDeterministic() ? "deterministic" : "statistical",
        finding.verdict().name(),
        finding.tier().map(tier -> tier.name().toLowerCase(Locale.ROOT)).orElse(null),
        finding.state().name().toLowerCase(Locale.ROOT),
        Date.valueOf(finding.firstNight()),
        Date.valueOf(finding.lastNight()),
        finding.closing().map(closing -> closing.by()).orElse(null),
        finding.closing().map(closing -> closing.reason()).orElse(null),
        body);
  }

  /** A row of {@code gold.ledger}. */
  public static Row ledger(LocalDate night, Ledger.Row row, String planDigest) {
    return RowFactory.create(
        Date.valueOf(night),
        row.hypothesis(),
        row.family(),
        Date.valueOf(row.registered()),
        row.directed(),
        row.alpha(),
        row.instance(),
        row.rearmed(),
        row.state(),
        planDigest);
  }

  /** The rows of {@code gold.folds} of one night. */
  public static List<Row> folds(LocalDate night, SortedMap<String, Map<String, Fold>> folds) {
    List<Row> rows = new ArrayList<>();
    folds.forEach(
        (detector, byKey) ->
            new TreeMap<>(byKey)
                .forEach(
                    (key, fold) ->
                        rows.add(
                            RowFactory.create(
                                Date.valueOf(night),
                                detector,
                                key,
                                Arrays.stream(fold.numbers()).boxed().toList()))));
    return rows;
  }

  /** The folds kept for one night by detector; empty when the cache was dropped. */
  public static SortedMap<String, Map<String, Fold>> folds(Tables tables, LocalDate night) {
    // Bounded: a few numbers per hypothesis.
    return tables
        .read(Folds.SPEC, night, night)
        .select("detector", "fold", "numbers")
        .limit(10_000_000)
        .collectAsList()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getString(0),
                TreeMap::new,
                Collectors.toMap(
                    row -> row.getString(1),
                    row ->
                        Fold.of(
                            row.<Double>getList(2).stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()))));
  }
}
