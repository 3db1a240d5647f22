package io.plumbline.measure;

import java.util.Arrays;

/** What a hypothesis has accumulated, as plain numbers that are stored and restored bit for bit. */
public final class Fold {

  private final double[] numbers;

  private Fold(double[] numbers) {
    this.numbers = numbers;
  }

  public static Fold of(double... numbers) {
    return new Fold(numbers.clone());
  }

  /** A copy of the numbers. */
  public double[] numbers() {
    return numbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fold fold && Arrays.equals(numbers, fold.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }
}
