package io.plumbline.bench;

import java.util.HashMap;
import java.util.Map;

/** How often each attribute's value occurs in which group, whoever counted. */
final class Counts {

  private final Map<String, Long> counts = new HashMap<>();

  /**
   * One count.
   *
   * @throws IllegalStateException if the same group, attribute and value was counted before
   */
  void add(Group group, String attribute, String value, long n) {
    if (counts.put(group.text() + "|" + attribute + "|" + value, n) != null) {
      throw new IllegalStateException(
          "Counted twice: " + group.text() + ", " + attribute + " = " + value);
    }
  }

  int size() {
    return counts.size();
  }

  /**
   * Compares with the same counts made by others.
   *
   * @throws IllegalStateException if any count differs
   */
  void requireEqual(Counts others, String who) {
    if (counts.equals(others.counts)) {
      return;
    }
    Map<String, Long> differing = new HashMap<>(others.counts);
    differing.entrySet().removeAll(counts.entrySet());
    throw new IllegalStateException(
        who
            + " has "
            + others.size()
            + " counts of "
            + size()
            + "; differing: "
            + differing.entrySet().stream().limit(3).toList());
  }

  /** What the counts are grouped by, besides attribute and value. */
  record Group(
      String purpose, String selector, String pool, String stratum, String model, boolean isTaken) {

    String text() {
      return String.join("|", purpose, selector, pool, stratum, model, Boolean.toString(isTaken));
    }
  }
}
