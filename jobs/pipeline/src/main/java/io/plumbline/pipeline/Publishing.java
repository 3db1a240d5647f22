package io.plumbline.pipeline;

import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.pipeline.publish.ReportOf;
import io.plumbline.pipeline.publish.Site;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.SideBySide;
import io.plumbline.reports.NightEntry;
import io.plumbline.reports.NightList;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import io.plumbline.reports.Run;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Publishes sealed nights: from their seals alone, so that it can be done again at any time. */
public final class Publishing {

  private final SealedNights sealed;
  private final Site site;
  private final Anchoring anchoring;

  public Publishing(SealedNights sealed, Site site, Anchoring anchoring) {
    this.sealed = sealed;
    this.site = site;
    this.anchoring = anchoring;
  }

  /** The report of a sealed night, as it was published. */
  public static Report report(SealedNight night, List<Run.Anchor> anchors) {
    byte[] unsealed = NightBody.parse(night.body()).report().getBytes(StandardCharsets.UTF_8);
    return ReportOf.sealed(ReportJson.read(unsealed), night, anchors);
  }

  /** Publishes these nights and the index of all; returns the last one. */
  public Published publish(List<LocalDate> nights) {
    Optional<Published> last = Optional.empty();
    // Of seals alone, as the reports are: made while they are rendered.
    CompletableFuture<Listed> list = CompletableFuture.supplyAsync(this::list);
    if (!nights.isEmpty()) {
      for (SealedNight night : sealed.between(Collections.min(nights), Collections.max(nights))) {
        if (nights.contains(night.night())) {
          Report report = report(night, anchoring.statuses(night.night()));
          last = Optional.of(new Published(report, site.publish(report)));
        }
      }
    }
    last.ifPresent(
        published -> {
          Listed listed = SideBySide.result(list);
          site.index(
              listed.nights,
              published.report().night().equals(listed.newest.night())
                  ? published.report()
                  : report(listed.newest, anchoring.statuses(listed.newest.night())));
        });
    return last.orElseThrow(
        () ->
            new PlumblineException(
                ErrorCode.NIGHT,
                "Cannot publish "
                    + nights
                    + ": not sealed. Sealed nights are listed by: plumbline sql \"select night from"
                    + " gold.nights\""));
  }

  /** All sealed nights, and the seal of the last of them. */
  private record Listed(NightList nights, SealedNight newest) {}

  /** All sealed nights: those that follow the published list are added to it. */
  private Listed list() {
    Optional<NightList> listed = site.listed();
    if (listed.isPresent()) {
      NightList known = listed.get();
      LocalDate last = known.last().night();
      List<SealedNight> seals = sealed.between(last, LocalDate.MAX);
      boolean follows =
          !seals.isEmpty()
              && seals.get(0).night().equals(last)
              && seals.get(0).root().equals(known.root());
      if (follows) {
        List<SealedNight> later = seals.subList(1, seals.size());
        SealedNight newest = seals.get(seals.size() - 1);
        return new Listed(known.and(entries(later), newest.root()), newest);
      }
    }
    List<SealedNight> all = sealed.all();
    SealedNight newest = all.get(all.size() - 1);
    return new Listed(new NightList(newest.root(), entries(all)), newest);
  }

  private static List<NightEntry> entries(List<SealedNight> nights) {
    return nights.stream().map(night -> report(night, List.of())).map(NightEntry::of).toList();
  }
}
