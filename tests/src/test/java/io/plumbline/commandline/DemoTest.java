package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command of the README's first lines. */
class DemoTest {

  @TempDir private Path folder;

  @Test
  void aDemoSeesWhatWasPlantedAndSaysWhereTheReportIs() throws Exception {
    Path log = folder.resolve("log");
    Path out = folder.resolve("out");
    Process run =
        ChildRun.start(
            log,
            "demo",
            "--nights",
            "4",
            "--attack",
            "X17",
            "--master",
            "local[2]",
            "--out",
            out.toString());
    boolean ended = run.waitFor(10, TimeUnit.MINUTES);
    run.destroyForcibly();
    String printed = Files.readString(log);
    assertThat(ended).as(printed).isTrue();
    assertThat(run.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains("authority   BREACH", "X17", "Exit code of nightly: 20")
        .doesNotContain("\tat ", " ERROR ", "DEGRADED");
    String report = printed.replaceAll("(?s).*\nReport: ([^\n]+)\n.*", "$1");
    assertThat(Path.of(report)).isRegularFile().startsWith(out);
  }
}
