package io.plumbline.pipeline.publish;

import io.plumbline.detect.AuthorityTrend;
import io.plumbline.detect.ScoreChange;
import io.plumbline.measure.Fold;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.reports.Page;
import io.plumbline.reports.Pictures;
import io.plumbline.reports.Report;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What pictures show: tonight's counts on top of those of the night before. */
final class PagePictures {

  /** Nights of which rows are counted apart. */
  private static final int NIGHTS = 60;

  private PagePictures() {}

  static Pictures of(
      LocalDate night,
      Map<String, List<Tally>> tallies,
      SortedMap<String, Map<String, Fold>> folds,
      Optional<Report> previous) {
    Optional<Pictures> before = previous.flatMap(Report::page).flatMap(Page::pictures);
    return new Pictures(
        decided(tallies, before),
        received(night, tallies, before),
        ScoreChange.of(folds).stream()
            .map(
                one ->
                    new Pictures.Change(
                        one.task(), one.before(), one.criteria(), one.model(), one.after()))
            .toList());
  }

  private record Decider(String domain, int generation) implements Comparable<Decider> {
    private static final Comparator<Decider> ORDER =
        Comparator.comparing(Decider::domain).thenComparing(Decider::generation);

    @Override
    public int compareTo(Decider other) {
      return ORDER.compare(this, other);
    }
  }

  private static List<Pictures.Decided> decided(
      Map<String, List<Tally>> tallies, Optional<Pictures> before) {
    SortedMap<Decider, long[]> counts = new TreeMap<>();
    before.stream()
        .flatMap(pictures -> pictures.decided().stream())
        .forEach(
            one ->
                counts.put(
                    new Decider(one.domain(), one.generation()),
                    new long[] {one.byPeople(), one.known()}));
    for (Tally tally : tallies.getOrDefault(AuthorityTrend.DECIDED.id(), List.of())) {
      Optional<String> generation = tally.stratum().value("generation");
      Optional<String> domain = tally.scope().value("domain");
      if (generation.isPresent() && domain.isPresent()) {
        long[] count =
            counts.computeIfAbsent(
                new Decider(domain.get(), Integer.parseInt(generation.get())), key -> new long[2]);
        boolean isByPerson = tally.cell().value("has").equals(Optional.of("false"));
        count[0] = Math.addExact(count[0], isByPerson ? tally.n() : 0);
        count[1] = Math.addExact(count[1], tally.n());
      }
    }
    List<Pictures.Decided> decided = new ArrayList<>();
    counts.forEach(
        (who, count) ->
            decided.add(new Pictures.Decided(who.domain(), who.generation(), count[0], count[1])));
    return decided;
  }

  private static List<Pictures.Received> received(
      LocalDate night, Map<String, List<Tally>> tallies, Optional<Pictures> before) {
    SortedMap<String, TreeMap<LocalDate, Long>> sources = new TreeMap<>();
    before.stream()
        .flatMap(pictures -> pictures.received().stream())
        .forEach(
            source -> {
              TreeMap<LocalDate, Long> rows = new TreeMap<>();
              for (int i = 0; i < source.rows().size(); i++) {
                rows.put(source.first().plusDays(i), source.rows().get(i));
              }
              sources.put(source.source(), rows);
            });
    for (Measurement measurement : PageOne.COVERAGE) {
      for (Tally tally : tallies.getOrDefault(measurement.id(), List.of())) {
        sources
            .computeIfAbsent(tally.scope().value("source").orElseThrow(), key -> new TreeMap<>())
            .merge(tally.recordNight(), tally.n(), Math::addExact);
      }
    }
    LocalDate oldest = night.minusDays(NIGHTS - 1L);
    List<Pictures.Received> received = new ArrayList<>();
    sources.forEach(
        (source, all) -> {
          SortedMap<LocalDate, Long> rows = all.subMap(oldest, true, night, true);
          if (!rows.isEmpty()) {
            LocalDate first = rows.firstKey();
            received.add(
                new Pictures.Received(
                    source,
                    first,
                    first
                        .datesUntil(night.plusDays(1))
                        .map(day -> rows.getOrDefault(day, 0L))
                        .toList()));
          }
        });
    return received;
  }
}
