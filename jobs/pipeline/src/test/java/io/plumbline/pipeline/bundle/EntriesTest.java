package io.plumbline.pipeline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntriesTest {

  @TempDir private Path folder;

  private Entries read(byte[] zip) throws IOException {
    return Entries.read(Files.write(folder.resolve("bundle.zip"), zip));
  }

  @Test
  void filesAreReadAsTheyWereWritten() throws IOException {
    Entries entries = read(Entries.zip(Map.of("a/b.json", new byte[] {1}, "c", new byte[0])));
    assertThat(entries.problems()).isEmpty();
    assertThat(entries.files().keySet()).containsExactly("a/b.json", "c");
    assertThat(entries.files().get("a/b.json")).containsExactly(1);
  }

  @Test
  void theSameFilesGiveTheSameBytes() {
    assertThat(Entries.zip(Map.of("a", new byte[] {1}, "b", new byte[] {2})))
        .isEqualTo(Entries.zip(Map.of("b", new byte[] {2}, "a", new byte[] {1})));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a", "a/../../b", "/etc/a", "a\\..\\b", "a//b", "C:a", "a/./b", "a/"})
  void aNameThatCouldLeadOutOfAFolderIsAProblem(String name) throws IOException {
    Entries entries = read(Entries.zip(Map.of(name, new byte[] {1})));
    assertThat(entries.files()).isEmpty();
    assertThat(entries.problems())
        .containsExactly("name '" + name + "' could lead out of a folder");
  }

  @Test
  void aNameGivenTwiceIsAProblem() throws IOException {
    byte[] zip = Entries.zip(Map.of("first", new byte[] {1}, "other", new byte[] {2}));
    String text = new String(zip, StandardCharsets.ISO_8859_1).replace("other", "first");
    assertThat(read(text.getBytes(StandardCharsets.ISO_8859_1)).problems())
        .containsExactly("first is there twice");
  }

  @Test
  void aDamagedFileIsAProblem() throws IOException {
    byte[] zip = Entries.zip(Map.of("a", "some text, some text".getBytes(StandardCharsets.UTF_8)));
    // The first byte after the header of 30 and the name: a kind of block that does not exist.
    zip[31] = 7;
    assertThat(read(zip).problems()).singleElement().asString().startsWith("a is damaged (");
  }

  @Test
  void whatIsNoZipIsToldWithARemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("bundle.zip"), "no zip");
    assertThatThrownBy(() -> Entries.read(file))
        .isInstanceOf(PlumblineException.class)
        .hasMessageContaining("Cannot read bundle " + file)
        .hasMessageContaining("ask for it again");
  }

  @Test
  void aTextBecomesASegmentThatStaysInItsFolder() {
    assertThat(Entries.segment("..")).isEqualTo("_..");
    assertThat(Entries.segment("a/b c")).isEqualTo("a_b_c");
    assertThat(Entries.segment("")).isEqualTo("_");
    assertThat(Entries.segment("x".repeat(500))).hasSize(80);
  }
}
