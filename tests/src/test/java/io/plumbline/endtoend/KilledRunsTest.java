package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.commandline.ChildRun;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is killed at any moment and then repeated leaves what an undisturbed run leaves.
 *
 * <p>What is killed is a JVM of its own that runs the command an operator gives. The run that
 * completes its lake is one of this JVM, with the same version of the program and another number of
 * partitions. Kills are at times uniform over the undisturbed run, and right after the first commit
 * of a table: of every table in the full profile, else of tables that the seed draws.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledRunsTest {

  private static final int NIGHTS = Integer.getInteger("plumbline.nights", 12);
  private static final int KILLS = Integer.getInteger("plumbline.kills", 3);
  private static final int TABLES = Integer.getInteger("plumbline.kills.tables", 1);
  private static final long SEED = Long.getLong("plumbline.seed", 20260302L);
  private static final long LONGEST_MINUTES = 30;

  @TempDir static Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private Laboratory lab;
  private Laboratory undisturbed;
  private SortedMap<String, String> expected;
  private long millis;

  @BeforeAll
  void runOnceUndisturbed() throws Exception {
    lab = Laboratory.simulate(folder.resolve("lab"), NIGHTS, 5);
    undisturbed = lab.copy(folder.resolve("undisturbed"));
    long began = System.nanoTime();
    Process run = child(undisturbed);
    assertThat(run.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
    millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    String log = Files.readString(log(undisturbed));
    assertThat(run.exitValue()).as(log).isIn(0, 10, 20, 30, 40);
    assertThat(log).doesNotContain("\tat ");
    expected = undisturbed.site();
    assertThat(expected).hasSizeGreaterThan(NIGHTS);
    System.out.printf(
        "killed runs: seed %d, %d nights, undisturbed run %d ms%n", SEED, NIGHTS, millis);
  }

  @Test
  void killedAtAnyTimeAndRepeatedEqualsUndisturbed() throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      long after = random.nextLong(millis);
      Laboratory disturbed = lab.copy(folder.resolve("killed-" + kill));
      Process run = child(disturbed);
      boolean ended = run.waitFor(after, TimeUnit.MILLISECONDS);
      requireSame(run, disturbed, "after " + after + " ms" + (ended ? " (had ended)" : ""));
    }
  }

  @Test
  void killedAfterATablesCommitAndRepeatedEqualsUndisturbed() throws Exception {
    List<TableSpec> tables =
        new ArrayList<>(
            Schema.TABLES.stream()
                .filter(table -> Files.exists(firstWrite(undisturbed, table)))
                .toList());
    assertThat(tables).hasSizeGreaterThan(15);
    for (int kill = 1; kill <= TABLES && !tables.isEmpty(); kill++) {
      TableSpec table = tables.remove(random.nextInt(tables.size()));
      Laboratory disturbed = lab.copy(folder.resolve("killed-" + table.name()));
      Process run = child(disturbed);
      while (run.isAlive() && !Files.exists(firstWrite(disturbed, table))) {
        run.waitFor(2, TimeUnit.MILLISECONDS);
      }
      requireSame(run, disturbed, "after the commit of " + table.qualifiedName());
    }
  }

  /** Kills the run and repeats it. */
  private void requireSame(Process run, Laboratory disturbed, String when) throws Exception {
    run.destroyForcibly().waitFor();
    List<String> committed =
        Schema.TABLES.stream()
            .filter(table -> Files.exists(firstWrite(disturbed, table)))
            .map(TableSpec::qualifiedName)
            .toList();
    System.out.printf("  killed %s: %d tables were written to%n", when, committed.size());
    disturbed.backfill(4);
    assertThat(disturbed.site())
        .as("seed %d, killed %s, written to: %s", SEED, when, committed)
        .isEqualTo(expected);
    disturbed.remove("lake");
  }

  /** The commit after the one that makes the table. */
  private static Path firstWrite(Laboratory lab, TableSpec table) {
    return lab.folder()
        .resolve("lake")
        .resolve(table.path())
        .resolve("_delta_log/00000000000000000001.json");
  }

  private Path log(Laboratory lab) {
    return folder.resolve(lab.folder().getFileName() + ".log");
  }

  private Process child(Laboratory lab) throws IOException {
    return ChildRun.start(
        log(lab),
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
        "local[2]");
  }
}
