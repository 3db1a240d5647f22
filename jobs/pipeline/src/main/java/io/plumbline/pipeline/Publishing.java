package io.plumbline.pipeline;

import io.plumbline.pipeline.publish.Published;
import io.plumbline.pipeline.publish.ReportOf;
import io.plumbline.pipeline.publish.Site;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.reports.NightEntry;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Publishes sealed nights: from their seals alone, so that it can be done again at any time. */
public final class Publishing {

  private final SealedNights sealed;
  private final Site site;

  public Publishing(SealedNights sealed, Site site) {
    this.sealed = sealed;
    this.site = site;
  }

  /** The report of a sealed night, as it was published. */
  public static Report report(SealedNight night) {
    byte[] unsealed = NightBody.parse(night.body()).report().getBytes(StandardCharsets.UTF_8);
    return ReportOf.sealed(ReportJson.read(unsealed), night);
  }

  /** Publishes these nights and the index of all; returns the last one. */
  public Published publish(List<LocalDate> nights) {
    List<SealedNight> all = new ArrayList<>(sealed.all());
    all.sort(Comparator.comparing(SealedNight::night));
    List<NightEntry> entries = new ArrayList<>();
    Optional<Published> last = Optional.empty();
    for (SealedNight night : all) {
      Report report = report(night);
      entries.add(NightEntry.of(report));
      if (nights.contains(night.night())) {
        last = Optional.of(new Published(report, site.publish(report)));
      }
    }
    site.index(entries);
    return last.orElseThrow(
        () ->
            new PlumblineException(
                ErrorCode.NIGHT,
                "Cannot publish "
                    + nights
                    + ": not sealed. Sealed nights are listed by: plumbline sql \"select night from"
                    + " gold.nights\""));
  }
}
