package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.plumbline.stats.TiltGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that a reviewer reads names what there is. */
class MethodsPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("plumbline.root", "../..")).resolve("docs/methods.md");

  @Test
  void everyDetectorHasItsLineAndNoOther() throws IOException {
    List<String> rows =
        Files.readString(PAGE)
            .lines()
            .filter(line -> line.matches("\\| `[a-z-]+/\\d+` .*"))
            .toList();
    assertThat(rows)
        .extracting(row -> row.substring(3, row.indexOf('`', 3)))
        .containsExactlyInAnyOrderElementsOf(Catalog.ALL.stream().map(Detector::id).toList());
  }

  @Test
  void everyClassThatIsNamedExists() throws IOException {
    Matcher named = Pattern.compile("`([A-Z][A-Za-z]+)`").matcher(Files.readString(PAGE));
    int count = 0;
    while (named.find()) {
      String name = TiltGrid.class.getPackageName() + "." + named.group(1);
      assertThatCode(() -> Class.forName(name)).as(name).doesNotThrowAnyException();
      count++;
    }
    assertThat(count).isGreaterThan(30);
  }
}
