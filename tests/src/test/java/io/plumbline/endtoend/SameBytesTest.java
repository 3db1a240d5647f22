package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a night is reached, its report has the same bytes. The lab's records come late, twice and
 * malformed too; every report holds the content roots of its night's tables.
 */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBytesTest {

  private static final int NIGHTS = Integer.getInteger("plumbline.nights", 12);

  @TempDir static Path folder;

  private Laboratory lab;
  private SortedMap<String, String> expected;

  @BeforeAll
  void backfillOnce() {
    lab = Laboratory.simulate(folder.resolve("lab"), NIGHTS, 11);
    lab.backfill(7);
    expected = lab.site();
    assertThat(expected).hasSizeGreaterThan(NIGHTS);
    assertThat(expected.get(lab.last() + "/report.json")).contains("silver.candidates");
  }

  @Test
  void anyNumberOfShufflePartitions() {
    for (int partitions : new int[] {1, 2}) {
      Laboratory other = lab.copy(folder.resolve("partitions-" + partitions));
      other.backfill(partitions);
      assertThat(other.site()).as("%d partitions", partitions).isEqualTo(expected);
    }
  }

  @Test
  void nightByNightAsFilesArrive() {
    assertThat(lab.lateRecords()).isPositive();
    Laboratory other = lab.emptyCopy(folder.resolve("nightly"));
    for (LocalDate night : lab.nights()) {
      other.deliver(lab, night);
      other.nightly(night);
      assertThat(other.site(night)).as("night %s", night).isEqualTo(lab.site(night));
    }
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void aRerunChangesNothing() {
    Laboratory other = lab.copyWith(folder.resolve("rerun"), "lake");
    other.backfill(4);
    assertThat(other.site()).isEqualTo(expected);
    other.nightly(other.last());
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void silverAndGoldRebuiltFromBronze() {
    Laboratory other = lab.copyWith(folder.resolve("rebuilt"), "lake/bronze");
    other.backfill(4);
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void foldsDroppedAndReplayed() {
    Laboratory other = lab.emptyCopy(folder.resolve("folds"));
    List<LocalDate> nights = lab.nights().subList(0, Math.max(2, NIGHTS / 2));
    LocalDate last = nights.get(nights.size() - 1);
    nights.forEach(night -> other.deliver(lab, night));
    other.backfill(last.minusDays(1), 4);
    other.remove("lake/gold/folds");
    other.nightly(last);
    for (LocalDate night : nights) {
      assertThat(other.site(night)).as("night %s", night).isEqualTo(lab.site(night));
    }
  }
}
