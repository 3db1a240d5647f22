package io.plumbline.pipeline.bundle;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Publishing;
import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.configuration.ExportSettings;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.reports.Edition;
import io.plumbline.reports.Html;
import io.plumbline.reports.OpenEdition;
import io.plumbline.reports.Page;
import io.plumbline.reports.Report;
import io.plumbline.reports.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hands a sealed night on: one signed file that anybody can check without the lake. */
public final class Exporting {

  static final String REPORT = "report.json";
  static final String PAGE = "report.html";
  static final String INDEPENDENCE = "independence.json";
  static final String READ_ME = "README.md";
  static final String KEY = "signing-key.pub";
  static final String STATEMENT = "statement.dsse.json";

  private final Tables tables;
  private final Anchoring anchoring;
  private final ExportSettings settings;
  private final String codeVersion;

  public Exporting(
      Tables tables, Anchoring anchoring, ExportSettings settings, String codeVersion) {
    this.tables = tables;
    this.anchoring = anchoring;
    this.settings = settings;
    this.codeVersion = codeVersion;
  }

  /**
   * A bundle that was written.
   *
   * @param night its night
   * @param path where it is
   * @param fingerprint of the key it is signed with
   * @param records evaluation records in it
   * @param independence declared and computed, in one sentence
   */
  public record Exported(
      LocalDate night, Path path, String fingerprint, long records, String independence) {}

  /**
   * Writes the bundle of a night; equal nights, settings and keys give equal bytes.
   *
   * @param night the night, or empty for the last one
   * @throws PlumblineException {@link ErrorCode#NIGHT} when it is not sealed, {@link
   *     ErrorCode#USAGE} when the file exists
   */
  public Exported export(Optional<LocalDate> night, Edition edition, Optional<Path> output) {
    SealedNights sealed = new SealedNights(tables);
    SealedNight seal =
        (night.isPresent() ? sealed.of(night.get()) : sealed.last())
            .orElseThrow(
                () ->
                    new PlumblineException(
                        ErrorCode.NIGHT,
                        "Cannot export "
                            + night.map(one -> "night " + one).orElse("the last night")
                            + ": it is not sealed. Sealed nights are listed by: plumbline sql"
                            + " \"select night from gold.nights\""));
    Path file = output.orElseGet(() -> Path.of("plumbline-" + seal.night() + ".zip"));
    if (Files.exists(file)) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Cannot write " + file + ": it exists. Remove it, or name another with --output");
    }
    SigningKey key = SigningKey.in(Path.of(settings.keys()));
    List<EvaluationRun> runs = EvaluationRuns.of(tables, seal.night());
    Independence independence = Independence.of(settings, runs);
    Report report = report(seal, edition, independence);
    SortedMap<String, byte[]> files = files(report, runs, independence, key.verifying());
    byte[] statement = Statement.of(seal, report, independence, codeVersion, files);
    files.put(STATEMENT, Envelope.sign(Statement.PAYLOAD_TYPE, statement, key).write());
    write(file, Entries.zip(files));
    return new Exported(
        seal.night(),
        file,
        key.verifying().fingerprint(),
        independence.runs() - independence.unscored(),
        independence.sentence());
  }

  private Report report(SealedNight seal, Edition edition, Independence independence) {
    Report closed = Publishing.report(seal, anchoring.statuses(seal.night()));
    Page page = closed.page().orElse(Page.EMPTY);
    Report stated = closed.with(page.with(independence.sentence()));
    return switch (edition) {
      case OPEN -> OpenEdition.of(stated);
      case CLOSED -> stated;
    };
  }

  private SortedMap<String, byte[]> files(
      Report report, List<EvaluationRun> runs, Independence independence, VerifyingKey key) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(REPORT, ReportJson.write(report));
    files.put(PAGE, Html.render(report).getBytes(StandardCharsets.UTF_8));
    files.put(INDEPENDENCE, Json.write(independence.json()));
    files.put(KEY, key.pem().getBytes(StandardCharsets.US_ASCII));
    files.put(READ_ME, ReadMe.of(report, independence, key).getBytes(StandardCharsets.UTF_8));
    EveryEvalEver records =
        new EveryEvalEver(
            settings, report.night().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    for (EvaluationRun run : runs) {
      if (run.scoreMicro().isPresent()) {
        files.put(records.path(run), Json.write(records.document(run)));
      }
    }
    return files;
  }

  private static void write(Path file, byte[] bytes) {
    Path whole = file.toAbsolutePath();
    Path unfinished = whole.resolveSibling("." + whole.getFileName() + ".unfinished");
    try {
      Files.createDirectories(whole.getParent());
      Files.write(unfinished, bytes);
      Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PlumblineException(
          ErrorCode.LAKE,
          "Cannot write " + file + ": " + e + ". Name a file in a folder that may be written",
          e);
    }
  }
}
