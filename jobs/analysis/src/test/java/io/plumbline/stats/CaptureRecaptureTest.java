package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.CaptureRecapture.Model;
import io.plumbline.stats.CaptureRecapture.TwoLists;
import org.junit.jupiter.api.Test;

class CaptureRecaptureTest {

  @Test
  void chapmanFollowsItsFormula() {
    TwoLists lists = CaptureRecapture.chapman(50, 40, 12);
    // (51 * 41) / 13 - 1 and 51 * 41 * 38 * 28 / (13^2 * 14)
    double total = 2091.0 / 13 - 1;
    double variance = 2091.0 * 38 * 28 / (169 * 14);
    assertThat(lists.total().value()).hasValueCloseTo(total, within(1e-12));
    assertThat(lists.variance()).isEqualTo(variance, within(1e-10));
    assertThat(lists.total().standardError()).hasValueCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(lists.total().interval().upper())
        .hasValueCloseTo(total + 1.959963984540054 * Math.sqrt(variance), within(1e-9));
    assertThat(lists.seen()).isEqualTo(78);
    assertThat(lists.overlap()).isEqualTo(12);
    double unseen = total - 78;
    double factor = Math.exp(1.96 * Math.sqrt(Math.log(1 + variance / (unseen * unseen))));
    assertThat(lists.unseen().interval().lower())
        .hasValueCloseTo(78 + unseen / factor, within(1e-9));
    assertThat(lists.unseen().interval().upper())
        .hasValueCloseTo(78 + unseen * factor, within(1e-9));
    assertThat(lists.unseen().value()).hasValueCloseTo(total, within(1e-12));
    assertThat(lists.atLeast()).isEqualTo(lists.unseen().interval());
    assertThat(lists.total().status()).isEqualTo(Status.OK);
    assertThat(lists.total().n()).isEqualTo(78);
  }

  @Test
  void withoutOverlapOnlyTheLowerEndMeansAnything() {
    TwoLists apart = CaptureRecapture.chapman(10, 8, 0);
    assertThat(apart.total().value()).hasValueCloseTo(98.0, within(1e-12));
    assertThat(apart.total().status()).isEqualTo(Status.PARTIAL);
    assertThat(apart.unseen().interval().upper()).isPresent();
    assertThat(apart.atLeast().upper()).isEmpty();
    assertThat(apart.atLeast().lower()).isEqualTo(apart.unseen().interval().lower());
    assertThat(apart.atLeast().lower().orElseThrow()).isGreaterThan(18);
  }

