package io.plumbline.pipeline;

import io.plumbline.detect.Detector;
import io.plumbline.findings.Closing;
import io.plumbline.findings.LedgerText;
import io.plumbline.findings.NightContext;
import io.plumbline.findings.Policy;
import io.plumbline.measure.Fold;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.redteam.Drilled;
import io.plumbline.pipeline.tables.Generations;
import io.plumbline.pipeline.tables.GoldRows;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Counting;
import io.plumbline.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Decides nights from the lake's tallies, starting from what the last sealed night left. */
final class Replay {

  private final Tables tables;
  private final Counting counting;
  private final String codeVersion;
  private final List<Detector> detectors;

  Replay(Tables tables, String codeVersion, List<Detector> detectors) {
    this.tables = tables;
    this.counting = new Counting(tables);
    this.codeVersion = codeVersion;
    this.detectors = detectors;
  }

  /**
   * What no tally holds of a night.
   *
   * @param doubts why it is in doubt, beside what the last seal says
   * @param closings findings that people closed since the night before
   */
  record Said(List<String> doubts, List<Closing> closings) {}

  /**
   * Decides the nights of a range that follow the last sealed one.
   *
   * @param sealed the nights sealed before the range
   * @param last the last of them
   * @param said what no tally holds of the first night
   */
  List<Decided> decide(
      Configuration configuration,
      NightRange range,
      SealedNights sealed,
      Optional<SealedNight> last,
      Said said) {
    SortedMap<LocalDate, List<String>> doubts = new TreeMap<>(Map.of(range.from(), said.doubts()));
    SortedMap<LocalDate, List<Closing>> closings =
        new TreeMap<>(Map.of(range.from(), said.closings()));
    Deciding.Before start =
        last.isEmpty() ? Deciding.Before.NOTHING : after(last.get(), sealed).sealed(last.get());
    return deciding(configuration)
        .decide(
            range,
            sealed.firstNight().orElse(range.from()),
            start.doubting(doubts).closing(closings),
            counted(configuration, range));
  }

  /**
   * Decides sealed nights anew from the tallies, each under the configuration it was sealed with:
   * what was changed later decides nothing of an earlier night. Nights up to the last one that
   * another version sealed are not decided; what they left is taken from its seal.
   *
   * @param nights every sealed night in order
   */
  List<Decided> again(List<SealedNight> nights) {
    int from = nights.size();
    while (from > 0 && nights.get(from - 1).codeVersion().equals(codeVersion)) {
      from--;
    }
    Deciding.Before start = Deciding.Before.NOTHING;
    if (from > 0 && from < nights.size()) {
      SealedNight other = nights.get(from - 1);
      start = before(other, GoldRows.folds(tables, other.night()));
    }
    return again(nights.get(0).night(), nights.subList(from, nights.size()), start);
  }

  private List<Decided> again(
      LocalDate firstNight, List<SealedNight> nights, Deciding.Before before) {
    List<Decided> decided = new ArrayList<>();
    Deciding.Before start = before;
    int from = 0;
    while (from < nights.size()) {
      String digest = nights.get(from).configDigest();
      int to = from + 1;
      while (to < nights.size() && nights.get(to).configDigest().equals(digest)) {
        to++;
      }
      NightRange range = new NightRange(nights.get(from).night(), nights.get(to - 1).night());
      Configuration configuration = sealed(nights.get(from));
      decided.addAll(
          deciding(configuration)
              .decide(
                  range,
                  firstNight,
                  start
                      .doubting(said(nights.subList(from, to), NightContext::doubts))
                      .closing(said(nights.subList(from, to), NightContext::closings)),
                  counted(configuration, range)));
      start = after(decided.get(decided.size() - 1));
      from = to;
    }
    return decided;
  }

  private Deciding deciding(Configuration configuration) {
    return new Deciding(
        configuration, new Examining(detectors, Policy.of(configuration.plan())), codeVersion);
  }

  private static Configuration sealed(SealedNight night) {
    return ConfigurationFile.sealed(night.night(), night.config());
  }

  /** What no tally holds of each night, as it was sealed. */
  private static <T> SortedMap<LocalDate, List<T>> said(
      List<SealedNight> nights, Function<NightContext, List<T>> what) {
    SortedMap<LocalDate, List<T>> said = new TreeMap<>();
    nights.forEach(
        night -> said.put(night.night(), what.apply(NightBody.parse(night.body()).context())));
    return said;
  }

  /** What a sealed night left: from the kept folds, or from the tallies where they were dropped. */
  private Deciding.Before after(SealedNight night, SealedNights sealed) {
    SortedMap<String, Map<String, Fold>> folds = GoldRows.folds(tables, night.night());
    int kept = folds.values().stream().mapToInt(Map::size).sum();
    if (kept != NightBody.parse(night.body()).folds()) {
      List<SealedNight> nights = sealed.all();
      List<Decided> again = again(nights.get(0).night(), nights, Deciding.Before.NOTHING);
      folds = again.get(again.size() - 1).examined().after().folds();
    }
    return before(night, folds);
  }

  private static Deciding.Before before(
      SealedNight night, SortedMap<String, Map<String, Fold>> folds) {
    NightBody body = NightBody.parse(night.body());
    return new Deciding.Before(
        Optional.empty(),
        Optional.of(ReportJson.read(body.report().getBytes(StandardCharsets.UTF_8))),
        new Examining.State(LedgerText.read(body.ledger()), folds),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static Deciding.Before after(Decided night) {
    return new Deciding.Before(
        Optional.empty(),
        Optional.of(night.report()),
        night.examined().after(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private Deciding.Counted counted(Configuration configuration, NightRange range) {
    return new Deciding.Counted(
        counting.read(range.from(), range.to()),
        counting.readExtracts(range.from(), range.to()),
        Generations.read(tables, range.to()),
        configuration.drill().isPresent()
            ? Drilled.read(tables, range.from().minusDays(Drilled.NIGHTS - 1L), range.to())
            : new TreeMap<>());
  }
}
