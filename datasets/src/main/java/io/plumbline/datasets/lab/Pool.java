package io.plumbline.datasets.lab;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One batch of candidates that every selector of its kind is offered.
 *
 * @param id pool id
 * @param purpose what the items are for
 * @param at when it was offered
 * @param decision decision under which the selection is made; blank for none
 * @param clusters what is offered
 */
record Pool(String id, String purpose, Instant at, String decision, List<Cluster> clusters) {

  /**
   * Items that are chosen together.
   *
   * @param id cluster id
   * @param stratum what is held fixed
   * @param merit what the stratum is worth to a selector
   * @param quality what every good selector sees in it, and no attribute touches
   * @param items its items
   */
  record Cluster(String id, String stratum, double merit, double quality, List<Item> items) {}

  /**
   * One candidate.
   *
   * @param id item id
   * @param origin model that made it; blank for none
   * @param attributes named categories
   * @param measures named numbers
   */
  record Item(
      String id, String origin, Map<String, String> attributes, Map<String, Long> measures) {}
}
