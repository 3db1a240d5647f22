package io.plumbline.datasets.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceLabTest {

  private static final LabSettings SMALL =
      new LabSettings(LocalDate.of(2026, 3, 2), 6, 11, 2, LabSettings.Volume.SMALL);

  @TempDir Path folder;

  @Test
  void twoRunsWriteTheSameBytes() throws IOException {
    ReferenceLab.write(SMALL, List.of(), folder.resolve("a"));
    ReferenceLab.write(SMALL, List.of(), folder.resolve("b"));
    assertThat(LabFiles.digests(folder.resolve("a")))
        .isNotEmpty()
        .isEqualTo(LabFiles.digests(folder.resolve("b")));
  }

  @Test
  void anotherSeedWritesOtherBytes() throws IOException {
    ReferenceLab.write(SMALL, List.of(), folder.resolve("a"));
    LabSettings other = new LabSettings(SMALL.firstNight(), SMALL.nights(), 12, 2, SMALL.volume());
    ReferenceLab.write(other, List.of(), folder.resolve("b"));
    Map<String, String> a = LabFiles.digests(folder.resolve("a/logs"));
    assertThat(LabFiles.digests(folder.resolve("b/logs")))
        .allSatisfy((file, digest) -> assertThat(digest).isNotEqualTo(a.get(file)));
  }

  @Test
  void aFolderThatHoldsSomethingIsRefused() throws IOException {
    Files.writeString(folder.resolve("x"), "x");
    assertThatThrownBy(() -> ReferenceLab.write(SMALL, List.of(), folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid folder for the lab: '" + folder + "' (must be empty or absent)");
  }
}
