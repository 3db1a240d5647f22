package io.plumbline.reports;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.plumbline.reports.html.JtepdfGenerated;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;

/**
 * The edition people hand on: page 1 on one side of A4, then what each question rests on. Its date
 * is the midnight that begins the night and its id follows from the report's, so equal reports give
 * equal bytes on one JDK.
 */
public final class Pdf {

  /** Findings with a card, and results with a line, that one question shows at most. */
  public static final int SHOWN = 20;

  static {
    XRLog.setLoggingEnabled(false);
  }

  private Pdf() {}

  /** The report as one PDF document with its fonts inside. */
  public static byte[] write(Report report) {
    HtmlOutput output = new HtmlOutput();
    JtepdfGenerated.render(output, HtmlOutput.UNTOUCHED, report, report.page().orElse(Page.EMPTY));
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.withHtmlContent(output.written(), null);
    builder.withProducer("Plumbline");
    // The page names nothing outside itself; whatever came from a log could.
    builder.useUriResolver((base, uri) -> uri.startsWith("#") ? uri : null);
    builder.useFont(() -> font("DejaVuSans.ttf"), "DejaVu Sans", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font("DejaVuSans-Bold.ttf"), "DejaVu Sans", 700, FontStyle.NORMAL, true);
    try (PdfBoxRenderer renderer = builder.buildPdfRenderer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      renderer.layout();
      try (PDDocument document = renderer.createPDFKeepOpen()) {
        date(document, report);
        document.setDocumentId((long) report.reportId().hashCode());
        document.save(bytes);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write report.pdf of " + report.reportId(), e);
    }
  }

  private static void date(PDDocument document, Report report) {
    Calendar night = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    night.setTimeInMillis(report.night().atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    PDDocumentInformation information = document.getDocumentInformation();
    information.setTitle("Integrity report, " + Figures.day(report.night()));
    information.setCreationDate(night);
    information.setModificationDate(night);
  }

  private static InputStream font(String name) {
    InputStream font = Pdf.class.getResourceAsStream("fonts/" + name);
    if (font == null) {
      throw new IllegalStateException("Cannot write report.pdf: font " + name + " is not packed");
    }
    return font;
  }
}
