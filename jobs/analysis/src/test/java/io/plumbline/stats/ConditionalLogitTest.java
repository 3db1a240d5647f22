package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionalLogitTest {

  private static final int[] SET = {
    1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6
  };
  private static final double[] FIRST = {
    1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 0, 1
  };
  private static final double[] SECOND = {
    0.5, -1.2, 0.3, 1.1, 0.2, -0.4, 0.9, -1.5, 0.7, 1.3, -0.2, 0.1, -0.6, 0.8, 0.4, -0.3, 1.9, -0.7,
    0.6, -1.1, 0.2, 0.3, 1.4, -0.9, -0.5
  };
  private static final int[] CHOSEN = {
    1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0
  };

  private static double[][] attributes() {
    double[][] x = new double[SET.length][];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {FIRST[i], SECOND[i]};
    }
    return x;
  }

  private static boolean[] chosen() {
    boolean[] chosen = new boolean[CHOSEN.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = CHOSEN[i] == 1;
    }
    return chosen;
  }

  private static final ConditionalLogit FIT = ConditionalLogit.fit(SET, attributes(), chosen());

  @Test
  void theFitMatchesSurvival() {
    List<FixedEstimate> estimates = FIT.coefficients(0.95);
    // R 4.2.2, survival 3.5.3: clogit(ch ~ x + z + strata(set), method = "exact")
    assertThat(estimates.get(0).value()).hasValueCloseTo(0.7853637558531, within(1e-6));
    assertThat(estimates.get(1).value()).hasValueCloseTo(3.5337700287292, within(1e-6));
    assertThat(estimates.get(0).standardError()).hasValueCloseTo(1.6306225767527, within(1e-6));
    assertThat(estimates.get(1).standardError()).hasValueCloseTo(1.6627352613656, within(1e-6));
    assertThat(FIT.nullLogLikelihood()).hasValueCloseTo(-10.6735957742322, within(1e-11));
    assertThat(FIT.logLikelihood()).hasValueCloseTo(-2.5706211311782, within(1e-11));
    assertThat(FIT.status()).isEqualTo(Status.OK);
    assertThat(estimates.get(0).n()).isEqualTo(25);
    assertThat(estimates.get(0).clusters()).isEqualTo(6);
    assertThat(estimates.get(1).interval().lower())
        .hasValueCloseTo(3.5337700287292 - 1.959963984540054 * 1.6627352613656, within(1e-5));
  }

  @Test
  void theLikelihoodIsTheSumOverAllChoices() {
    double[] beta = {0.4, -0.7};
    int[] members = {0, 1, 2, 3, 4};
    double[][] x = {{1, 0.2}, {0, -1}, {2, 0.5}, {0.5, 1.5}, {-1, 0.1}};
    boolean[] taken = {true, false, true, true, false};
    Newton.Point point = ChoiceSet.of(members, x, taken).at(beta);
    double total = 0;
    double[] mean = new double[2];
    double[][] square = new double[2][2];
    for (int mask = 0; mask < 32; mask++) {
      if (Integer.bitCount(mask) == 3) {
        double[] sum = new double[2];
        for (int i = 0; i < 5; i++) {
          sum[0] += (mask >> i & 1) * x[i][0];
          sum[1] += (mask >> i & 1) * x[i][1];
        }
        double weight = Math.exp(beta[0] * sum[0] + beta[1] * sum[1]);
        total += weight;
        for (int a = 0; a < 2; a++) {
          mean[a] += weight * sum[a];
          for (int b = 0; b < 2; b++) {
            square[a][b] += weight * sum[a] * sum[b];
          }
        }
      }
    }
    double[] observed = {3.5, 2.2};
    assertThat(point.value()).isEqualTo(0.4 * 3.5 - 0.7 * 2.2 - Math.log(total), within(1e-13));
    for (int a = 0; a < 2; a++) {
      assertThat(point.gradient()[a]).isEqualTo(observed[a] - mean[a] / total, within(1e-13));
      for (int b = 0; b < 2; b++) {
        assertThat(point.information()[a][b])
            .isEqualTo(square[a][b] / total - mean[a] / total * (mean[b] / total), within(1e-12));
      }
    }
  }

  @Test
  void largeSetsDoNotOverflow() {
    int size = 3_000;
    int[] set = new int[size];
    double[][] x = new double[size][1];
    boolean[] chosen = new boolean[size];
    for (int i = 0; i < size; i++) {
      x[i][0] = i % 2;
      chosen[i] = i % 2 == 1 ? i % 8 != 1 : i % 8 == 0;
    }
    ConditionalLogit fit = ConditionalLogit.fit(set, x, chosen);
    // 3/4 of the marked and 1/4 of the others: the unconditional log odds ratio is log 9.
    assertThat(fit.coefficients(0.9).get(0).value()).hasValueCloseTo(Math.log(9), within(0.01));
  }

  @Test
  void oneAttributeInOneSetIsTheConditionalOddsRatio() {
    int[] set = new int[16];
    double[][] x = new double[16][1];
    boolean[] chosen = new boolean[16];
    // 8 and 2 of 10 marked and not chosen, 1 and 5 of 6 not marked.
    for (int i = 0; i < 16; i++) {
      x[i][0] = i < 10 ? 1 : 0;
      chosen[i] = i < 8 || i == 10;
    }
    FixedEstimate exact =
        FisherExact.atLevel(0.95).oddsRatio(List.of(new FourfoldTable(8, 2, 1, 5)));
    assertThat(ConditionalLogit.fit(set, x, chosen).coefficients(0.9).get(0).value())
        .hasValueCloseTo(Math.log(exact.value().orElseThrow()), within(1e-9));
  }

  @Test
  void setsWithoutChoiceChangeNothing() {
    int[] set = Arrays.copyOf(SET, 29);
    double[][] x = Arrays.copyOf(attributes(), 29);
    boolean[] taken = Arrays.copyOf(chosen(), 29);
    for (int i = 25; i < 29; i++) {
      set[i] = i < 27 ? 77 : 78;
      x[i] = new double[] {i, -i};
      taken[i] = i < 27;
    }
    ConditionalLogit fit = ConditionalLogit.fit(set, x, taken);
    assertThat(fit.logLikelihood()).isEqualTo(FIT.logLikelihood());
    assertThat(fit.coefficients(0.9).get(1).value())
        .isEqualTo(FIT.coefficients(0.9).get(1).value());
    assertThat(fit.coefficients(0.9).get(1).clusters()).isEqualTo(6);
    assertThat(fit.coefficients(0.9).get(1).n()).isEqualTo(29);
  }

  @Test
  void clusteredErrorsAreTheSandwichOfSetScores() {
    int[] cluster = new int[SET.length];
    for (int i = 0; i < cluster.length; i++) {
      cluster[i] = (SET[i] + 1) / 2;
    }
    List<FixedEstimate> clustered = FIT.clusteredCoefficients(cluster, 0.95);
    assertThat(clustered.get(0).status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(clustered.get(0).clusters()).isEqualTo(3);
    // Sandwich by hand from the choice sets themselves.
    double[] beta = {
      FIT.coefficients(0.9).get(0).value().orElseThrow(),
      FIT.coefficients(0.9).get(1).value().orElseThrow()
    };
    double[][] score = new double[3][2];
    double[][] information = new double[2][2];
    for (int s = 1; s <= 6; s++) {
      int wanted = s;
      int[] members = IntStream.range(0, 25).filter(i -> SET[i] == wanted).toArray();
      Newton.Point point = ChoiceSet.of(members, attributes(), chosen()).at(beta);
      for (int a = 0; a < 2; a++) {
        score[(s + 1) / 2 - 1][a] += point.gradient()[a];
        for (int b = 0; b < 2; b++) {
          information[a][b] += point.information()[a][b];
        }
      }
    }
    double determinant =
        information[0][0] * information[1][1] - information[0][1] * information[1][0];
    double variance = 0;
    for (double[] u : score) {
      double influence = (information[1][1] * u[0] - information[0][1] * u[1]) / determinant;
      variance += influence * influence * 3 / 2;
    }
    assertThat(clustered.get(0).standardError()).hasValueCloseTo(Math.sqrt(variance), within(1e-7));
    double half = Tails.tQuantile(0.95, 2) * Math.sqrt(variance);
    assertThat(clustered.get(0).interval().upper()).hasValueCloseTo(beta[0] + half, within(1e-6));
    assertThat(clustered.get(0).interval().lower()).hasValueCloseTo(beta[0] - half, within(1e-6));
    assertThat(FIT.clusteredCoefficients(SET, 0.9).get(0).status()).isEqualTo(Status.OK);
    assertThat(FIT.clusteredCoefficients(new int[25], 0.9).get(0))
        .isEqualTo(FixedEstimate.undefined(Status.INSUFFICIENT, 0.9, 25, 1));
  }

  @Test
  void degenerateChoicesSayWhy() {
    ConditionalLogit none = ConditionalLogit.fit(new int[0], new double[0][], new boolean[0]);
    assertThat(none.status()).isEqualTo(Status.NO_DATA);
    assertThat(none.coefficients(0.9)).isEmpty();
    assertThat(none.nullLogLikelihood()).isEmpty();
    assertThat(none.logLikelihood()).isEmpty();
    ConditionalLogit all =
        ConditionalLogit.fit(
            new int[] {1, 1}, new double[][] {{1}, {2}}, new boolean[] {true, true});
    assertThat(all.status()).isEqualTo(Status.NO_INFORMATION);
    assertThat(all.coefficients(0.9).get(0))
        .isEqualTo(FixedEstimate.undefined(Status.NO_INFORMATION, 0.9, 2, 0));
    assertThat(all.clusteredCoefficients(new int[] {1, 1}, 0.9).get(0).status())
        .isEqualTo(Status.NO_INFORMATION);
    ConditionalLogit same =
        ConditionalLogit.fit(
            new int[] {1, 1}, new double[][] {{2}, {2}}, new boolean[] {true, false});
    assertThat(same.status()).isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(same.nullLogLikelihood()).hasValueCloseTo(-Math.log(2), within(1e-15));
    assertThat(same.logLikelihood()).isEmpty();
    ConditionalLogit separated =
        ConditionalLogit.fit(
            new int[] {1, 1, 2, 2},
            new double[][] {{2}, {1}, {4}, {3}},
            new boolean[] {true, false, true, false});
    assertThat(separated.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(separated.logLikelihood().orElseThrow()).isEqualTo(0, within(1e-6));
    assertThat(separated.coefficients(0.9).get(0).value()).isEmpty();
  }

  @Test
  void rowsAreChecked() {
    assertThatThrownBy(() -> ConditionalLogit.fit(new int[] {1}, attributes(), chosen()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sets and rows: 1 and 25 (must be equally many)");
    assertThatThrownBy(() -> ConditionalLogit.fit(SET, attributes(), new boolean[] {true}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid sets and choices: 25 and 1 (must be equally many)");
    assertThatThrownBy(
            () ->
                ConditionalLogit.fit(
                    new int[] {1, 1}, new double[][] {{1}, {1, 2}}, new boolean[] {true, false}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid attributes: 1 and 2 (must be equally many)");
    assertThatThrownBy(
            () ->
                ConditionalLogit.fit(
                    new int[] {1}, new double[][] {{Double.NaN}}, new boolean[] {true}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(() -> FIT.clusteredCoefficients(new int[] {1}, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rows and clusters: 25 and 1 (must be equally many)");
    int[] split = SET.clone();
    split[1] = 9;
    assertThatThrownBy(() -> FIT.clusteredCoefficients(split, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: 1 and 9 share a choice set (must hold whole sets)");
    assertThatThrownBy(() -> FIT.coefficients(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
    assertThatThrownBy(() -> FIT.clusteredCoefficients(SET, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
