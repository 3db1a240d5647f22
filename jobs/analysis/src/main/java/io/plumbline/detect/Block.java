package io.plumbline.detect;

import io.plumbline.measure.Tally;
import java.time.LocalDate;

/**
 * One finite pool: a record night and everything that is held fixed.
 *
 * @param recordNight night of the records
 * @param stratum canonical text of what is held fixed
 */
record Block(LocalDate recordNight, String stratum) implements Comparable<Block> {

  static Block of(Tally tally) {
    return new Block(tally.recordNight(), tally.stratum().text());
  }

  boolean isLate(LocalDate night) {
    return recordNight.isBefore(night);
  }

  @Override
  public int compareTo(Block other) {
    int byNight = recordNight.compareTo(other.recordNight);
    return byNight != 0 ? byNight : stratum.compareTo(other.stratum);
  }
}
