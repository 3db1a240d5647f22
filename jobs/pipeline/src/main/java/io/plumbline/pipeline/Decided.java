package io.plumbline.pipeline;

import io.plumbline.findings.LedgerText;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import java.nio.charset.StandardCharsets;

/**
 * A decided night that is not sealed yet.
 *
 * @param examined evidence, verdicts and what the next night starts from
 * @param report the report without its seal
 */
public record Decided(Examining.Examined examined, Report report) {

  /** What is kept of the night in its seal. */
  public NightBody body() {
    return new NightBody(
        examined.context(),
        LedgerText.write(examined.after().ledger()),
        examined.after().folds().values().stream().mapToInt(java.util.Map::size).sum(),
        new String(ReportJson.write(report), StandardCharsets.UTF_8));
  }
}
