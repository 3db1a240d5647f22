package io.plumbline.pipeline.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a file of lm-evaluation-harness says. Results and samples of one run share a
 * folder and a date, which is the local time of the machine without its zone: it is read as UTC, so
 * that all files of a run count on the same night.
 *
 * @param run folder and date
 * @param task the task, in a file of samples
 * @param clock the date
 */
record LmEvalFile(String run, Optional<String> task, Optional<Instant> clock) {

  private static final Pattern DATE =
      Pattern.compile("_(\\d{4}-\\d{2}-\\d{2})T(\\d{2})-(\\d{2})-(\\d{2}(?:\\.\\d+)?)$");

  /** Whether a name ends with the date of a run. */
  static boolean isDated(String name) {
    return DATE.matcher(name.replaceFirst("\\.jsonl?$", "")).find();
  }

  /** Reads the name of a file, relative to its source. */
  static LmEvalFile of(String file) {
    String stem = Packed.unpackedName(file).replaceFirst("\\.jsonl?$", "");
    int slash = stem.lastIndexOf('/');
    String folder = stem.substring(0, slash + 1);
    String name = stem.substring(slash + 1);
    Matcher date = DATE.matcher(name);
    boolean dated = date.find();
    String before = dated ? name.substring(0, date.start()) : name;
    Optional<String> task =
        Optional.of(before)
            .filter(text -> text.startsWith("samples_"))
            .map(text -> text.substring("samples_".length()));
    Optional<Instant> clock =
        dated
            ? Timestamps.iso8601(
                date.group(1) + "T" + date.group(2) + ":" + date.group(3) + ":" + date.group(4))
            : Optional.empty();
    return new LmEvalFile(folder + (dated ? date.group().substring(1) : before), task, clock);
  }
}
