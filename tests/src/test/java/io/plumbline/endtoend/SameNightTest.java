package io.plumbline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.attack.Attacks;
import io.plumbline.commandline.Run;
import io.plumbline.datasets.lab.LabSettings;
import io.plumbline.datasets.lab.Planted;
import io.plumbline.datasets.lab.ReferenceLab;
import io.plumbline.datasets.lab.Tamper;
import io.plumbline.datasets.lab.Truth;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Patterns that leave a fact in the records, through the whole pipeline: a finding, new or with
 * more violations than the night before, that names rows by source, file and position.
 *
 * <p>A fact that the records state is found on the night on which they arrive. What was done and
 * never recorded is listed the same night among what waits for its record, without an alarm, and
 * found when the time in which a late record may still come is over: that one record is missing
 * cannot be told from one that is under way.
 *
 * <p>Whatever the lab plants is counted from its truth, whatever is found from {@code
 * gold.findings}.
 */
class SameNightTest {

  private static final int NIGHTS = 24;
  private static final int HALF_A_YEAR = 180;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Edits of delivered logs: made once, before the last night. */
  private static final String EDITED = "X20";

  /**
   * Records come up to three days late in this lab; a finding cannot come before them, and what is
   * missing is compared that many nights later.
   */
  private static final int LATEST = 3;

  @TempDir private Path folder;

  /** Nights on which a pattern was planted, and how many nights later than due it was found. */
  private static final class Caught {
    private final SortedMap<Integer, Integer> nightsByDelay = new TreeMap<>();
    private int planted;

    private void add(Set<LocalDate> due, SortedSet<LocalDate> found, LocalDate last) {
      for (LocalDate night : due) {
        if (!night.isAfter(last)) {
          planted++;
          SortedSet<LocalDate> after = found.tailSet(night);
          int delay =
              after.isEmpty() ? -1 : (int) (after.first().toEpochDay() - night.toEpochDay());
          nightsByDelay.merge(delay, 1, Integer::sum);
        }
      }
    }

    private int onTime() {
      return nightsByDelay.getOrDefault(0, 0);
    }

    private String line(String id, String when, long seeds) {
      Interval rate = ShareInterval.atLevel(0.95).clopperPearson(onTime(), planted).interval();
      return String.format(
          Locale.ROOT,
          "%s: %d nights with it in %d labs of %d nights, found %s on %d (95 %% interval %.2f to"
              + " %.2f); nights by delay %s",
          id,
          planted,
          seeds,
          NIGHTS,
          when,
          onTime(),
          rate.lower().orElse(0),
          rate.upper().orElse(1),
          nightsByDelay);
    }
  }

  private static LabSettings settings(long seed) {
    return new LabSettings(
        LocalDate.of(2026, 3, 2), NIGHTS, seed, 3, new LabSettings.Volume(8, 8, 1, 1, 6));
  }

  /** Rows that break the rule of a finding: its effect is their share where rows were checked. */
  private static long violations(JsonNode finding) {
    JsonNode effect = finding.path("effect");
    return effect.path("unit").asText().equals("count")
        ? effect.path("value").asLong()
        : Math.round(effect.path("value").asDouble() * finding.path("n_units").asLong());
  }

  /** Nights on which a finding about a pattern was new or had grown, by pattern. */
  private static SortedMap<String, SortedSet<LocalDate>> found(Laboratory lab) throws IOException {
    SortedMap<String, SortedSet<LocalDate>> found = new TreeMap<>();
    Map<String, Long> before = new HashMap<>();
    for (String line : findings(lab)) {
      JsonNode row = JSON.readTree(line);
      JsonNode finding = JSON.readTree(row.get("body").asText());
      if (isListed(finding)) {
        continue;
      }
      long now = violations(finding);
      Long last = before.put(finding.get("id").asText(), now);
      // Two patterns may touch one rule; a finding that names no row is nobody's.
      if ((last == null || last < now) && !finding.get("rows").isEmpty()) {
        for (JsonNode attack : finding.get("attack_ids")) {
          found
              .computeIfAbsent(attack.asText(), key -> new TreeSet<>())
              .add(LocalDate.parse(row.get("night").asText()));
        }
      }
    }
    return found;
  }

  private static boolean isListed(JsonNode finding) {
    return finding.path("tier").asText().equals("advisory");
  }

  private static List<String> findings(Laboratory lab) {
    return rows(
        lab, "select cast(night as string) as night, body from gold.findings order by night");
  }

  private static List<String> rows(Laboratory lab, String query) {
    Run run =
        Run.of(
            "sql",
            "-c",
            lab.configurationFile().toString(),
            "--master",
            "local[2]",
            "--format",
            "json",
            "--limit",
            "100000",
            query);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().lines().filter(one -> !one.isBlank()).toList();
  }

  /**
   * What came to be missing, and of it what was listed on the very night it showed; and how much
   * was listed in all.
   */
  private static final String LISTED_THEN_MISSING =
      "select system, count_if(settled = 'unlogged') as missing,"
          + " count_if(settled = 'unlogged' and listed) as listed_first, count_if(listed) as listed"
          + " from (select system, subject, source, file, position,"
          + " max(if(state = 'awaited', null, state)) as settled,"
          + " bool_or(state = 'awaited') as listed"
          + " from silver.reconciliations where record_night <= date'%s'"
          + " group by system, subject, source, file, position) group by system order by system";

