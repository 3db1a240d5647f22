package io.plumbline.reports;

import io.plumbline.findings.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An axis from one number to another, its marks at round numbers.
 *
 * @param low where it begins
 * @param high where it ends
 */
record Axis(double low, double high) {

  /** An axis over all of these that has some length. */
  static Axis over(DoubleStream numbers) {
    double[] all = numbers.toArray();
    double low = DoubleStream.of(all).min().orElse(-1);
    double high = DoubleStream.of(all).max().orElse(1);
    return high - low < 1e-9 ? new Axis(low - 1, high + 1) : new Axis(low, high);
  }

  double length() {
    return high - low;
  }

  /** Round numbers within it, about five. */
  List<Object> marks() {
    double step = step(length() / 4);
    List<Object> marks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9; i++) {
      marks.add(i * step);
    }
    return marks;
  }

  /** What stands at its marks, in the words of a unit. */
  List<Object> labels(Effect.Unit unit) {
    return marks().stream()
        .map(mark -> (Object) Figures.value((double) mark, unit).replaceFirst("^[+±]0(?= |$)", "0"))
        .toList();
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not far below the wish. */
  private static double step(double wish) {
    double power = Math.pow(10, Math.floor(Math.log10(wish)));
    return DoubleStream.of(1, 2, 5, 10)
        .map(m -> m * power)
        .filter(s -> s >= wish * 0.8)
        .findFirst()
        .orElse(10 * power);
  }
}
