package io.plumbline.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * The sealed nights as {@code nights.json}: what the index shows of them, oldest first. The root
 * tells which seals it follows from, so that a night that comes next is added without reading the
 * others again.
 *
 * @param root root of the last of the nights
 * @param nights one entry per night
 */
public record NightList(String root, List<NightEntry> nights) {

  public NightList {
    Valid.text("root", root);
    nights = List.copyOf(nights);
    if (nights.isEmpty()) {
      throw new IllegalArgumentException("Invalid nights: none (must be at least one)");
    }
  }

  /** The list with nights that follow it, up to the one with this root. */
  public NightList and(List<NightEntry> later, String lastRoot) {
    List<NightEntry> all = new ArrayList<>(nights);
    all.addAll(later);
    return new NightList(lastRoot, all);
  }

  /** The last of the nights. */
  public NightEntry last() {
    return nights.get(nights.size() - 1);
  }
}
