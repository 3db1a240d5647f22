package io.plumbline.reports;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The register of findings on a night.
 *
 * @param open not closed, most serious first, then oldest
 * @param fresh open ones that are new
 * @param carried open ones that are not
 * @param closed closed ones
 * @param oldestDays age of the oldest open one in days, 0 when there is none
 */
public record Register(
    List<ReportFinding> open,
    List<ReportFinding> fresh,
    List<ReportFinding> carried,
    List<ReportFinding> closed,
    long oldestDays) {

  /** All of them: open ones first, then those that people closed. */
  public List<ReportFinding> all() {
    return Stream.concat(open.stream(), closed.stream()).toList();
  }

  /** The register of a report. */
  public static Register of(Report report) {
    List<ReportFinding> open =
        report.findings().stream()
            .filter(ReportFinding::isOpen)
            .sorted(
                Comparator.comparing(ReportFinding::verdict)
                    .thenComparing(ReportFinding::firstNight)
                    .thenComparing(ReportFinding::id))
            .toList();
    LocalDate night = report.night();
    return new Register(
        open,
        open.stream().filter(f -> f.state() == ReportFinding.State.NEW).toList(),
        open.stream().filter(f -> f.state() == ReportFinding.State.CARRIED).toList(),
        report.findings().stream().filter(f -> f.state() == ReportFinding.State.CLOSED).toList(),
        open.stream()
            .mapToLong(f -> ChronoUnit.DAYS.between(f.firstNight(), night))
            .max()
            .orElse(0));
  }
}
