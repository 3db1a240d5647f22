package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangedTest {

  /** A record per letter, each 10 bytes long. */
  private static List<Changed.Place> file(String letters) {
    List<Changed.Place> places = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      places.add(new Changed.Place(10L * i, letters.substring(i, i + 1)));
    }
    return places;
  }

  private static List<Changed> between(String before, String now) {
    return Changed.between(file(before), file(now));
  }

  @Test
  void whatIsTheSameOrHasGrownHasNotChanged() {
    assertThat(between("", "abc")).isEmpty();
    assertThat(between("abc", "abc")).isEmpty();
    assertThat(between("abc", "abcde")).isEmpty();
  }

  @Test
  void anEditIsOneRecordForAnother() {
    assertThat(between("abcd", "abXd")).containsExactly(new Changed("edited", 20, 1));
    assertThat(between("abcd", "Xbcd")).containsExactly(new Changed("edited", 0, 1));
    assertThat(between("abcd", "abcX")).containsExactly(new Changed("edited", 30, 1));
  }

  @Test
  void aRemovalNamesWhereItWas() {
    assertThat(between("abcd", "abd")).containsExactly(new Changed("removed", 20, 1));
    assertThat(between("abcd", "ab")).containsExactly(new Changed("removed", 20, 2));
    assertThat(between("abcd", "")).containsExactly(new Changed("removed", 0, 4));
  }

  @Test
  void anInsertionNamesWhereItIs() {
    assertThat(between("abcd", "abXcd")).containsExactly(new Changed("inserted", 20, 1));
    assertThat(between("abcd", "XYabcd")).containsExactly(new Changed("inserted", 0, 2));
  }

  @Test
  void theThreeAreToldApartInOneFile() {
    assertThat(between("abcdefgh", "acXefYgh"))
        .containsExactly(
            new Changed("edited", 30, 1),
            new Changed("removed", 10, 1),
            new Changed("inserted", 50, 1));
  }

  @Test
  void equalRecordsAreCountedAsOftenAsTheyAreThere() {
    assertThat(between("aab", "ab")).containsExactly(new Changed("removed", 10, 1));
    assertThat(between("ab", "aab")).containsExactly(new Changed("inserted", 10, 1));
  }

  @Test
  void whatIsLeftOfDistinctRecordsIsCountedExactlyWhateverIsTakenAway() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Changed.Place> before = new ArrayList<>();
      List<Changed.Place> now = new ArrayList<>();
      int removed = 0;
      for (int i = 0; i < 60; i++) {
        before.add(new Changed.Place(i, "r" + i));
        if (random.nextInt(4) == 0) {
          removed++;
        } else {
          now.add(new Changed.Place(now.size(), "r" + i));
        }
      }
      long found = Changed.between(before, now).stream().mapToLong(Changed::records).sum();
      assertThat(found).as("seed %d", seed).isEqualTo(removed);
    }
  }
}
