package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.ClusteredMean.Form;
import org.junit.jupiter.api.Test;

class ClusteredMeanTest {

  private static final double[] SCORES = {0.2, 0.5, 0.9, 0.4, 0.7, 0.1, 0.8};
  private static final int[] CLUSTER = {1, 1, 2, 2, 2, 3, 4};
  private static final ClusteredMean FAMILY = ClusteredMean.atLevel(0.95);

  private static double error(Form form) {
    return FAMILY.mean(SCORES, CLUSTER, form).standardError().orElseThrow();
  }

  @Test
  void errorsFollowTheirFormulas() {
    // numpy 1.24 from the printed formulas
    assertThat(FAMILY.mean(SCORES, CLUSTER, Form.CR1).value())
        .hasValueCloseTo(0.5142857142857143, within(1e-15));
    assertThat(error(Form.IID)).isEqualTo(0.11428571428571428, within(1e-14));
    assertThat(error(Form.CR0)).isEqualTo(0.10787408397063274, within(1e-14));
    assertThat(error(Form.CR1)).isEqualTo(0.1245622628380582, within(1e-14));
    assertThat(error(Form.MILLER)).isEqualTo(0.11620114975907557, within(1e-14));
  }

  @Test
  void intervalsUseStudentsLawOfTheUnits() {
    FixedEstimate clustered = FAMILY.mean(SCORES, CLUSTER, Form.CR1);
    // scipy 1.10.1: t.ppf(.975, 3), t.ppf(.975, 6)
    assertThat(clustered.interval().upper())
        .hasValueCloseTo(0.5142857142857143 + 3.182446305284263 * 0.1245622628380582, within(1e-9));
    assertThat(clustered.interval().lower())
        .hasValueCloseTo(0.5142857142857143 - 3.182446305284263 * 0.1245622628380582, within(1e-9));
    assertThat(clustered.n()).isEqualTo(7);
    assertThat(clustered.clusters()).isEqualTo(4);
    FixedEstimate plain = FAMILY.mean(SCORES, CLUSTER, Form.IID);
    assertThat(plain.interval().upper())
        .hasValueCloseTo(
            0.5142857142857143 + 2.4469118487916806 * 0.11428571428571428, within(1e-9));
    assertThat(plain.clusters()).isEqualTo(7);
  }

  @Test
  void clustersOfOneAreIndependentRows() {
    int[] singles = {9, 8, 7, 6, 5, 4, 3};
    FixedEstimate plain = FAMILY.mean(SCORES, CLUSTER, Form.IID);
    for (Form form : new Form[] {Form.CR1, Form.MILLER}) {
      assertThat(FAMILY.mean(SCORES, singles, form).standardError().orElseThrow())
          .isEqualTo(plain.standardError().orElseThrow(), within(1e-15));
    }
  }

  @Test
  void negativeDependenceIsFlooredAtZero() {
    double[] opposite = {1, 0, 1, 0};
    int[] pairs = {1, 1, 2, 2};
    FixedEstimate miller = FAMILY.mean(opposite, pairs, Form.MILLER);
    // sd^2 n + between - squares = 4/3 + 0 - 1 > 0
    assertThat(miller.standardError()).hasValueCloseTo(Math.sqrt(1.0 / 3) / 4, within(1e-14));
    assertThat(miller.status()).isEqualTo(Status.OK);
  }

  @Test
  void pairsAreTheMeanOfTheirDifferences() {
    double[] other = {0.1, 0.6, 0.5, 0.4, 0.3, 0.2, 0.9};
    double[] difference = {0.1, -0.1, 0.4, 0, 0.4, -0.1, -0.1};
    FixedEstimate paired = FAMILY.pairedDifference(SCORES, other, CLUSTER, Form.CR1);
    FixedEstimate direct = FAMILY.mean(difference, CLUSTER, Form.CR1);
    assertThat(paired.value().orElseThrow()).isEqualTo(direct.value().orElseThrow(), within(1e-15));
    assertThat(paired.standardError().orElseThrow())
        .isEqualTo(direct.standardError().orElseThrow(), within(1e-15));
  }

  @Test
  void fewUnitsOrNoVariationHaveNoInterval() {
    FixedEstimate none = FAMILY.mean(new double[0], new int[0], Form.CR1);
    assertThat(none.status()).isEqualTo(Status.NO_DATA);
    FixedEstimate one = FAMILY.mean(new double[] {1, 0}, new int[] {5, 5}, Form.CR1);
    assertThat(one.status()).isEqualTo(Status.INSUFFICIENT);
    assertThat(one.value()).hasValue(0.5);
    assertThat(one.standardError()).isEmpty();
    assertThat(one.interval().lower()).isEmpty();
    assertThat(one.clusters()).isEqualTo(1);
    assertThat(FAMILY.mean(new double[] {1, 0}, new int[] {5, 5}, Form.IID).status())
        .isEqualTo(Status.OK);
    FixedEstimate constant =
        FAMILY.mean(new double[] {0.1, 0.1, 0.1}, new int[] {1, 2, 3}, Form.CR1);
    assertThat(constant.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(constant.standardError()).hasValue(0);
    assertThat(constant.interval().upper()).isEmpty();
  }

  @Test
  void rowsAreChecked() {
    assertThatThrownBy(() -> FAMILY.mean(SCORES, new int[] {1}, Form.IID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid scores and clusters: 7 and 1 (must be equally many)");
    assertThatThrownBy(() -> FAMILY.mean(new double[] {Double.NaN}, new int[] {1}, Form.IID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid value: NaN at 0 (must be finite)");
    assertThatThrownBy(() -> FAMILY.pairedDifference(SCORES, new double[] {1}, CLUSTER, Form.IID))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid pairs: 7 and 1 (must be equally many)");
    assertThatThrownBy(() -> ClusteredMean.atLevel(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
