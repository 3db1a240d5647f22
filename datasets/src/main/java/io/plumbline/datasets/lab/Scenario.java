package io.plumbline.datasets.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What happens in a simulated lab beside its daily work. */
public enum Scenario {
  /** Daily work and nothing else. */
  ORDINARY("ordinary", "daily work and nothing else"),

  /** A model works on the code that scores it. */
  OWN_GRADER("own-grader", "a model debugs the harness that scores it"),

  /** A model takes part in its own creation. */
  SELF_BUILT(
      "self-built",
      "a model debugs its own training, manages its deployment, diagnoses its evaluations and scales"
          + " its launch");

  private final String id;
  private final String title;

  Scenario(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Its name on the command line. */
  public String id() {
    return id;
  }

  /** What one sentence says of it. */
  public String title() {
    return title;
  }

  /** The scenario with this id, empty where there is none. */
  public static Optional<Scenario> byId(String id) {
    return Arrays.stream(values()).filter(scenario -> scenario.id.equals(id)).findFirst();
  }

  /** All ids. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Scenario::id).toList();
  }

  Story story() {
    return switch (this) {
      case ORDINARY -> new Daily();
      case OWN_GRADER -> new OwnGrader();
      case SELF_BUILT -> new SelfBuilt();
    };
  }
}
