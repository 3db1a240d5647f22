package io.plumbline.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DictionaryTest {

  private static final Path PAGE =
      Path.of(System.getProperty("plumbline.root", "..")).resolve("datasets/DICTIONARY.md");

  @Test
  void pageOnDiskIsWhatTheTableContractsSay() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, Dictionary.markdown());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(Dictionary.markdown());
  }

  @Test
  void everyColumnOfEveryTableIsOnThePage() {
    String page = Dictionary.markdown();
    for (TableSpec table : Schema.TABLES) {
      String section =
          page.substring(page.indexOf("\n### " + table.qualifiedName() + "\n")).split("\n###? ")[1];
      for (ColumnSpec column : table.columns()) {
        assertThat(section).contains("| `" + column.name() + "` | " + column.sqlType() + " |");
      }
    }
  }
}
