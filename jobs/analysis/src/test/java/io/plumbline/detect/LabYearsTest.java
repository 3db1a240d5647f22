package io.plumbline.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.findings.Finding;
import io.plumbline.findings.Plan;
import io.plumbline.findings.Verdict;
import io.plumbline.stats.ShareInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Years in which nobody leans, through the whole catalogue and the policy: pools drift, selectors
 * look for quality, rows come late, versions, pools, selectors, behaviours and the deployment mix
 * change for good reasons. How many such years have a page?
 *
 * <p>How many years are run, and from which seed on, is said by {@code -Dplumbline.years} and
 * {@code -Dplumbline.years.from}.
 */
class LabYearsTest {

  private static final int NIGHTS = 365;
  private static final DrawnLab.Size SIZE = new DrawnLab.Size(NIGHTS, 6, 1, 80, 20, 15, 60);
  private static final Set<Verdict> ALARMS = EnumSet.of(Verdict.BREACH, Verdict.ATTENTION);

  /**
   * A year.
   *
   * @param pages what was paged, in words
   * @param listed nights on which anything stood on the worklist
   * @param evidence pieces of evidence on the last night
   */
  private record Year(long seed, SortedSet<String> pages, int listed, int evidence) {}

  private static Year year(long seed) {
    DrawnLab lab = new DrawnLab(SIZE, seed, DrawnLab.Changes.LEGITIMATE, List.of());
    Replay replay = new Replay(Catalog.ALL, Plan.standard(), DrawnLab.FIRST);
    SortedSet<String> pages = new TreeSet<>();
    int listed = 0;
    for (int t = 1; t <= NIGHTS; t++) {
      var tallies = lab.nextNight();
      List<Finding> alarms =
          replay.night(lab.date(), tallies).findings().stream()
              .filter(finding -> ALARMS.contains(finding.verdict()))
              .toList();
      for (Finding finding : alarms) {
        if (isPage(finding) && finding.state() == Finding.State.NEW) {
          pages.add("seed " + seed + ", night " + t + ": " + finding.because());
        }
      }
      listed += alarms.stream().allMatch(LabYearsTest::isPage) ? 0 : 1;
    }
    return new Year(seed, pages, listed, replay.evidence().size());
  }

  private static boolean isPage(Finding finding) {
    return finding.tier().equals(Optional.of(Finding.Tier.PAGE));
  }

  private static List<Year> years(long from, int years)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Year>> running =
          LongStream.range(from, from + years)
              .mapToObj(seed -> threads.submit(() -> year(seed)))
              .toList();
      List<Year> done = new ArrayList<>();
      for (Future<Year> one : running) {
        done.add(one.get());
        if (done.size() % 50 == 0) {
          System.out.println(line(done));
        }
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private static double atMost(long hits, long runs) {
    return ShareInterval.atLevel(0.90).clopperPearson(hits, runs).interval().upper().orElseThrow();
  }

  private static long paged(List<Year> years) {
    return years.stream().filter(year -> !year.pages.isEmpty()).count();
  }

  private static String line(List<Year> years) {
    return String.format(
        Locale.ROOT,
        "| %d | %d to %d | %d | %d | %.2f %% | %d |",
        years.size(),
        years.get(0).seed,
        years.get(years.size() - 1).seed,
        years.get(0).evidence,
        paged(years),
        100 * atMost(paged(years), years.size()),
        years.stream().filter(year -> year.listed > 0).count());
  }

  @Test
  @Tag("full")
  void atMostOneYearInTwentyInWhichNobodyLeansHasAPage()
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    System.out.println(
        "| lab-years | seeds | pieces of evidence | with a page | at most (95 %) | with a"
            + " worklist entry |");
    List<Year> years =
        years(Long.getLong("plumbline.years.from", 1), Integer.getInteger("plumbline.years", 200));
    System.out.println(line(years));
    years.forEach(year -> year.pages.forEach(System.out::println));
    System.out.println(Duration.ofNanos(System.nanoTime() - start));
    assertThat(atMost(paged(years), years.size())).isLessThanOrEqualTo(0.05);
  }

  @Test
  void theBoundOfYearsWithoutAPageIsThatOfClopperAndPearson() {
    assertThat(atMost(0, 2000)).isBetween(0.001496, 0.001498);
    assertThat(atMost(0, 58)).isGreaterThan(0.05);
  }
}