  /** Labs with these patterns, each found by its own fact; the nights on which each was due. */
  private SortedMap<String, Caught> caught(List<String> patterns, int patience, long seeds)
      throws IOException {
    SortedMap<String, Caught> caught = new TreeMap<>();
    for (long seed = 1; seed <= seeds; seed++) {
      LabSettings settings = settings(seed);
      Path root = folder.resolve("lab-" + patience + "-" + seed);
      Truth truth =
          ReferenceLab.write(settings, new ArrayList<>(Attacks.demo(patterns, NIGHTS)), root);
      Laboratory lab = Laboratory.of(root, settings);
      SortedMap<String, Set<LocalDate>> due = new TreeMap<>();
      truth
          .hits()
          .forEach(
              hit ->
                  due.computeIfAbsent(hit.attack(), key -> new TreeSet<>())
                      .add(settings.date(hit.night()).plusDays(patience)));
      lab.backfill(settings.date(NIGHTS - 1), 4);
      if (patience == 0) {
        Planted edit = Planted.of(Attacks.byId(EDITED).get(0), 0.01);
        assertThat(Tamper.apply(root, edit, settings, settings.date(NIGHTS - 1))).isNotEmpty();
        due.put(EDITED, Set.of(settings.lastNight()));
      }
      lab.nightly(settings.lastNight());
      SortedMap<String, SortedSet<LocalDate>> found = found(lab);
      due.forEach(
          (id, nights) ->
              caught
                  .computeIfAbsent(id, key -> new Caught())
                  .add(nights, found.getOrDefault(id, new TreeSet<>()), settings.lastNight()));
    }
    return caught;
  }

  private static long seeds() {
    return Integer.getInteger("seeds", 2);
  }

  @Test
  @Tag("full")
  void whatTheRecordsStateIsFoundOnTheNightTheyArrive() throws IOException {
    SortedMap<String, Caught> caught = caught(List.of("X08", "X17", "X22", "X23"), 0, seeds());
    caught.forEach((id, one) -> System.out.println(one.line(id, "the same night", seeds())));
    assertThat(caught).containsOnlyKeys("X08", "X17", "X20", "X22", "X23");
    // A record in a hundred comes late; with it the finding, never later.
    assertThat(caught.values())
        .allMatch(one -> one.planted > 0 && one.planted - one.onTime() <= 1 + one.planted / 20)
        .allMatch(one -> one.nightsByDelay.firstKey() >= 0)
        .allMatch(one -> one.nightsByDelay.lastKey() <= LATEST);
  }

  @Test
  @Tag("full")
  void whatWasNeverRecordedIsListedOnTheNightItShows() throws IOException {
    LabSettings settings = settings(1);
    Path root = folder.resolve("listed");
    ReferenceLab.write(
        settings, new ArrayList<>(Attacks.demo(List.of("X09", "X21"), NIGHTS)), root);
    Laboratory lab = Laboratory.of(root, settings);
    lab.backfill(4);
    String counts =
        String.format(Locale.ROOT, LISTED_THEN_MISSING, settings.lastNight().minusDays(LATEST));
    long missing = 0;
    for (String line : rows(lab, counts)) {
      JsonNode row = JSON.readTree(line);
      System.out.println("listed on the night it shows: " + line);
      long here = row.get("missing").asLong();
      // What itself comes three days late counts as missing at once.
      assertThat(here - row.get("listed_first").asLong()).isLessThanOrEqualTo(1 + here / 20);
      missing += here;
    }
    assertThat(missing).isPositive();
    assertThat(findings(lab))
        .anyMatch(line -> line.contains("-await-") && line.contains("advisory"));
  }

  @Test
  @Tag("full")
  void whatWasNeverRecordedIsFoundWhenALateRecordCanNoLongerCome() throws IOException {
    SortedMap<String, Caught> caught = caught(List.of("X09", "X21"), LATEST, seeds());
    caught.forEach((id, one) -> System.out.println(one.line(id, "three nights later", seeds())));
    assertThat(caught).containsOnlyKeys("X09", "X21");
    assertThat(caught.values())
        .allMatch(one -> one.planted > 0 && one.planted - one.onTime() <= 1 + one.planted / 10)
        .allMatch(one -> one.nightsByDelay.firstKey() >= 0);
  }

  /** Every question, the rules that count what only the pipeline works out among them. */
  @Test
  @Tag("full")
  void cleanLabsOfHalfAYearHaveNoFinding() throws IOException {
    for (long seed = 1; seed <= Integer.getInteger("clean", 1); seed++) {
      LabSettings settings =
          new LabSettings(
              LocalDate.of(2026, 3, 2),
              HALF_A_YEAR,
              seed,
              9,
              new LabSettings.Volume(8, 8, 1, 1, 6));
      Path root = folder.resolve("clean-" + seed);
      ReferenceLab.write(settings, List.of(), root);
      Laboratory lab = Laboratory.of(root, settings);
      lab.backfill(settings.lastNight(), 4);
      assertThat(findings(lab))
          .filteredOn(line -> line.contains("BREACH") || line.contains("ATTENTION"))
          .isEmpty();
      System.out.println(
          "clean lab of " + HALF_A_YEAR + " nights, seed " + seed + ": no finding, all questions");
    }
  }
}
