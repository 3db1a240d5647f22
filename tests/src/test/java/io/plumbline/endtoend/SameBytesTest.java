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

/** However a night is reached, its report has the same bytes. */
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameBytesTest {

  private static final int NIGHTS = Integer.getInteger("plumbline.nights", 12);

  @TempDir private Path folder;

  private Laboratory lab;
  private SortedMap<String, String> expected;

  @BeforeAll
  void backfillOnce() {
    lab = Laboratory.simulate(folder.resolve("lab"), NIGHTS, 11, List.of());
    lab.backfill(4);
    expected = lab.site();
    assertThat(expected).hasSizeGreaterThan(NIGHTS);
  }

  @Test
  void anyNumberOfShufflePartitions() {
    for (int partitions : new int[] {1, 2, 7}) {
      Laboratory other = lab.copy(folder.resolve("partitions-" + partitions));
      other.backfill(partitions);
      assertThat(other.site()).isEqualTo(expected);
    }
  }

  @Test
  void nightByNightAsFilesArrive() {
    Laboratory other = lab.emptyCopy(folder.resolve("nightly"));
    LocalDate last = lab.last();
    for (LocalDate night : lab.nights()) {
      other.deliver(lab, night);
      other.nightly(night);
    }
    assertThat(other.site(last)).isEqualTo(lab.site(last));
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void aRerunChangesNothing() {
    Laboratory other = lab.copy(folder.resolve("rerun"));
    other.backfill(4);
    other.nightly(other.last());
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void silverAndGoldRebuiltFromBronze() {
    Laboratory other = lab.copy(folder.resolve("rebuilt"));
    other.backfill(4);
    other.remove("lake/silver");
    other.remove("lake/gold");
    other.remove("site");
    other.backfill(4);
    assertThat(other.site()).isEqualTo(expected);
  }

  @Test
  void foldsDroppedAndReplayed() {
    Laboratory other = lab.emptyCopy(folder.resolve("folds"));
    for (LocalDate night : lab.nights()) {
      other.deliver(lab, night);
      if (night.equals(lab.last())) {
        other.remove("lake/gold/folds");
      }
      if (!night.isBefore(lab.last().minusDays(2))) {
        other.nightly(night);
      }
    }
    assertThat(other.site(lab.last())).isEqualTo(lab.site(lab.last()));
  }
}
