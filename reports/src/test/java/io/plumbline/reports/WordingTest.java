package io.plumbline.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reports speak of influence, association and order; never of what somebody meant to do. */
class WordingTest {

  private static final Pattern CLAIM =
      Pattern.compile(
          "\\b(decei\\w*|decept\\w*|malic\\w*|malign\\w*|(?<!color-)schem(e|es|ed|er|ers|ing)|sabotag\\w*"
              + "|cheat\\w*|(un)?intent\\w*|deliberate\\w*|purposely|on purpose|wilful\\w*|willful\\w*"
              + "|conspir\\w*|collu\\w*|(?<!forest )(?<!lets-)(?<!\")plot(s|ted|ting)?|treach\\w*|dishonest\\w*|hostile\\w*"
              + "|lied|liars?|lying to|cover(ed|ing)? up|rogue|guilt\\w*|blame\\w*|motive\\w*"
              + "|(tries|tried|trying|wants|wanted|hopes) to|caused by|because of the model)\\b",
          Pattern.CASE_INSENSITIVE);

  @Test
  void noSourceOfReportTextClaimsIntent() throws IOException {
    Path main = Path.of(System.getProperty("plumbline.root"), "reports/src/main");
    Map<String, List<String>> claims = new LinkedHashMap<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(main)) {
      for (Path file : files.filter(WordingTest::isText).sorted().toList()) {
        read++;
        // A library's packages are named as it likes.
        List<String> found = claims(Files.readString(file).replaceAll("(?m)^import .*$", ""));
        if (!found.isEmpty()) {
          claims.put(main.relativize(file).toString(), found);
        }
      }
    }
    assertThat(read).isGreaterThan(40);
    assertThat(claims).isEmpty();
  }

  /** Fonts are no text, and their licence is not ours to word. */
  private static boolean isText(Path file) {
    return Files.isRegularFile(file) && !file.getParent().endsWith("fonts");
  }

  @Test
  void noPublishedTextClaimsIntent() {
    PublicationTest.CASES.forEach(
        (name, report) ->
            Publication.files(report)
                .forEach(
                    (file, bytes) ->
                        assertThat(claims(new String(bytes, UTF_8))).as(name + file).isEmpty()));
  }

  @Test
  void theLintSeesWhatItForbids() {
    assertThat(
            claims(
                "A deceptive, malicious or scheming model; it tried to hide data, intentionally."))
        .containsExactly("deceptive", "malicious", "scheming", "tried to", "intentionally");
    assertThat(claims("The interval lies inside; a schema; color-scheme; relied upon; beliefs"))
        .isEmpty();
  }

  private static List<String> claims(String text) {
    return new ArrayList<>(CLAIM.matcher(text).results().map(MatchResult::group).toList());
  }
}
