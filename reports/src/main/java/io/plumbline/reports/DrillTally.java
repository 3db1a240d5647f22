package io.plumbline.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A drill by attack.
 *
 * @param attack attack id
 * @param injected how often it was injected
 * @param caught how often it was caught
 */
public record DrillTally(String attack, long injected, long caught) {

  /** One per attack, by id. */
  public static List<DrillTally> of(Drill drill) {
    SortedSet<String> attacks = new TreeSet<>();
    drill.injected().forEach(one -> attacks.add(one.attack()));
    List<DrillTally> tallies = new ArrayList<>();
    for (String attack : attacks) {
      tallies.add(
          new DrillTally(attack, count(drill.injected(), attack), count(drill.caught(), attack)));
    }
    return List.copyOf(tallies);
  }

  private static long count(List<Drill.Injected> among, String attack) {
    return among.stream().filter(one -> one.attack().equals(attack)).count();
  }
}
