package io.plumbline.stats.bench;

import static io.plumbline.stats.bench.Printed.YEAR;
import static io.plumbline.stats.bench.Printed.head;
import static io.plumbline.stats.bench.Printed.row;

import io.plumbline.stats.AdjustedP;
import io.plumbline.stats.Direction;
import io.plumbline.stats.EBenjaminiHochberg;
import io.plumbline.stats.ShareBlock;
import io.plumbline.stats.TiltSum;
import io.plumbline.stats.simulated.Draws;
import io.plumbline.stats.simulated.Rate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many entries of a list, and how many pages, are false when most of many attributes are. */
@Tag("bench")
class MultiplicityBench {

  private static final int ATTRIBUTES = 500;
  private static final int SKEWED = 25;
  private static final int REPEATS = Integer.getInteger("plumbline.bench.repeats", 60);
  private static final double Q = 0.1;

  /** A share of 20 % at odds 1.5. */
  private static final double TILTED = 0.3 / 1.1;

  /** Sums over the repetitions. */
  private static final class Totals {
    private final int[] nights = {30, 90, 180, 365};
    private final double[] falseShare = new double[nights.length];
    private final double[] found = new double[nights.length];
    private double everFlaggedFalseShare;
    private int familyWise;
    private double familyWiseFound;
  }

  @Test
  void listsOfFiveHundred() {
    head(
        "Multiplicity. 500 attributes, 25 at odds 1.5, "
            + REPEATS
            + " repetitions; seeds from 900001",
        List.of("night 30", "night 90", "night 180", "night 365"));
    Totals totals = new Totals();
    for (long seed = 900_001; seed < 900_001 + REPEATS; seed++) {
      repeat(seed, totals);
    }
    row("e-BH at .10, false share", shares(totals.falseShare));
    row("e-BH at .10, share of the skewed that is listed", shares(totals.found));
    row(
        "nightly Benjamini-Hochberg, ever flagged: false share",
        List.of("", "", "", share(totals.everFlaggedFalseShare)));
    row(
        "one budget of .05: years with a false page",
        List.of("", "", "", new Rate(totals.familyWise, REPEATS).toString()));
    row(
        "one budget of .05: share of the skewed that is paged",
        List.of("", "", "", share(totals.familyWiseFound)));
  }

  private static List<String> shares(double[] sums) {
    return Arrays.stream(sums).mapToObj(MultiplicityBench::share).toList();
  }

  private static String share(double sum) {
    return String.format(Locale.ROOT, "%.3f", sum / REPEATS);
  }

  /** The first attributes are skewed; each is tested on its own directed process. */
  private static void repeat(long seed, Totals totals) {
    Draws draws = new Draws(seed);
    TiltSum[] sums = new TiltSum[ATTRIBUTES];
    Arrays.fill(sums, TiltSum.NONE);
    double[] logE = new double[ATTRIBUTES];
    boolean[] isFlagged = new boolean[ATTRIBUTES];
    boolean[] isPaged = new boolean[ATTRIBUTES];
    double[] p = new double[ATTRIBUTES];
    int next = 0;
    for (int night = 1; night <= YEAR; night++) {
      for (int h = 0; h < ATTRIBUTES; h++) {
        long x = draws.binomial(CHOSEN, h < SKEWED ? TILTED : SHARE);
        sums[h] = sums[h].plus(NIGHT.get((int) x));
        logE[h] = sums[h].logMixture(Direction.UP);
        isPaged[h] |= logE[h] >= Math.log(ATTRIBUTES / 0.05);
        p[h] = UPPER_TAIL[(int) x];
      }
      boolean[] flagged = AdjustedP.benjaminiHochberg(p, Q).rejected();
      for (int h = 0; h < ATTRIBUTES; h++) {
        isFlagged[h] |= flagged[h];
      }
      if (night == totals.nights[next]) {
        boolean[] listed = EBenjaminiHochberg.listed(logE, Q);
        totals.falseShare[next] += falseShare(listed);
        totals.found[next] += found(listed);
        next++;
      }
    }
    totals.everFlaggedFalseShare += falseShare(isFlagged);
    totals.familyWise += falseShare(isPaged) > 0 ? 1 : 0;
    totals.familyWiseFound += found(isPaged);
  }

  private static final int CHOSEN = 40;
  private static final double SHARE = 0.2;

  private static final List<TiltSum> NIGHT =
      LongStream.rangeClosed(0, CHOSEN)
          .mapToObj(x -> new ShareBlock(CHOSEN, x, SHARE).evidence())
          .toList();

  /** {@code P(X >= x)} of tonight's choices without a tilt: what a nightly test would report. */
  private static final double[] UPPER_TAIL =
      IntStream.rangeClosed(0, CHOSEN)
          .mapToDouble(x -> BinomialDistribution.of(CHOSEN, SHARE).survivalProbability(x - 1))
          .toArray();

  private static double falseShare(boolean[] listed) {
    long all = IntStream.range(0, ATTRIBUTES).filter(h -> listed[h]).count();
    long wrong = IntStream.range(SKEWED, ATTRIBUTES).filter(h -> listed[h]).count();
    return all == 0 ? 0 : (double) wrong / all;
  }

  private static double found(boolean[] listed) {
    return IntStream.range(0, SKEWED).filter(h -> listed[h]).count() / (double) SKEWED;
  }
}
