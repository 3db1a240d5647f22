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
 * Patterns that leave a fact in the records: on the night on which the records arrive there is a
 * finding, new or with more violations than before, that names rows by source, file and position.
 * Whatever the lab plants is counted from its truth, whatever is found from {@code gold.findings}.
 */
class SameNightTest {

  private static final int NIGHTS = 24;
  private static final List<String> WRITTEN = List.of("X08", "X09", "X17", "X21", "X23");
  private static final String EDITED = "X20";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Records come up to three days late in this lab; a finding cannot come before them. */
  private static final int LATEST = 3;

  @TempDir private Path folder;

  /** Nights on which a pattern was planted, and how many nights later it was found. */
  private static final class Caught {
    private final Map<Integer, Integer> nightsByDelay = new TreeMap<>();
    private int planted;
    private int withoutPlace;

    private void add(SortedSet<LocalDate> planted, SortedSet<LocalDate> found) {
      for (LocalDate night : planted) {
        this.planted++;
        SortedSet<LocalDate> after = found.tailSet(night);
        int delay = after.isEmpty() ? -1 : (int) (after.first().toEpochDay() - night.toEpochDay());
        nightsByDelay.merge(delay, 1, Integer::sum);
      }
    }

    private int within(int nights) {
      return nightsByDelay.entrySet().stream()
          .filter(entry -> entry.getKey() >= 0 && entry.getKey() <= nights)
          .mapToInt(Map.Entry::getValue)
          .sum();
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
  private static SortedMap<String, SortedSet<LocalDate>> found(
      Laboratory lab, SortedMap<String, Caught> caught) throws IOException {
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
            "select cast(night as string) as night, body from gold.findings order by night");
    assertThat(run.code()).as(run.err()).isZero();
    SortedMap<String, SortedSet<LocalDate>> found = new TreeMap<>();
    Map<String, Long> before = new HashMap<>();
    for (String line : run.out().lines().filter(one -> !one.isBlank()).toList()) {
      JsonNode row = JSON.readTree(line);
      JsonNode finding = JSON.readTree(row.get("body").asText());
      long now = violations(finding);
      Long last = before.put(finding.get("id").asText(), now);
      if (last != null && last >= now) {
        continue;
      }
      for (JsonNode attack : finding.get("attack_ids")) {
        found
            .computeIfAbsent(attack.asText(), key -> new TreeSet<>())
            .add(LocalDate.parse(row.get("night").asText()));
        if (finding.get("rows").isEmpty() && caught.containsKey(attack.asText())) {
          caught.get(attack.asText()).withoutPlace++;
        }
      }
    }
    return found;
  }

  @Test
  @Tag("full")
  void whatTheRecordsShowIsFoundOnTheNightTheyArrive() throws IOException {
    SortedMap<String, Caught> caught = new TreeMap<>();
    WRITTEN.forEach(id -> caught.put(id, new Caught()));
    caught.put(EDITED, new Caught());
    for (long seed = 1; seed <= Integer.getInteger("seeds", 3); seed++) {
      LabSettings settings = settings(seed);
      Path root = folder.resolve("lab-" + seed);
      List<Planted> planted = new ArrayList<>(Attacks.demo(WRITTEN, NIGHTS));
      Truth truth = ReferenceLab.write(settings, planted, root);
      Laboratory lab = Laboratory.of(root, settings);
      LocalDate eve = settings.date(NIGHTS - 1);
      lab.backfill(eve, 4);
      Planted edit = Planted.of(Attacks.byId(EDITED).get(0), 0.01);
      assertThat(Tamper.apply(root, edit, settings, eve)).isNotEmpty();
      lab.nightly(settings.lastNight());
      SortedMap<String, SortedSet<LocalDate>> found = found(lab, caught);
      SortedMap<String, SortedSet<LocalDate>> hits = new TreeMap<>();
      truth
          .hits()
          .forEach(
              hit ->
                  hits.computeIfAbsent(hit.attack(), key -> new TreeSet<>())
                      .add(settings.date(hit.night())));
      hits.put(EDITED, new TreeSet<>(Set.of(settings.lastNight())));
      caught.forEach(
          (id, one) ->
              one.add(
                  hits.getOrDefault(id, new TreeSet<>()), found.getOrDefault(id, new TreeSet<>())));
    }
    caught.forEach(
        (id, one) ->
            System.out.println(
                String.format(
                    Locale.ROOT,
                    "%s: %d nights with it, found the same night %d, within %d nights %d; by delay"
                        + " %s; findings without a place %d",
                    id,
                    one.planted,
                    one.within(0),
                    LATEST,
                    one.within(LATEST),
                    one.nightsByDelay,
                    one.withoutPlace)));
    assertThat(caught.values()).allMatch(one -> one.planted > 0 && one.withoutPlace == 0);
  }
}
