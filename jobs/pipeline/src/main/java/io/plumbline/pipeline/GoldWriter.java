package io.plumbline.pipeline;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.gold.Evidence;
import io.plumbline.datasets.gold.Findings;
import io.plumbline.datasets.gold.Folds;
import io.plumbline.datasets.gold.Ledger;
import io.plumbline.findings.Finding;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Policy;
import io.plumbline.pipeline.publish.ReportOf;
import io.plumbline.pipeline.tables.GoldRows;
import io.plumbline.pipeline.tables.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;

/** Writes what decided nights leave in the gold tables; folds and budget of the last one only. */
final class GoldWriter {

  private final Tables tables;
  private final NightRange range;
  private final Plan plan;

  GoldWriter(Tables tables, NightRange range, Plan plan) {
    this.tables = tables;
    this.range = range;
    this.plan = plan;
  }

  void write(List<Decided> decided) {
    List<Row> evidence = new ArrayList<>();
    List<Row> findings = new ArrayList<>();
    for (Decided one : decided) {
      LocalDate night = one.examined().context().night();
      Levels levels =
          Policy.of(plan).levels(one.examined().context(), one.examined().after().ledger());
      for (io.plumbline.findings.Evidence found : one.examined().evidence()) {
        OptionalDouble threshold =
            found.measured().isPresent()
                ? OptionalDouble.of(-Math.log(levels.of(found.hypothesis(), found.scope()).alpha()))
                : OptionalDouble.empty();
        evidence.add(GoldRows.evidence(night, found, threshold));
      }
      for (Finding finding : one.examined().night().findings()) {
        findings.add(GoldRows.finding(night, finding, ReportOf.json(finding)));
      }
    }
    Decided last = decided.get(decided.size() - 1);
    LocalDate night = last.examined().context().night();
    List<Row> ledger = new ArrayList<>();
    for (io.plumbline.findings.Ledger.Row row : last.examined().after().ledger().rows(plan)) {
      ledger.add(GoldRows.ledger(night, row, PlanDigest.of(plan)));
    }
    replace(Evidence.SPEC, evidence);
    replace(Findings.SPEC, findings);
    replace(Ledger.SPEC, ledger);
    replace(Folds.SPEC, GoldRows.folds(night, last.examined().after().folds()));
  }

  private void replace(TableSpec table, List<Row> rows) {
    tables.replaceNights(table, tables.rows(table, rows), range.from(), range.to());
  }
}
