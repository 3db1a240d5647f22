package io.plumbline.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.ChangePoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much of each of its releases a coding assistant wrote, beside what its project publishes. */
@Tag("cases")
class AiderCaseTest {

  /** What the configuration's comment asks, beside the claims. */
  private static final String SHARES =
      "select c.generation, m.share, c.value from (select generation, 100 * sum(if(proposed_kind ="
          + " 'model', change_size, 0)) / sum(change_size) as share from silver.decisions where"
          + " change_unit = 'lines added' group by generation) m join silver.claims c on"
          + " m.generation = c.generation order by c.generation";

  @TempDir private Path folder;

  @Test
  void shareOfTheAssistantFollowsThePublishedFigures() throws IOException {
    RealCase aider = RealCase.run("aider_selfwritten", folder);
    assertThat(
            aider.sql(
                "select count(*), count_if(proposed_kind = 'model'), count_if(change_size > 0),"
                    + " count_if(generation is null) from silver.decisions"))
        .containsExactly("12461,4389,7846,45");
    List<double[]> rows =
        aider.sql(SHARES).stream()
            .map(row -> Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray())
            .toList();
    assertThat(rows).hasSize(81);
    double[] measured = rows.stream().mapToDouble(row -> row[1]).toArray();
    double[] published = rows.stream().mapToDouble(row -> row[2]).toArray();
    double error =
        IntStream.range(0, 81)
            .mapToDouble(i -> Math.abs(measured[i] - published[i]))
            .average()
            .orElseThrow();
    double rho = correlation(ranks(measured), ranks(published));
    assertThat(rho).as("Spearman").isCloseTo(0.896, within(0.001)).isGreaterThanOrEqualTo(0.89);
    assertThat(error).as("error in pp").isCloseTo(6.98, within(0.005)).isLessThanOrEqualTo(7.0);
    assertThat(changedAt(rows, measured)).containsExactly(45);
    assertThat(changedAt(rows, published)).containsExactly(45);
  }

  /** Generations at which a new level begins, each of which explains a tenth of all variation. */
  private static List<Integer> changedAt(List<double[]> rows, double[] shares) {
    double mean = Arrays.stream(shares).average().orElseThrow();
    double variation = Arrays.stream(shares).map(share -> (share - mean) * (share - mean)).sum();
    List<Integer> ends = ChangePoints.withPenalty(0.1 * variation).of(shares).ends();
    return ends.subList(0, ends.size() - 1).stream()
        .map(index -> (int) rows.get(index)[0])
        .toList();
  }

  private static double[] ranks(double[] values) {
    return Arrays.stream(values)
        .map(
            value ->
                Arrays.stream(values).filter(other -> other < value).count()
                    + (Arrays.stream(values).filter(other -> other == value).count() + 1) / 2.0)
        .toArray();
  }

  private static double correlation(double[] one, double[] other) {
    double a = Arrays.stream(one).average().orElseThrow();
    double b = Arrays.stream(other).average().orElseThrow();
    double ab =
        IntStream.range(0, one.length).mapToDouble(i -> (one[i] - a) * (other[i] - b)).sum();
    double aa = Arrays.stream(one).map(x -> (x - a) * (x - a)).sum();
    double bb = Arrays.stream(other).map(x -> (x - b) * (x - b)).sum();
    return ab / Math.sqrt(aa * bb);
  }
}
