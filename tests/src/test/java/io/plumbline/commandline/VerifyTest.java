package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code verify} says of a lake whose configuration changed between two nights. */
class VerifyTest {

  @TempDir private Path folder;

  private Run run(String command, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    command,
                    "-c",
                    folder.resolve("plumbline.yaml").toString(),
                    "--master",
                    "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void configuration(String malformedLimit, String more) throws IOException {
    Files.writeString(
        folder.resolve("plumbline.yaml"),
        """
        lake: lake
        reports: site
        sources:
          - {name: answers, format: cloudevents, path: answers.jsonl, malformed_limit: %s}
        """
                .formatted(malformedLimit)
            + more);
  }

  private static String answer(String id, String night, String arm, int said) {
    return String.format(
        Locale.ROOT,
        """
        {"specversion":"1.0","type":"io.plumbline.behaviour.v1","source":"/serving",\
        "id":"%1$s","time":"%2$sT09:00:00Z","data":{"sample_id":"%1$s","context":"%3$s",\
        "model":"m-1","stratum":"s","behaviour":"refusal","cluster_id":"%1$s","score":%4$d}}
        """,
        id,
        night,
        arm,
        said);
  }

  @Test
  void pageOneFollowsOnTheNightAfterTheConfigurationChanged() throws IOException {
    StringBuilder answers = new StringBuilder();
    for (int night = 5; night <= 7; night++) {
      for (int i = 0; i < 8; i++) {
        answers.append(
            answer(night + "-" + i, "2026-01-0" + night, i % 2 == 0 ? "test" : "deployment", 0));
      }
      // Above the limit of 1 %, below that of 50 %.
      answers.append("not a record\n");
    }
    Files.writeString(folder.resolve("answers.jsonl"), answers);
    configuration("0.5", "");
    assertThat(run("nightly", "--date", "2026-01-06").code()).isGreaterThanOrEqualTo(10);
    configuration("0.01", "policy: {alpha_per_year: 0.2}\n");
    Run third = run("nightly", "--date", "2026-01-07");
    assertThat(third.code()).as(third.out() + third.err()).isGreaterThanOrEqualTo(10);
    assertThat(Files.readString(folder.resolve("site/2026-01-07/report.md")))
        .contains("The configuration changed after night 2026-01-06");

    Run verify = run("verify");

    assertThat(verify.out())
        .containsPattern(
            "page 1 +holds +the report of night 2026-01-07 follows from the tallies of all nights");
    assertThat(verify.code()).as(verify.out()).isZero();
  }
}
