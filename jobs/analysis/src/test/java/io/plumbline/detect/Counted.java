package io.plumbline.detect;

import io.plumbline.findings.Night;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nights of one detector from counts that a test writes down. */
final class Counted {

  private final Replay replay;
  private final List<Tally> tonight = new ArrayList<>();
  private final List<ExtractRow> rows = new ArrayList<>();
  private int nights;

  Counted(Detector detector) {
    replay = new Replay(detector);
  }

  /** Counts rows of tonight; a source is added to the cell. */
  Counted add(
      String measurement,
      Map<String, String> scope,
      Map<String, String> stratum,
      Map<String, String> cell,
      long n) {
    Map<String, String> from = new TreeMap<>(cell);
    from.put("source", "decisions");
    tonight.add(
        Replay.tally(
            Replay.FIRST.plusDays(nights),
            Replay.FIRST.plusDays(nights),
            measurement,
            scope,
            stratum,
            from,
            n));
    return this;
  }

  /** Keeps a row of an extract. */
  Counted row(String extract, String key, List<Long> integers, List<String> labels) {
    rows.add(new ExtractRow(Replay.FIRST.plusDays(nights), extract, key, integers, labels));
    return this;
  }

  /** Ends the night. */
  Night night() {
    Night night =
        replay.night(
            Replay.FIRST.plusDays(nights), List.copyOf(tonight), List.copyOf(rows), List.of());
    tonight.clear();
    rows.clear();
    nights++;
    return night;
  }

  Replay replay() {
    return replay;
  }
}
