package io.plumbline.datasets.lab;

import java.time.LocalDate;

/**
 * How large a lab to simulate, and when.
 *
 * @param firstNight first night of the logs
 * @param nights how many nights, at least 1
 * @param seed what everything is drawn from
 * @param generations how many model versions serve one after the other during these nights
 * @param volume how much happens per night
 */
public record LabSettings(
    LocalDate firstNight, int nights, long seed, int generations, Volume volume) {

  /**
   * How much happens on a working day; weekends bring four fifths of it.
   *
   * @param trainingClusters clusters of training items offered per night, over all batches
   * @param behaviourClusters conversations sampled per night and arm, over all behaviours
   * @param decisions factor on the number of decisions, 1 for about 60 a night
   * @param problems problems per night for which reasoning traces are sampled
   * @param evaluationItems items per evaluation task
   */
  public record Volume(
      int trainingClusters,
      int behaviourClusters,
      double decisions,
      int problems,
      int evaluationItems) {

    /** Enough for equivalence within 60 nights. */
    public static final Volume DEFAULT = new Volume(1500, 840, 1, 20, 60);

    /** Enough to see every kind of record, in a fraction of a second. */
    public static final Volume SMALL = new Volume(60, 60, 0.3, 4, 10);

    public Volume {
      if (trainingClusters < 8 || behaviourClusters < 8 || problems < 1 || evaluationItems < 4) {
        throw new IllegalArgumentException(
            "Invalid volume: "
                + trainingClusters
                + ", "
                + behaviourClusters
                + ", "
                + problems
                + ", "
                + evaluationItems
                + " (must be at least 8 clusters each, 1 problem and 4 items)");
      }
    }
  }

  public LabSettings {
    if (nights < 1) {
      throw new IllegalArgumentException("Invalid nights: " + nights + " (must be at least 1)");
    }
    if (generations < 1 || generations > nights) {
      throw new IllegalArgumentException(
          "Invalid generations: " + generations + " (must be from 1 to the number of nights)");
    }
  }

  /** The lab of the demonstration: a new model version about every 20 nights. */
  public static LabSettings demo(int nights, long seed) {
    int generations = Math.max(1, Math.round(nights / 20f));
    return new LabSettings(LocalDate.of(2026, 3, 2), nights, seed, generations, Volume.DEFAULT);
  }

  /** The date of a night, counted from 1. */
  public LocalDate date(int night) {
    return firstNight.plusDays(night - 1L);
  }

  /** The date of the last night. */
  public LocalDate lastNight() {
    return date(nights);
  }

  /** Weekly rhythm: 1 on working days, 0.8 at weekends. */
  double rhythm(int night) {
    return date(night).getDayOfWeek().getValue() >= 6 ? 0.8 : 1;
  }
}
