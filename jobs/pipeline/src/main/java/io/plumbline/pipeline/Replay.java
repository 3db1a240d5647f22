package io.plumbline.pipeline;

import io.plumbline.detect.Detector;
import io.plumbline.findings.LedgerText;
import io.plumbline.findings.Policy;
import io.plumbline.measure.Fold;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Generations;
import io.plumbline.pipeline.tables.GoldRows;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Counting;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides nights from the lake's tallies, starting from what the last sealed night left. */
final class Replay {

  private final Tables tables;
  private final Counting counting;
  private final Deciding deciding;

  Replay(Tables tables, Configuration configuration, String codeVersion, List<Detector> detectors) {
    this.tables = tables;
    this.counting = new Counting(tables);
    this.deciding =
        new Deciding(
            configuration, new Examining(detectors, Policy.of(configuration.plan())), codeVersion);
  }

  /**
   * Decides the nights of a range that follow the last sealed one.
   *
   * @param doubts why that night is in doubt, beside what its seal says
   */
  List<Decided> decide(
      NightRange range, LocalDate firstNight, Optional<SealedNight> last, List<String> doubts) {
    SortedMap<LocalDate, List<String>> first = new TreeMap<>(Map.of(range.from(), doubts));
    return deciding.decide(
        range, firstNight, before(firstNight, last).doubting(first), counted(range));
  }

  /**
   * Decides every sealed night anew, from the tallies alone.
   *
   * @param doubts by night, why the instrument was in doubt: what no tally holds
   */
  List<Decided> again(
      LocalDate firstNight, LocalDate last, SortedMap<LocalDate, List<String>> doubts) {
    NightRange all = new NightRange(firstNight, last);
    return deciding.decide(all, firstNight, Deciding.Before.NOTHING.doubting(doubts), counted(all));
  }

  private Deciding.Before before(LocalDate firstNight, Optional<SealedNight> last) {
    if (last.isEmpty()) {
      return Deciding.Before.NOTHING;
    }
    NightBody body = NightBody.parse(last.get().body());
    Report report = ReportJson.read(body.report().getBytes(StandardCharsets.UTF_8));
    SortedMap<String, Map<String, Fold>> folds = GoldRows.folds(tables, last.get().night());
    int kept = folds.values().stream().mapToInt(Map::size).sum();
    if (kept != body.folds()) {
      // The cache was dropped: what had been accumulated follows from the tallies.
      List<Decided> again = again(firstNight, last.get().night(), new TreeMap<>());
      folds = again.get(again.size() - 1).examined().after().folds();
    }
    return new Deciding.Before(
        last,
        Optional.of(report),
        new Examining.State(LedgerText.read(body.ledger()), folds),
        new TreeMap<>());
  }

  private Deciding.Counted counted(NightRange range) {
    return new Deciding.Counted(
        counting.read(range.from(), range.to()),
        counting.readExtracts(range.from(), range.to()),
        Generations.read(tables, range.to()));
  }
}
