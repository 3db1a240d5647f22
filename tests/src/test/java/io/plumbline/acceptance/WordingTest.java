package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** S19: what Plumbline can say, in templates, sentences and pages, never speaks of intent. */
class WordingTest {

  private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"", Pattern.DOTALL);

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
      return all.filter(file -> file.toString().endsWith(ending))
          .filter(file -> !file.toString().contains("/target/"))
          .filter(file -> !file.toString().contains("/src/test/"))
          .sorted()
          .toList();
    }
  }

  /** The texts of a source file, put together as the compiler does, without its comments. */
  private static String literals(String java) {
    StringBuilder all = new StringBuilder();
    int end = 0;
    Matcher literal = LITERAL.matcher(java);
    while (literal.find()) {
      boolean isContinued = java.substring(end, literal.start()).isBlank();
      isContinued |= java.substring(end, literal.start()).strip().equals("+");
      all.append(isContinued ? "" : "\n");
      all.append(literal.group(1) == null ? literal.group(2) : literal.group(1));
      end = literal.end();
    }
    return all.toString();
  }

  private static List<String> said(List<Path> files, boolean isSource) throws IOException {
    List<String> said = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      Wording.forbidden(isSource ? literals(text) : text)
          .forEach(word -> said.add(ROOT.relativize(file) + ": " + word));
    }
    return said;
  }

  @Test
  void noTemplateSpeaksOfIntent() throws IOException {
    List<Path> templates = files("reports/src/main", ".jte");
    assertThat(templates).hasSizeGreaterThan(10);
    assertThat(said(templates, false)).isEmpty();
  }

  @Test
  void noSentenceOfTheProgramSpeaksOfIntent() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : List.of("jobs", "reports", "datasets")) {
      sources.addAll(files(module, ".java"));
    }
    assertThat(sources).hasSizeGreaterThan(300);
    assertThat(said(sources, true)).isEmpty();
  }

  @Test
  void noPageSpeaksOfIntent() throws IOException {
    List<Path> pages = new ArrayList<>(files("docs", ".md"));
    pages.add(ROOT.resolve("README.md"));
    pages.add(ROOT.resolve("reports/CHANGELOG.md"));
    pages.addAll(files("jobs/pipeline/src/main/resources", ".json"));
    assertThat(pages).hasSizeGreaterThan(10);
    assertThat(said(pages, false)).isEmpty();
  }

  @Test
  void theWordsAreFoundInASentenceThatIsPutTogether() {
    assertThat(
            Wording.forbidden(
                literals(
                    "// deceptive\nreturn \"the model acted mali\"\n    + \"ciously: \" + n;")))
        .containsExactly("maliciously");
    assertThat(Wording.forbidden("It speaks of order, never of intent.")).isEmpty();
    assertThat(Wording.forbidden("with the intent to evade")).containsExactly("intent");
  }
}