  @Test
  void nothingUnseenIsWhatWasSeen() {
    TwoLists inside = CaptureRecapture.chapman(10, 4, 4);
    assertThat(inside.total().value()).hasValue(10);
    assertThat(inside.unseen().value()).hasValue(10);
    assertThat(inside.unseen().status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(inside.unseen().interval().lower()).isEmpty();
    assertThat(inside.unseen().interval().upper()).isEmpty();
    assertThat(inside.atLeast().lower()).hasValue(10);
    assertThat(inside.atLeast().upper()).hasValue(10);
    TwoLists none = CaptureRecapture.chapman(0, 0, 0);
    assertThat(none.total().status()).isEqualTo(Status.NO_DATA);
    TwoLists one = CaptureRecapture.chapman(0, 10, 0);
    assertThat(one.unseen().status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(one.atLeast().upper()).isEmpty();
  }

  @Test
  void threeIndependentListsRecoverTheirTotal() {
    // N = 1000 found with 1/2, 1/4 and 1/5: expected counts, so the model fits without residual.
    long[] counts = {0, 300, 100, 100, 75, 75, 25, 25};
    FixedEstimate total = CaptureRecapture.logLinear(counts, Model.MT, 0.95);
    assertThat(total.value()).hasValueCloseTo(1000.0, within(1e-6));
    assertThat(total.n()).isEqualTo(700);
    // Darroch 1958 (Biometrika 45:343): N / (1/(q1 q2 q3) + t - 1 - sum 1/q).
    assertThat(total.standardError()).hasValueCloseTo(Math.sqrt(1000 / 0.75), within(1e-6));
    double unseen = 300;
    double relative = total.standardError().orElseThrow() / unseen;
    double factor = Math.exp(1.959963984540054 * Math.sqrt(Math.log1p(relative * relative)));
    assertThat(total.interval().lower()).hasValueCloseTo(700 + unseen / factor, within(1e-5));
    assertThat(total.interval().upper()).hasValueCloseTo(700 + unseen * factor, within(1e-5));
  }

  @Test
  void logLinearFitsMatchPoissonRegression() {
    long[] counts = {0, 31, 40, 12, 25, 9, 14, 8};
    // R 4.2.2: glm(count ~ a + b + c, poisson), glm(count ~ I(a+b+c), poisson); N = seen + exp(g),
    // sqrt(exp(g) + exp(2 g) var(g))
    FixedEstimate own = CaptureRecapture.logLinear(counts, Model.MT, 0.95);
    assertThat(own.value()).hasValueCloseTo(211.101532079, within(1e-6));
    assertThat(own.standardError()).hasValueCloseTo(18.30591959446, within(1e-6));
    FixedEstimate same = CaptureRecapture.logLinear(counts, Model.M0, 0.95);
    assertThat(same.value()).hasValueCloseTo(212.5080424889, within(1e-6));
    assertThat(same.standardError()).hasValueCloseTo(18.5544578326, within(1e-6));
  }

  @Test
  void twoListsAreTheLincolnPetersenEstimate() {
    long[] counts = {0, 38, 28, 12};
    assertThat(CaptureRecapture.logLinear(counts, Model.MT, 0.9).value())
        .hasValueCloseTo(78 + 38.0 * 28 / 12, within(1e-6));
  }

  @Test
  void countsThatIdentifyNothingSayWhy() {
    assertThat(CaptureRecapture.logLinear(new long[8], Model.M0, 0.9).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(CaptureRecapture.logLinear(new long[] {0, 5}, Model.M0, 0.9).status())
        .isEqualTo(Status.NOT_IDENTIFIED);
    assertThat(CaptureRecapture.logLinear(new long[] {7}, Model.M0, 0.9).status())
        .isEqualTo(Status.NO_DATA);
    // Nothing on more than one list: the unseen have no upper bound.
    assertThat(CaptureRecapture.logLinear(new long[] {0, 9, 8, 0}, Model.MT, 0.9).status())
        .isEqualTo(Status.NOT_ESTIMABLE);
  }

  @Test
  void theUnseenEntryIsIgnored() {
    assertThat(CaptureRecapture.logLinear(new long[] {99, 38, 28, 12}, Model.MT, 0.9))
        .isEqualTo(CaptureRecapture.logLinear(new long[] {0, 38, 28, 12}, Model.MT, 0.9));
  }

  @Test
  void countsAreChecked() {
    assertThatThrownBy(() -> CaptureRecapture.chapman(3, 4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid overlap: 5 (must be between 0 and the lists' sizes 3 and 4)");
    assertThatThrownBy(() -> CaptureRecapture.chapman(3, 4, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid overlap: -1 (must be between 0 and the lists' sizes 3 and 4)");
    assertThatThrownBy(() -> CaptureRecapture.logLinear(new long[6], Model.M0, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid patterns: 6 (must be a power of two up to 2^16)");
    assertThatThrownBy(() -> CaptureRecapture.logLinear(new long[0], Model.M0, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid patterns: 0 (must be a power of two up to 2^16)");
    assertThatThrownBy(() -> CaptureRecapture.logLinear(new long[1 << 17], Model.M0, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid patterns: 131072 (must be a power of two up to 2^16)");
    assertThatThrownBy(() -> CaptureRecapture.logLinear(new long[] {0, 1, -2, 3}, Model.M0, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid count: -2 of pattern 2 (must be at least 0)");
    assertThatThrownBy(() -> CaptureRecapture.logLinear(new long[4], Model.M0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid level: 1.0 (must be in (0, 1))");
  }
}
