package io.plumbline.detect;

import io.plumbline.stats.TiltProcess;
import io.plumbline.stats.TiltSum;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The evidence for one tilt: what this budget year's pager goes by, and what was seen before.
 *
 * @param since night the year's process started on
 * @param ever night the lifetime process started on
 * @param process this year's process
 * @param earlier evidence of earlier budget years
 */
record TiltState(LocalDate since, LocalDate ever, TiltProcess process, TiltSum earlier) {

  static TiltState start(LocalDate night, double margin) {
    return new TiltState(night, night, TiltProcess.start(margin), TiltSum.NONE);
  }

  /**
   * The state as a night begins: all spent where a finding on it was closed after it began, the
   * pager's part alone where a budget year began.
   */
  TiltState begun(LocalDate night, LocalDate yearStart, LocalDate closed, double margin) {
    if (closed.isAfter(ever)) {
      return start(night, margin);
    }
    return yearStart.isAfter(since)
        ? new TiltState(yearStart, ever, TiltProcess.start(margin), lifetime())
        : this;
  }

  TiltState night(TiltSum tonight) {
    return new TiltState(since, ever, process.night(tonight), earlier);
  }

  /** Everything since the lifetime process started. */
  TiltSum lifetime() {
    return earlier.blocks() == 0 ? process.sum() : earlier.plus(process.sum());
  }

  boolean isInFirstYear() {
    return earlier.blocks() == 0;
  }

  double[] numbers() {
    double[] numbers = new double[2 + TiltProcess.LENGTH + (isInFirstYear() ? 0 : TiltSum.LENGTH)];
    numbers[0] = since.toEpochDay();
    numbers[1] = ever.toEpochDay();
    System.arraycopy(process.toArray(), 0, numbers, 2, TiltProcess.LENGTH);
    if (!isInFirstYear()) {
      System.arraycopy(earlier.toArray(), 0, numbers, 2 + TiltProcess.LENGTH, TiltSum.LENGTH);
    }
    return numbers;
  }

  static TiltState of(double[] numbers) {
    int end = 2 + TiltProcess.LENGTH;
    return new TiltState(
        LocalDate.ofEpochDay((long) numbers[0]),
        LocalDate.ofEpochDay((long) numbers[1]),
        TiltProcess.of(Arrays.copyOfRange(numbers, 2, end)),
        numbers.length == end
            ? TiltSum.NONE
            : TiltSum.of(Arrays.copyOfRange(numbers, end, numbers.length)));
  }
}
