package io.plumbline.stats;

/** How much an item's difficulty differs between groups of equal ability. */
public enum EtsClass {
  /** Negligible. */
  A,
  /** Moderate. */
  B,
  /** Large. */
  C;

  /**
   * The rule of the Educational Testing Service on the delta scale: A if {@code |D| < 1} or not
   * significantly different from 0 (1.96 errors), C if {@code |D| >= 1.5} and significantly above 1
   * (1.645 errors), else B (Zieky 1993).
   */
  static EtsClass of(double delta, double error) {
    double size = Math.abs(delta);
    if (size < 1 || size / error <= 1.96) {
      return A;
    }
    return size >= 1.5 && (size - 1) / error > 1.645 ? C : B;
  }

  /** The same thresholds without regard to significance, as difR prints them. */
  static EtsClass ofSize(double delta) {
    double size = Math.abs(delta);
    return size < 1 ? A : size < 1.5 ? B : C;
  }

  /** Jodoin and Gierl 2001 (Appl. Meas. Educ. 14:329): B from 0.035, C from 0.07. */
  static EtsClass ofRSquared(double change) {
    return change < 0.035 ? A : change < 0.07 ? B : C;
  }
}
