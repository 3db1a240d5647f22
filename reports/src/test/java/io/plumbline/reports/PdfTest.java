package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PdfTest {

  static Stream<Report> reports() {
    return Stream.of(Labs.clean(), Labs.attacked(), Labs.withoutData(), Labs.of(HtmlTest.HOSTILE));
  }

  @ParameterizedTest
  @MethodSource("reports")
  void pageOneIsOneSideOfA4(Report report) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(Pdf.write(report))) {
      assertThat(pdf.getPage(0).getMediaBox().getWidth()).isBetween(595f, 596f);
      assertThat(pdf.getPage(0).getMediaBox().getHeight()).isBetween(841f, 843f);
      assertThat(text(pdf, 1)).contains("Integrity report").containsIgnoringCase("blind spots");
      assertThat(text(pdf, 1)).contains(Words.topic(Question.LOOP));
      assertThat(text(pdf, 2).strip().replaceAll("\\s+", " "))
          .matches("2 / [0-9]+ " + Pattern.quote(Question.RECORD.text()) + ".*");
    }
  }

  @Test
  void equalReportsGiveEqualBytes() {
    assertThat(Pdf.write(Labs.attacked())).isEqualTo(Pdf.write(Labs.attacked()));
  }

  @Test
  void itsDateIsTheMidnightOfTheNight() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(Pdf.write(Labs.clean()))) {
      assertThat(pdf.getDocumentInformation().getCreationDate().toInstant())
          .hasToString("2026-03-02T00:00:00Z");
    }
  }

  @Test
  void textFromLogsRunsAndOpensNothing() throws IOException {
    byte[] bytes = Pdf.write(Labs.of(HtmlTest.HOSTILE));
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .doesNotContain("/JavaScript", "/Launch", "/URI", "/EmbeddedFile");
    try (PDDocument pdf = Loader.loadPDF(bytes)) {
      assertThat(new PDFTextStripper().getText(pdf)).contains("<script>").doesNotContain("\u202E");
    }
  }

  @Test
  void aMillionCharactersDoNotFillTheBook() throws IOException {
    try (PDDocument pdf = Loader.loadPDF(Pdf.write(Labs.of("a".repeat(1 << 20))))) {
      assertThat(pdf.getNumberOfPages()).isLessThan(30);
    }
  }

  private static String text(PDDocument pdf, int page) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setStartPage(page);
    stripper.setEndPage(page);
    return stripper.getText(pdf);
  }
}
