package io.plumbline.pipeline.publish;

import io.plumbline.reports.BlindSpot;
import java.util.List;

/** Steering patterns that the records Plumbline reads could not show. */
public final class BlindSpots {

  public static final List<BlindSpot> ALL =
      List.of(
          new BlindSpot(
              "X08",
              "A gate that is moved before its log is written, or without a log update, leaves no stamp."),
          new BlindSpot(
              "X12", "Withheld capability leaves low scores that logs alone cannot explain."),
          new BlindSpot(
              "X16", "Traits can pass through clean-looking data; only lineage shows the path."),
          new BlindSpot(
              "X22",
              "A commit without an agent's mark shows only where a decision names the agent."),
          new BlindSpot(
              "X27", "Under-exploring in training shows only where training logs are supplied."),
          new BlindSpot("X28", "What is in the weights leaves nothing in these logs."),
          new BlindSpot(
              "X29",
              "Items kept from a batch before any selector sees it leave no trace in the batch."));

  private BlindSpots() {}
}
