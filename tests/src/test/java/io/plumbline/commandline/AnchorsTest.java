package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roots of nights left outside the lake, and what a lake that was made anew is compared with. */
class AnchorsTest {

  @TempDir private Path folder;

  private Path configuration;

  @BeforeEach
  void writeALab() throws IOException {
    configuration = folder.resolve("plumbline.yaml");
    Files.writeString(folder.resolve("rows.csv"), "id,arm,said\na,test,1\nb,deployment,0\n");
    try (Repository made =
        new FileRepositoryBuilder()
            .setGitDir(folder.resolve("audit.git").toFile())
            .setBare()
            .build()) {
      made.create(true);
    }
    Files.writeString(
        configuration,
        """
        lake: lake
        reports: site
        sources:
          - name: answers
            format: table
            reader: csv
            options: {header: "true"}
            path: rows*.csv
            into: behaviours
            night: "2026-01-05"
            columns:
              sample_id: id
              context: arm
              model: "'m-1'"
              behaviour: "'refusal'"
              cluster_id: id
              score_micro: "cast(said as bigint) * 1000000"
        anchors:
          - {file: elsewhere/roots.jsonl}
          - {git: audit.git}
          - {webhook: "http://localhost:1/secret"}
        alerts:
          - {webhook_variable: PLUMBLINE_HOOK_THAT_IS_NOT_SET}
        """);
  }

  private Run nightly(String night) {
    return run("nightly", "--date", night);
  }

  private Run run(String command, String... more) {
    return Run.of(
        Stream.concat(
                Stream.of(command, "-c", configuration.toString(), "--master", "local[2]"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private void removeWhatRunsMade() throws IOException {
    DeltaLog.clearCache();
    for (String name : List.of("lake", "site")) {
      try (Stream<Path> files = Files.walk(folder.resolve(name))) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Test
  void aChainThatWasMadeAnewIsNotTheOneThatWasAnchored() throws IOException {
    Run first = nightly("2026-01-05");
    assertThat(first.code()).as(first.err()).isGreaterThanOrEqualTo(10);
    assertThat(first.err())
        .contains("did not arrive at anchor webhook http://localhost:1")
        .contains("No alert is sent to webhook in PLUMBLINE_HOOK_THAT_IS_NOT_SET")
        .doesNotContain("secret");
    Path report = folder.resolve("site/2026-01-05/report.json");
    String published = Files.readString(report);
    assertThat(published.replaceAll("\\s+", ""))
        .contains(
            "{\"kind\":\"file\",\"target\":\"elsewhere/roots.jsonl\",\"status\":\"ANCHORED\"}")
        .contains("{\"kind\":\"git\",\"target\":\"audit.git\",\"status\":\"ANCHORED\"}")
        .contains("{\"kind\":\"webhook\",\"target\":\"http://localhost:1\",\"status\":\"FAILED\"}");
    nightly("2026-01-06");
    assertThat(folder.resolve("elsewhere/roots.jsonl")).content().hasLineCount(2);

    Run again = run("report", "--night", "2026-01-05");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(report).hasContent(published);

    Run redacted = run("report", "--night", "2026-01-05", "--edition", "REDACTED");
    assertThat(redacted.code()).as(redacted.err()).isZero();
    Path withheld = Path.of(redacted.out().strip().replace("Report: ", ""));
    assertThat(withheld).exists().startsWith(folder.resolve("site/2026-01-05/redacted"));
    assertThat(Files.readString(withheld)).doesNotContain("refusal", "rows.csv", "roots.jsonl");
    assertThat(report).hasContent(published);

    Run holds = run("verify");
    assertThat(holds.out())
        .contains("anchors  holds  file elsewhere/roots.jsonl holds the roots of 2 nights")
        .contains("anchors  holds  git audit.git holds the roots of 2 nights as sealed")
        .contains("webhook http://localhost:1 cannot be asked");
    assertThat(holds.code()).as(holds.out()).isZero();

    removeWhatRunsMade();
    Files.writeString(folder.resolve("rows.csv"), "id,arm,said\na,test,0\nb,deployment,0\n");
    nightly("2026-01-05");
    nightly("2026-01-06");
    assertThat(Files.readString(folder.resolve("site/2026-01-06/report.md")))
        .contains(
            "Anchor file elsewhere/roots.jsonl holds another root of night 2026-01-05 than the"
                + " lake");
    Run verify = run("verify");
    assertThat(verify.code()).as(verify.err()).isEqualTo(20);
    assertThat(verify.out())
        .contains("seals    holds  2 nights form one chain")
        .containsPattern("anchors  BROKEN file .* holds root [0-9a-f]{16} of night 2026-01-05")
        .containsPattern("anchors  BROKEN git .* holds root [0-9a-f]{16} of night 2026-01-05")
        .contains("page 1   holds");
  }

  @Test
  void anAnchorThatLostWhatItTookIsBroken() throws IOException {
    nightly("2026-01-05");
    Files.delete(folder.resolve("elsewhere/roots.jsonl"));
    Run verify = run("verify");
    assertThat(verify.code()).as(verify.err()).isEqualTo(20);
    assertThat(verify.out())
        .contains("BROKEN file elsewhere/roots.jsonl took the root of night 2026-01-05");
  }

  @Test
  void anAnchorInTheLakeIsRefused() throws IOException {
    Files.writeString(
        configuration, Files.readString(configuration).replace("elsewhere/roots", "lake/roots"));
    Run check = Run.of("check", "-c", configuration.toString());
    assertThat(check.code()).isEqualTo(3);
    assertThat(check.message()).contains("'lake/roots.jsonl' lies in the lake");
    Files.writeString(
        configuration, Files.readString(configuration).replace("lake/roots", "elsewhere/roots"));
    assertThat(Run.of("check", "-c", configuration.toString()).out())
        .contains("alerts   webhook in PLUMBLINE_HOOK_THAT_IS_NOT_SET")
        .contains("not set here: PLUMBLINE_HOOK_THAT_IS_NOT_SET");
  }
}
