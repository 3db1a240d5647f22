package io.plumbline.reports;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The files of a published night. */
public final class Publication {

  private Publication() {}

  /**
   * File name to bytes: {@code report.json}, {@code report.html}, {@code report.pdf}, {@code
   * report.md}, {@code report.sarif} and {@code metrics.prom}. Equal reports give equal bytes.
   *
   * @throws IllegalStateException if the report breaks its own contract
   */
  public static SortedMap<String, byte[]> files(Report report) {
    byte[] json = ReportJson.write(report);
    try {
      ReportSchema.validate(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("Cannot publish report " + report.reportId(), e);
    }
    // The slowest edition is made beside the others.
    CompletableFuture<byte[]> pdf = CompletableFuture.supplyAsync(() -> Pdf.write(report));
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("report.json", json);
    files.put("report.html", Html.render(report).getBytes(StandardCharsets.UTF_8));
    files.put("report.md", Markdown.render(report).getBytes(StandardCharsets.UTF_8));
    files.put("report.sarif", Sarif.write(report));
    files.put("metrics.prom", Metrics.write(report));
    files.put("report.pdf", pdf.join());
    return Collections.unmodifiableSortedMap(files);
  }
}
