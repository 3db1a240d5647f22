package io.plumbline.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotebookTest {

  static final Path FOLDER =
      Path.of(System.getProperty("plumbline.root", "..")).resolve("notebooks");

  @TempDir private Path folder;

  static List<Path> notebooks() throws IOException {
    return Runner.in(FOLDER);
  }

  @Test
  void thereAreFour() throws IOException {
    assertThat(notebooks()).hasSize(4);
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void nothingThatACellShowedIsKept(Path file) throws IOException {
    assertThat(Notebook.read(file).stripped()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void aNotebookTellsAStoryBeforeItsFirstCell(Path file) throws IOException {
    Notebook notebook = Notebook.read(file);
    assertThat(notebook.title()).isNotBlank();
    assertThat(notebook.cells().get(0).kind()).isEqualTo(Notebook.Cell.Kind.MARKDOWN);
  }

  @Test
  void anOutputThatWasKeptIsSeen() throws IOException {
    Path file = folder.resolve("kept.ipynb");
    Files.writeString(
        file,
        """
        {"cells": [{"cell_type": "code", "source": ["1 + 1"], "execution_count": null,
          "outputs": [{"output_type": "execute_result"}]}]}
        """);
    assertThat(Notebook.read(file).stripped()).isFalse();
  }

  @Test
  void aCountOfExecutionsIsSeenToo() throws IOException {
    Path file = folder.resolve("counted.ipynb");
    Files.writeString(
        file,
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"1\"], \"execution_count\": 3,"
            + " \"outputs\": []}]}");
    assertThat(Notebook.read(file).stripped()).isFalse();
  }

  @Test
  void aCellSeesWhatThoseBeforeItDeclared() throws CellFailed {
    try (Cells cells = new Cells(System.getProperty("java.class.path"))) {
      assertThat(cells.run("int half(int n) { return n / 2; }\nint whole = 84;")).isEmpty();
      assertThat(cells.run("half(whole)").orElseThrow().content()).isEqualTo("42");
      assertThat(cells.run("whole").orElseThrow().content()).isEqualTo("84");
      assertThat(cells.run("TiltProcess.start().nights()").orElseThrow().content()).isEqualTo("0");
    }
  }

  @Test
  void aCellThatDoesNotCompileSaysWhere() {
    try (Cells cells = new Cells(System.getProperty("java.class.path"))) {
      assertThatThrownBy(() -> cells.run("int n = nowhere;"))
          .isInstanceOf(CellFailed.class)
          .hasMessageStartingWith("cannot find symbol")
          .hasMessageEndingWith("in:\nint n = nowhere;");
    }
  }

  @Test
  void aCellThatThrowsSaysWhat() {
    try (Cells cells = new Cells(System.getProperty("java.class.path"))) {
      assertThatThrownBy(() -> cells.run("Objects.requireNonNull(null, \"no lake\")"))
          .isInstanceOf(CellFailed.class)
          .hasMessage(
              "java.lang.NullPointerException: no lake\n"
                  + "in:\nObjects.requireNonNull(null, \"no lake\")");
    }
  }

  @Test
  void textAndValuesAreEscapedOnThePage() {
    Page.Draft draft = new Page.Draft();
    draft.text("# <script>alert(1)</script>");
    draft.code("\"</code><b>\"", "<i>", java.util.Optional.of(Shown.of("<img src=x>")));
    assertThat(draft.page("<u>").html())
        .doesNotContain("<script", "<b>", "<i>", "<img", "<u>")
        .contains("&lt;script&gt;");
  }

  @Test
  void aPictureIsDrawnFromColumns() {
    Shown shown =
        Picture.of(
                "Nights",
                Map.of("n", List.of(1, 2), "e", List.of(0.5, 1.5), "what", List.of("a", "a")))
            .lines("n", "e", "what")
            .level(1)
            .axes("night", "evidence")
            .shown();
    assertThat(shown.form()).isEqualTo(Shown.Form.PICTURE);
    assertThat(shown.content()).startsWith("<svg").contains("Nights", "evidence", "</svg>");
  }
}
