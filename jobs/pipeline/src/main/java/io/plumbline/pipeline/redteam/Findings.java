package io.plumbline.pipeline.redteam;

import io.plumbline.attack.Attacks;
import io.plumbline.pipeline.publish.BlindSpots;
import io.plumbline.reports.BlindSpot;
import io.plumbline.stats.Interval;
import io.plumbline.stats.ShareInterval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a red team found, as tables.
 *
 * @param from first night attacked
 * @param to last night attacked
 * @param repeats copies per pattern and strength
 * @param tried every pattern at every strength
 * @param quiet relabelled histories
 * @param before newest version of every table of the lake before
 * @param after the same afterwards
 */
public record Findings(
    LocalDate from,
    LocalDate to,
    int repeats,
    List<Tried> tried,
    List<Quiet> quiet,
    Map<String, Long> before,
    Map<String, Long> after) {

  private static final ShareInterval EXACT = ShareInterval.atLevel(0.95);

  public Findings {
    tried = List.copyOf(tried);
    quiet = List.copyOf(quiet);
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }

  /**
   * Copies in which nothing leans.
   *
   * @param title what was dealt anew
   * @param detectors whose pages would be false
   * @param copies how many
   * @param alarmed those with a page
   * @param pages what the pages said
   */
  record Quiet(String title, Set<String> detectors, int copies, int alarmed, List<String> pages) {
    Quiet {
      pages = List.copyOf(pages);
    }
  }

  /** Whether every table of the lake has the version it had before. */
  public boolean isLakeUnchanged() {
    return before.equals(after);
  }

  /** All tables, as Markdown. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# What would have been seen%n%n"
                + "Nights %s to %s, decided from their first night on, with patterns put into %d %s"
                + " of the lake's own tables each. Table versions of the lake: %s.%n%n",
            from,
            to,
            repeats,
            repeats == 1 ? "copy" : "copies",
            isLakeUnchanged() ? "unchanged" : "changed meanwhile by another run"));
    attacks(text);
    smallest(text);
    falseAlarms(text);
    blindSpots(text);
    return text.toString().replace("\r\n", "\n");
  }

  private void attacks(StringBuilder text) {
    text.append(
        """
        ## Caught, by detector

        | pattern | where | spread | strength | detector | caught | rate, 95 % interval | median night |
        |---|---|---|---|---|---|---|---|
        """);
    for (Tried one : tried) {
      row(text, one, "any", one.caught(), one.delay());
      for (String detector : one.detectors()) {
        row(text, one, detector, one.caughtBy(detector), one.delayOf(detector));
      }
    }
    text.append('\n');
  }

  private static void row(
      StringBuilder text, Tried one, String detector, long caught, OptionalDouble delay) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %s | %s | %s | %.3g %s | %s | %d of %d | %s | %s |%n",
            one.target().attack().id(),
            where(one.target()),
            one.target().setting().name().toLowerCase(Locale.ROOT),
            one.strength(),
            one.target().unit().words(),
            detector,
            caught,
            one.runs().size(),
            share(caught, one.runs().size()),
            delay.isPresent() ? String.format(Locale.ROOT, "%.1f", delay.getAsDouble()) : "-"));
  }

  private static String where(Target target) {
    return target.scope().values().entrySet().stream()
        .map(label -> label.getKey() + " " + label.getValue())
        .collect(Collectors.joining(", "))
        .replace("|", "\\|");
  }

  private static String share(long hits, long n) {
    Interval interval = EXACT.clopperPearson(hits, n).interval();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        (double) hits / n,
        interval.lower().orElse(0),
        interval.upper().orElse(1));
  }

  private void smallest(StringBuilder text) {
    text.append(
        """
        ## Smallest strength caught in four of five copies

        | pattern | what it does | where | spread | strength |
        |---|---|---|---|---|
        """);
    Map<Target, List<Tried>> ladders = new LinkedHashMap<>();
    tried.forEach(one -> ladders.computeIfAbsent(one.target(), key -> new ArrayList<>()).add(one));
    ladders.forEach(
        (target, ladder) -> {
          OptionalDouble seen = Tried.smallestSeen(ladder);
          double most = ladder.get(ladder.size() - 1).strength();
          text.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %s | %s |%n",
                  target.attack().id(),
                  target.attack().title().replace("|", "\\|"),
                  where(target),
                  target.setting().name().toLowerCase(Locale.ROOT),
                  seen.isPresent()
                      ? String.format(
                          Locale.ROOT,
                          "%s%.3g %s",
                          seen.getAsDouble() == ladder.get(0).strength() ? "at most " : "",
                          seen.getAsDouble(),
                          target.unit().words())
                      : String.format(
                          Locale.ROOT,
                          "above %.3g %s: not seen here",
                          most,
                          target.unit().words())));
        });
    text.append('\n');
  }

  private void falseAlarms(StringBuilder text) {
    text.append(
        """
        ## Pages where nothing leans

        The same history with labels dealt anew within strata: every page is a false one.

        | dealt anew | detectors | copies with a page | rate, 95 % interval |
        |---|---|---|---|
        """);
    for (Quiet one : quiet) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %d of %d | %s |%n",
              one.title,
              String.join(", ", new TreeSet<>(one.detectors)),
              one.alarmed,
              one.copies,
              share(one.alarmed, one.copies)));
      one.pages.forEach(page -> text.append("\nFalse page: ").append(page).append('\n'));
    }
    text.append('\n');
  }

  private static void blindSpots(StringBuilder text) {
    text.append("## Known blind spots\n\nNot tried, because these records could not show it:\n\n");
    for (BlindSpot spot : BlindSpots.ALL) {
      text.append("- ").append(spot.attack()).append(": ").append(spot.why()).append('\n');
    }
    String others =
        Attacks.ids().stream()
            .filter(id -> !Targets.IDS.contains(id))
            .collect(Collectors.joining(", "));
    text.append(
        """

        Not tried here: %s. Most act on log lines, commits or runs before these become rows;
        `plumbline demo --attack ID` plants all of them in raw logs.
        """
            .formatted(others));
  }
}
