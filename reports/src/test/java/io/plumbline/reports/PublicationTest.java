package io.plumbline.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationTest {

  static final SortedMap<String, Report> CASES =
      new TreeMap<>(
          Map.of(
              "clean", Labs.clean(), "attacked", Labs.attacked(), "no-data", Labs.withoutData()));

  @ParameterizedTest
  @ValueSource(strings = {"clean", "attacked", "no-data"})
  void everyEditionIsWhatItWasByteForByte(String name) {
    SortedMap<String, byte[]> files = new TreeMap<>(Publication.files(CASES.get(name)));
    // Its streams are packed by the JDK's zlib, whose bytes differ between JDKs: see PdfTest.
    files.remove("report.pdf");
    files.forEach(
        (file, bytes) ->
            assertThat(new String(bytes, UTF_8))
                .as("%s/%s", name, file)
                .isEqualTo(new String(Golden.bytes(name + "/" + file, bytes), UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clean", "attacked", "no-data"})
  void aReportReadBackRendersTheSameBytes(String name) {
    Map<String, byte[]> first = Publication.files(CASES.get(name));
    Map<String, byte[]> second = Publication.files(ReportJson.read(first.get("report.json")));
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((file, bytes) -> assertThat(second.get(file)).as(file).isEqualTo(bytes));
  }

  @Test
  void theIndexListsNightsNewestFirst() {
    byte[] index =
        SiteIndex.render(
                List.of(
                    NightEntry.of(Labs.clean()),
                    NightEntry.of(Labs.attackedOn(Labs.NIGHT.plusDays(1)))),
                Set.of(Labs.NIGHT, Labs.NIGHT.plusDays(1)))
            .getBytes(UTF_8);
    assertThat(new String(index, UTF_8))
        .isEqualTo(new String(Golden.bytes("index.html", index), UTF_8))
        .containsSubsequence("2026-03-03/report.html", "2026-03-02/report.html");
  }
}
