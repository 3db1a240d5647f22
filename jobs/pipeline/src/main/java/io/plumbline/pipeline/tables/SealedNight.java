package io.plumbline.pipeline.tables;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;

/** A row of {@code gold.nights}: what a night was sealed with. */
public record SealedNight(
    LocalDate night,
    Optional<LocalDate> previousNight,
    String root,
    Optional<String> previousRoot,
    SortedMap<String, String> contentRoots,
    SortedMap<String, Long> tableVersions,
    String codeVersion,
    String configDigest,
    String config,
    String planDigest,
    String verdict,
    int exitCode,
    String body) {

  /** The root that follows from the row's own content: what a seal is checked against. */
  public String recomputedRoot() {
    return rootOf(night, previousRoot, codeVersion, configDigest, planDigest, body, contentRoots);
  }

  /** Merkle root over a night's identity and content roots. */
  public static String rootOf(
      LocalDate night,
      Optional<String> previousRoot,
      String codeVersion,
      String configDigest,
      String planDigest,
      String body,
      SortedMap<String, String> contentRoots) {
    return ContentRoots.root(
        java.util.List.of(
            "night " + night,
            "previous " + previousRoot.orElse(""),
            "code " + codeVersion,
            "config " + configDigest,
            "plan " + planDigest,
            "body " + Merkle.root(java.util.List.of(body))),
        contentRoots);
  }
}
