package io.plumbline.reports;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What made the report, and on what it rests.
 *
 * @param codeVersion version of the program
 * @param configDigest SHA-256 of the canonical configuration
 * @param planDigest SHA-256 of what was declared before the data
 * @param previousNight sealed night before this one, empty for the first
 * @param nightsMissed nights between the two that were not sealed
 * @param sealedRoot Merkle root of this night: what the report was computed from
 * @param previousRoot root of the previous night
 * @param contentRoots root of the night's rows, by table
 * @param anchors where the root was left outside the lake
 */
public record Run(
    String codeVersion,
    String configDigest,
    String planDigest,
    Optional<LocalDate> previousNight,
    List<LocalDate> nightsMissed,
    String sealedRoot,
    Optional<String> previousRoot,
    SortedMap<String, String> contentRoots,
    List<Anchor> anchors) {

  public Run {
    Valid.text("code_version", codeVersion);
    Valid.digest("config_digest", configDigest);
    Valid.digest("plan_digest", planDigest);
    Valid.digest("sealed_root", sealedRoot);
    Valid.digest("previous_root", previousRoot);
    nightsMissed = List.copyOf(nightsMissed);
    contentRoots = Valid.sorted(contentRoots);
    contentRoots.forEach((table, root) -> Valid.digest("content root of " + table, root));
    anchors = List.copyOf(anchors);
  }

  /**
   * A place outside the lake that received the root.
   *
   * @param kind {@code file}, {@code git} or {@code webhook}
   * @param target where
   * @param status whether it arrived
   */
  public record Anchor(String kind, String target, Status status) {

    /** Whether the root arrived. */
    public enum Status {
      ANCHORED,
      FAILED,
      PENDING
    }

    public Anchor {
      Valid.text("anchor kind", kind);
      Valid.text("anchor target", target);
    }
  }
}
