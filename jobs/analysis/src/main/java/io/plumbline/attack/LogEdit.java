package io.plumbline.attack;

import io.plumbline.datasets.surface.Attack;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.util.Map;
import java.util.Optional;

/**
 * X20: lines of a log are deleted, altered or slipped in.
 *
 * <p>Strength: the share of its lines concerned, a third of them each way.
 *
 * @param log the log's folder
 */
public record LogEdit(String log) implements Attack {

  /** Edits the log of decisions. */
  public static final LogEdit OF_DECISIONS = new LogEdit("decisions");

  @Override
  public String id() {
    return "X20";
  }

  @Override
  public String title() {
    return "lines of the log of " + log + " are deleted, altered or slipped in";
  }

  @Override
  public Surface surface() {
    return Surface.LOG_RECORD;
  }

  @Override
  public Optional<Change> on(RowView row, double strength, long seed) {
    Optional<String> raw = row.column("raw");
    if (raw.isEmpty()
        || !Candidate.is(row, "log", log)
        || Chance.of(seed, id(), row.key()) >= strength) {
      return Optional.empty();
    }
    double how = Chance.of(seed, id() + "/how", row.key());
    if (how < 1 / 3.0) {
      return Optional.of(Change.remove());
    }
    return Optional.of(
        how < 2 / 3.0
            ? Change.set(Map.of("raw", altered(raw.get())))
            : Change.set(Map.of("inserted", slippedIn(raw.get()))));
  }

  /** The line with a blind approval made a seeing one, else a model made a person, else marked. */
  private static String altered(String raw) {
    String seen = raw.replace("\"viewed\":false", "\"viewed\":true");
    if (!seen.equals(raw)) {
      return seen;
    }
    String person = raw.replace("\"kind\":\"model\"", "\"kind\":\"human\"");
    return person.equals(raw) ? raw.replaceFirst("\\}\\s*$", ",\"amended\":true}") : person;
  }

  /** A copy of the line under another id. */
  private static String slippedIn(String raw) {
    return raw.replaceFirst("\"id\":\"", "\"id\":\"also-");
  }
}
