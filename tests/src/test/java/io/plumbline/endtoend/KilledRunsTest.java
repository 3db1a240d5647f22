package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed at any moment and then repeated leaves what an undisturbed run leaves. */
@Tag("full")
class KilledRunsTest {

  private static final int NIGHTS = Integer.getInteger("plumbline.nights", 12);
  private static final int KILLS = Integer.getInteger("plumbline.kills", 3);
  private static final long SEED = Long.getLong("plumbline.seed", 20260302L);

  @TempDir private Path folder;

  @Test
  void killedAndRepeatedEqualsUndisturbed() throws Exception {
    Laboratory lab = Laboratory.simulate(folder.resolve("lab"), NIGHTS, 5, List.of());
    Laboratory undisturbed = lab.copy(folder.resolve("undisturbed"));
    long began = System.nanoTime();
    assertThat(child(undisturbed).waitFor()).isLessThan(50).isNotEqualTo(1);
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);

    SplittableRandom random = new SplittableRandom(SEED);
    System.out.printf(
        "killed runs: seed %d, %d nights, undisturbed run %d ms%n", SEED, NIGHTS, took);
    for (int kill = 0; kill < KILLS; kill++) {
      Laboratory disturbed = lab.copy(folder.resolve("disturbed-" + kill));
      long after = random.nextLong(took);
      Process run = child(disturbed);
      boolean ended = run.waitFor(after, TimeUnit.MILLISECONDS);
      run.destroyForcibly().waitFor();
      System.out.printf("  kill %d after %d ms%s%n", kill, after, ended ? " (had ended)" : "");
      assertThat(child(disturbed).waitFor()).isLessThan(50).isNotEqualTo(1);
      assertThat(disturbed.site())
          .as("kill %d after %d ms", kill, after)
          .isEqualTo(undisturbed.site());
    }
  }

  private Process child(Laboratory lab) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    try (Stream<String> options =
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()) {
      options
          .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:+Ignore"))
          .forEach(command::add);
    }
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Duser.timezone=UTC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.plumbline.pipeline.cli.Main");
    command.addAll(
        List.of(
            "backfill",
            "--config",
            lab.configurationFile().toString(),
            "--from",
            lab.first().toString(),
            "--to",
            lab.last().toString(),
            "--publish",
            "ALL",
            "--master",
            "local[2]"));
    Path log = folder.resolve(lab.folder().getFileName() + ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}
