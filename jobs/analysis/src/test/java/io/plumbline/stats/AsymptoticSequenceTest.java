package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AsymptoticSequenceTest {

  private static final AsymptoticSequence SEQUENCE = AsymptoticSequence.of(0.01, 80);

  // scipy 1.17.1: special.lambertw(z, -1).real
  @Test
  void lowerLambertAgreesWithReferenceValues() {
    assertThat(AsymptoticSequence.lowerLambert(-0.0025 * Math.exp(-1)))
        .isEqualTo(-9.211968062068253, within(1e-13));
    assertThat(AsymptoticSequence.lowerLambert(-1e-9)).isEqualTo(-23.89701958453166, within(1e-12));
    assertThat(AsymptoticSequence.lowerLambert(-0.3)).isEqualTo(-1.7813370234216275, within(1e-13));
    assertThat(AsymptoticSequence.lowerLambert(-0.367879))
        .isEqualTo(-1.0015494951912474, within(1e-9));
  }

  @Test
  void lowerLambertEndsAtItsBranchPoint() {
    assertThat(AsymptoticSequence.lowerLambert(-Math.exp(-1))).isEqualTo(-1, within(1e-7));
  }

  @Test
  void lowerLambertInvertsItsFunctionDownToTheTiniestArguments() {
    for (int power = 1; power <= 300; power += 13) {
      double z = -Math.pow(10, -power);
      double w = AsymptoticSequence.lowerLambert(z);
      assertThat(w + Math.log(-w)).isEqualTo(Math.log(-z), within(1e-11));
    }
  }

  // numpy 2.4.6 from the formulas, r by scipy's lambertw
  @Test
  void widthsAreThoseOfTheFormulas() {
    assertThat(SEQUENCE.rho2()).isEqualTo(0.14695464028119273, within(1e-14));
    assertThat(SEQUENCE.halfWidth(0.3, 120)).isEqualTo(0.17904968541995794, within(1e-13));
    assertThat(SEQUENCE.oneSidedWidth(0.3, 120)).isEqualTo(0.16858512851112972, within(1e-13));
    assertThat(SEQUENCE.lyapunovHalfWidth(0.3, 120)).isEqualTo(0.18123148689760266, within(1e-13));
  }

  @Test
  void widthRelativeToTheFixedSampleOneIsLeastWhereAskedFor() {
    double best = SEQUENCE.halfWidth(1, 80) * Math.sqrt(80);
    for (double target : new double[] {40, 60, 70, 90, 100, 160}) {
      assertThat(AsymptoticSequence.of(0.01, target).halfWidth(1, 80) * Math.sqrt(80))
          .isGreaterThan(best);
    }
  }

  @Test
  void meanHasItsSequenceAndSmallestDetectableEffect() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i % 2).toArray();
    Moments moments = Moments.of(values);
    Result result = SEQUENCE.mean(moments);
    double half = SEQUENCE.halfWidth(moments.variance(), 100);

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(result.estimate().orElseThrow()).isEqualTo(0.5, within(1e-15));
    assertThat(result.interval().lower().orElseThrow()).isEqualTo(0.5 - half, within(1e-14));
    assertThat(result.interval().upper().orElseThrow()).isEqualTo(0.5 + half, within(1e-14));
    assertThat(result.interval().level()).isEqualTo(0.99);
    assertThat(result.mde().orElseThrow())
        .isEqualTo(half + 0.8416 * Math.sqrt(moments.variance() / 100), within(1e-14));
    assertThat(result.mde()).isEqualTo(SEQUENCE.detectable(moments));
    assertThat(result.clusters()).isEqualTo(100);
  }

  @Test
  void equalValuesAreDegenerateNotCertain() {
    Result result =
        SEQUENCE.mean(Moments.of(IntStream.range(0, 80).mapToDouble(i -> 0.3).toArray()));

    assertThat(result.status()).isEqualTo(Status.DEGENERATE_VARIANCE);
    assertThat(result.interval()).isEqualTo(Interval.unbounded(0.99, Interval.Kind.ANYTIME));
    assertThat(result.mde()).isEmpty();
    assertThat(result.estimate().orElseThrow()).isEqualTo(0.3, within(1e-15));
  }

  @Test
  void fewClustersAreNotEnough() {
    Moments few = Moments.of(IntStream.range(0, 49).mapToDouble(i -> i % 2).toArray());

    assertThat(SEQUENCE.mean(few).status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(SEQUENCE.mean(few.plus(0.5)).status()).isEqualTo(Status.OK);
    assertThat(SEQUENCE.detectable(few)).isEmpty();
    assertThat(SEQUENCE.mean(Moments.NONE).status()).isEqualTo(Status.NO_DATA);
    assertThat(SEQUENCE.mean(Moments.NONE).estimate()).isEmpty();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> AsymptoticSequence.of(0, 30))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid alpha: 0.0 (must be in (0, 1))");
    assertThatThrownBy(() -> AsymptoticSequence.of(0.05, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid clusters: 0.0 (must be finite and above 0)");
  }
}
