package io.plumbline.reports;

import io.plumbline.findings.Verdict;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot.StateSetDataPointSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * The edition monitoring reads: a night as OpenMetrics text. Nothing in it depends on when it was
 * written; silence shows as {@code plumbline_night_timestamp_seconds} that no longer moves.
 */
public final class Metrics {

  private Metrics() {}

  /** The night as one exposition, UTF-8. */
  public static byte[] write(Report report) {
    MetricSnapshots snapshots =
        MetricSnapshots.of(
            InfoSnapshot.builder()
                .name("plumbline_report")
                .help("The report these numbers are from.")
                .dataPoint(
                    InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(
                            Labels.of(
                                "night",
                                report.night().toString(),
                                "report_id",
                                Shown.text(report.reportId()),
                                "code_version",
                                Shown.text(report.run().codeVersion())))
                        .build())
                .build(),
            gauge(
                "plumbline_night_timestamp_seconds",
                "Midnight (UTC) that begins the night.",
                report.night().atStartOfDay(ZoneOffset.UTC).toEpochSecond()),
            gauge(
                "plumbline_exit_code",
                "What the scheduler was told: 0, 10, 20, 30 or 40.",
                report.overall().exitCode()),
            gauge(
                "plumbline_degraded",
                "1 where the instrument itself is in doubt.",
                report.overall().degraded() ? 1 : 0),
            gauge(
                "plumbline_nights_missed",
                "Nights between this report and the one before.",
                report.run().nightsMissed().size()),
            overall(report),
            answers(report),
            evidence(report),
            findings(report),
            records(report));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new OpenMetricsTextFormatWriter(false, false)
          .write(bytes, snapshots, EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write metrics.prom of " + report.reportId(), e);
    }
    return bytes.toByteArray();
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static StateSetSnapshot overall(Report report) {
    return StateSetSnapshot.builder()
        .name("plumbline_overall")
        .help("The overall verdict.")
        .dataPoint(states(Labels.EMPTY, report.overall().verdict()))
        .build();
  }

  private static StateSetSnapshot answers(Report report) {
    StateSetSnapshot.Builder answers =
        StateSetSnapshot.builder().name("plumbline_answer").help("The verdict of each question.");
    for (QuestionAnswer answer : report.questions()) {
      answers.dataPoint(states(Labels.of("question", answer.id().id()), answer.verdict()));
    }
    return answers.build();
  }

  private static StateSetDataPointSnapshot states(Labels labels, Verdict is) {
    StateSetDataPointSnapshot.Builder states = StateSetDataPointSnapshot.builder().labels(labels);
    for (Verdict verdict : Verdict.values()) {
      states.state(verdict.name().toLowerCase(Locale.ROOT), verdict == is);
    }
    return states.build();
  }

  private static GaugeSnapshot evidence(Report report) {
    GaugeSnapshot.Builder evidence =
        GaugeSnapshot.builder()
            .name("plumbline_log_e")
            .help("Log e-value of each question's effect against no effect, where it has one.");
    for (QuestionAnswer answer : report.questions()) {
      answer
          .logE()
          .ifPresent(
              logE ->
                  evidence.dataPoint(
                      GaugeDataPointSnapshot.builder()
                          .labels(Labels.of("question", answer.id().id()))
                          .value(logE)
                          .build()));
    }
    return evidence.build();
  }

  private static GaugeSnapshot findings(Report report) {
    Register register = Register.of(report);
    GaugeSnapshot.Builder findings =
        GaugeSnapshot.builder()
            .name("plumbline_findings")
            .help("Findings by place in the register.");
    findings.dataPoint(counted("state", "new", register.fresh().size()));
    findings.dataPoint(counted("state", "carried", register.carried().size()));
    findings.dataPoint(counted("state", "closed", register.closed().size()));
    return findings.build();
  }

  private static GaugeDataPointSnapshot counted(String label, String value, double count) {
    return GaugeDataPointSnapshot.builder().labels(Labels.of(label, value)).value(count).build();
  }

  private static GaugeSnapshot records(Report report) {
    GaugeSnapshot.Builder records =
        GaugeSnapshot.builder()
            .name("plumbline_records")
            .help("Records of each source tonight: received, and of these late or quarantined.");
    for (Coverage source : report.coverage()) {
      records.dataPoint(records(source, "received", source.received()));
      records.dataPoint(records(source, "late", source.late()));
      records.dataPoint(records(source, "quarantined", source.quarantined()));
    }
    return records.build();
  }

  private static GaugeDataPointSnapshot records(Coverage source, String kind, double count) {
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("kind", kind, "source", Shown.text(source.source())))
        .value(count)
        .build();
  }
}
