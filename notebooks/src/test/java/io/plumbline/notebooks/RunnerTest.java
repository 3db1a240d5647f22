package io.plumbline.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.pipeline.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All notebooks over a small lake of the demonstration, as a reader would run them. */
class RunnerTest {

  @TempDir private static Path folder;

  @BeforeAll
  static void makeALake() {
    String out = folder.resolve("out").toString();
    assertThat(Main.run("demo", "--nights", "12", "--master", "local[2]", "--out", out)).isZero();
    System.setProperty(Lake.CONFIGURATION, out + "/plumbline.yaml");
  }

  @AfterAll
  static void forgetIt() {
    System.clearProperty(Lake.CONFIGURATION);
  }

  @Test
  void theTourShowsTablesAndPictures() throws Exception {
    assertThat(page("1-a-tour-of-the-tables"))
        .contains("<svg", "<td>training_data_selection</td>", "open_findings")
        .doesNotContain("src=\"http", "href=\"http");
  }

  @Test
  void nightlyPValuesAccuseQuietLabsAndEValuesDoNot() throws Exception {
    String page = page("2-why-nightly-looks-need-e-values");
    int byP = number(page, "(?s).*Of 300 quiet labs, (\\d+) had been accused by p-values.*");
    int byE = number(page, "(?s).*The e-value accused (\\d+) .*");
    // Of 300 labs, 15 are five in a hundred.
    assertThat(byP).isGreaterThan(45);
    assertThat(byE).isLessThanOrEqualTo(15);
  }

  @Test
  void aFindingLeadsToBytesThatAreWhatTheyWere() throws Exception {
    assertThat(page("3-from-a-finding-to-a-raw-row"))
        .contains("The record is what it was.", "decision_id");
  }

  @Test
  void powerIsWhatTheFormulaPromises() throws Exception {
    String page = page("4-power-on-your-data");
    assertThat(page).contains("Level of one test");
    int percent = number(page, "(?s).* of 200 labs: (\\d+) %.*");
    assertThat(percent).isBetween(65, 95);
  }

  private static int number(String page, String pattern) {
    assertThat(page).matches(pattern);
    return Integer.parseInt(page.replaceAll(pattern, "$1"));
  }

  private static String page(String name) throws IOException, CellFailed {
    Notebook notebook = Notebook.read(NotebookTest.FOLDER.resolve(name + ".ipynb"));
    return Runner.run(notebook).html();
  }
}
