package io.plumbline.pipeline.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportSettingsTest {

  @TempDir private Path folder;

  private ExportSettings read(String export) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            """
            lake: lake
            reports: site
            sources:
              - {name: events, format: cloudevents, path: events.jsonl}
            """
                + export);
    return ConfigurationFile.read(file).export();
  }

  @Test
  void nothingIsDeclaredUnlessItIsWritten() throws IOException {
    assertThat(read(""))
        .extracting(ExportSettings::relationship)
        .isEqualTo(java.util.Optional.empty());
    assertThat(read("").keys()).isEqualTo(folder.resolve("keys").toString());
  }

  @Test
  void whatIsWrittenIsDeclared() throws IOException {
    ExportSettings settings =
        read("export: {organisation: Lab, evaluator_relationship: third_party, keys: ../k}\n");
    assertThat(settings.organisation()).contains("Lab");
    assertThat(settings.relationship()).contains(ExportSettings.Relationship.THIRD_PARTY);
    assertThat(settings.keys()).isEqualTo(folder.resolveSibling("k").toString());
  }

  @Test
  void aKeyWhereReportsArePublishedIsRefused() {
    assertThatThrownBy(() -> read("export: {keys: site/keys}\n"))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("lies in 'reports', where others may read")
        .hasMessageContaining("name a folder that only the account of the nightly run can read");
  }
}
