package io.plumbline.pipeline;

import io.plumbline.findings.Closing;
import io.plumbline.findings.Finding;
import io.plumbline.findings.LedgerText;
import io.plumbline.pipeline.tables.LakeLock;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Closes a finding that is open after the last sealed night. */
public final class ClosingFindings {

  private static final int LONGEST = 2_000;

  private final Tables tables;
  private final String lake;
  private final Configuration hadoop;

  public ClosingFindings(Tables tables, String lake, Configuration hadoop) {
    this.tables = tables;
    this.lake = lake;
    this.hadoop = hadoop;
  }

  /**
   * What was closed.
   *
   * @param finding the finding as it stood
   * @param last the last sealed night: the decision counts on the next one
   */
  public record Closed(Finding finding, LocalDate last) {}

  /**
   * Keeps the decision.
   *
   * @throws PlumblineException {@link ErrorCode#USAGE} when who or why is missing, when there is no
   *     such finding or when it is closed already; {@link ErrorCode#LOCKED} while a run goes on
   */
  public Closed close(String id, String by, String reason, Instant at) {
    if (by.isBlank() || reason.isBlank()) {
      throw refused(id, "who closes it and why must be given", "say both with --by and --reason");
    }
    if (reason.length() > LONGEST || by.length() > LONGEST) {
      throw refused(
          id,
          "who or why is longer than " + LONGEST + " characters",
          "shorten it, and name the document that says more");
    }
    LakeLock lock = LakeLock.take(lake, hadoop);
    try {
      SealedNight last =
          new SealedNights(tables)
              .last()
              .orElseThrow(
                  () -> refused(id, "the lake has no sealed night", "run: plumbline nightly"));
      Finding open = LedgerText.read(NightBody.parse(last.body()).ledger()).open().get(id);
      if (open == null) {
        throw notOpen(id, last.night());
      }
      Closings closings = new Closings(lake, hadoop);
      for (Closing given : closings.after(last.night())) {
        if (given.finding().equals(id)) {
          throw refused(
              id,
              "it was closed already by " + given.by() + " (" + given.reason() + ")",
              "the report of the next night will show it");
        }
      }
      closings.write(last.night(), new Closing(id, by.strip(), reason.strip()), at);
      return new Closed(open, last.night());
    } finally {
      lock.close();
    }
  }

  private PlumblineException notOpen(String id, LocalDate last) {
    Optional<Row> known = known(id);
    if (known.isEmpty()) {
      return refused(
          id,
          "no finding of this lake has that id",
          "list the open ones with: plumbline sql \"select finding_id, question, verdict from"
              + " gold.findings where night = date'"
              + last
              + "' and state <> 'closed'\"");
    }
    Row row = known.get();
    return refused(
        id,
        row.isNullAt(1)
            ? "it is no longer open; it was last seen on night " + row.getString(0)
            : "it was closed already on night "
                + row.getString(0)
                + " by "
                + row.getString(1)
                + " ("
                + row.getString(2)
                + ")",
        "nothing needs to be done; new evidence opens it anew");
  }

  /** The last row of a finding: when it was last shown, and who closed it. */
  private Optional<Row> known(String id) {
    List<Row> rows =
        tables
            .read(io.plumbline.datasets.gold.Findings.SPEC)
            .where(functions.col("finding_id").equalTo(id))
            .select(
                functions.col("night").cast("string"),
                functions.col("closed_by"),
                functions.col("closed_reason"))
            .orderBy(functions.col("night").desc())
            .limit(1)
            .collectAsList();
    return rows.stream().findFirst();
  }

  private static PlumblineException refused(String id, String why, String remedy) {
    return new PlumblineException(
        ErrorCode.USAGE, "Cannot close finding '" + id + "': " + why + "; " + remedy);
  }
}
