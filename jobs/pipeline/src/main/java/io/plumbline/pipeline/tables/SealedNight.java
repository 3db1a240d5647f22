package io.plumbline.pipeline.tables;

import java.time.LocalDate;
import java.util.List;
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
    return rootOver(
        night, previousRoot, codeVersion, configDigest, planDigest, bodyRoot(body), contentRoots);
  }

  /** The same root from the body's own root: whoever lacks the body can still check the seal. */
  public static String rootOver(
      LocalDate night,
      Optional<String> previousRoot,
      String codeVersion,
      String configDigest,
      String planDigest,
      String bodyRoot,
      SortedMap<String, String> contentRoots) {
    return ContentRoots.root(
        List.of(
            "night " + night,
            "previous " + previousRoot.orElse(""),
            "code " + codeVersion,
            "config " + configDigest,
            "plan " + planDigest,
            "body " + bodyRoot),
        contentRoots);
  }

  /** Merkle root over a night's body alone. */
  public static String bodyRoot(String body) {
    return Merkle.root(List.of(body));
  }
}
