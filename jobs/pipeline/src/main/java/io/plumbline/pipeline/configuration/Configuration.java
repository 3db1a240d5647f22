package io.plumbline.pipeline.configuration;

import io.plumbline.findings.Plan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A whole, valid configuration with absolute paths.
 *
 * @param lake root of the lake, a Hadoop path
 * @param reports where reports are published, a Hadoop path
 * @param sources sources in the order given
 * @param models models the configuration names
 * @param boundary the stated policy, empty where none is stated: a finding, not a default
 * @param plan declared hypotheses, margins and yearly budget
 * @param start first night; earlier records count on it
 * @param anchors places outside the lake that receive the root of every night
 * @param alerts who is told when a verdict changes
 * @param export what is said of a night that is handed on
 * @param drill drills of every night, empty where none are asked for
 * @param canonical the configuration as canonical JSON, paths as written: what its digest is of;
 *     without the alerts, which change nothing that is found and hold addresses
 * @param digest SHA-256 of {@code canonical}
 */
public record Configuration(
    String lake,
    String reports,
    List<SourceSettings> sources,
    List<ModelSettings> models,
    Optional<Boundary> boundary,
    Plan plan,
    Optional<LocalDate> start,
    List<AnchorSettings> anchors,
    AlertSettings alerts,
    ExportSettings export,
    Optional<DrillSettings> drill,
    String canonical,
    String digest) {

  public Configuration {
    sources = List.copyOf(sources);
    models = List.copyOf(models);
    anchors = List.copyOf(anchors);
  }

  /** The source of this name. */
  public Optional<SourceSettings> source(String name) {
    return sources.stream().filter(source -> source.name().equals(name)).findFirst();
  }
}
