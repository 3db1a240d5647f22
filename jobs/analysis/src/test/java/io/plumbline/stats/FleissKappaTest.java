package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FleissKappaTest {

  private static final FleissKappa KAPPA =
      FleissKappa.of(
          new long[][] {{3, 1, 0}, {0, 4, 0}, {1, 1, 2}, {2, 2, 0}, {0, 1, 3}, {4, 0, 0}});
  private static final ItemBootstrap BOOTSTRAP = new ItemBootstrap(0.9, 400);

  private static SplittableRandom seeded() {
    return new SplittableRandom(7);
  }

  @Test
  void kappaMatchesStatsmodelsAndItsNullError() {
    FixedEstimate kappa = KAPPA.kappa(BOOTSTRAP, seeded());
    // statsmodels 0.13.5: fleiss_kappa(table); Fleiss, Nee and Landis 1979 in numpy 1.24
    assertThat(kappa.value()).hasValueCloseTo(0.35135135135135137, within(1e-14));
    assertThat(kappa.standardError()).hasValueCloseTo(0.12095244668556353, within(1e-14));
    assertThat(kappa.n()).isEqualTo(6);
    Significance test = KAPPA.test();
    assertThat(test.statistic()).hasValueCloseTo(2.904871798623049, within(1e-12));
    assertThat(test.p()).hasValueCloseTo(0.0036740355383380776, within(1e-12));
    assertThat(test.n()).isEqualTo(6);
  }

  @Test
  void intervalsComeFromResampledItems() {
    FixedEstimate kappa = KAPPA.kappa(BOOTSTRAP, seeded());
    assertThat(kappa.interval().level()).isEqualTo(0.9);
    assertThat(kappa.interval().contains(0.35)).isTrue();
    assertThat(kappa.interval().lower().orElseThrow()).isBetween(-0.3, 0.3);
    assertThat(kappa.interval().upper().orElseThrow()).isBetween(0.4, 0.95);
    assertThat(KAPPA.kappa(BOOTSTRAP, seeded())).isEqualTo(kappa);
    assertThat(KAPPA.randolph(BOOTSTRAP, seeded()).interval().contains(0.375)).isTrue();
  }

  @Test
  void randolphMatchesStatsmodels() {
    // statsmodels 0.13.5: fleiss_kappa(table, 'randolph')
    FixedEstimate randolph = KAPPA.randolph(BOOTSTRAP, seeded());
    assertThat(randolph.value()).hasValueCloseTo(0.375, within(1e-14));
    assertThat(randolph.standardError()).isEmpty();
    assertThat(randolph.n()).isEqualTo(6);
  }

  @Test
  void categoriesHaveKappasOfTheirOwn() {
    List<FixedEstimate> kappas = KAPPA.byCategory(0.95);
    // Fleiss 1971, eq. for category j, in numpy 1.24
    assertThat(kappas.get(0).value()).hasValueCloseTo(0.4285714285714285, within(1e-14));
    assertThat(kappas.get(1).value()).hasValueCloseTo(0.22962962962962963, within(1e-14));
    assertThat(kappas.get(2).value()).hasValueCloseTo(0.41052631578947374, within(1e-14));
    assertThat(kappas.get(2).standardError()).hasValueCloseTo(1.0 / 6, within(1e-14));
    assertThat(kappas.get(2).n()).isEqualTo(6);
    List<FixedEstimate> unused = FleissKappa.of(new long[][] {{2, 0}, {2, 0}}).byCategory(0.95);
    assertThat(unused.get(0).status()).isEqualTo(Status.UNDEFINED);
    assertThat(unused.get(1).status()).isEqualTo(Status.UNDEFINED);
  }

  @Test
  void oneCategoryInUseIsUndefinedForFleissOnly() {
    FleissKappa one = FleissKappa.of(new long[][] {{4, 0}, {4, 0}});
    assertThat(one.kappa(BOOTSTRAP, seeded()).status()).isEqualTo(Status.UNDEFINED);
    assertThat(one.kappa(BOOTSTRAP, seeded()).value()).isEmpty();
    assertThat(one.test()).isEqualTo(Significance.undefined(Status.UNDEFINED, 2));
    assertThat(one.randolph(BOOTSTRAP, seeded()).value()).hasValue(1);
    FleissKappa only = FleissKappa.of(new long[][] {{4}, {4}});
    assertThat(only.randolph(BOOTSTRAP, seeded()).status()).isEqualTo(Status.UNDEFINED);
  }

  @Test
  void unequalOrSingleRatingsAreNotApplicable() {
    for (long[][] counts :
        List.of(
            new long[][] {{1, 2}, {2, 0}},
            new long[][] {{2, 0}, {1, 2}},
            new long[][] {{1, 0}, {0, 1}})) {
      FleissKappa kappa = FleissKappa.of(counts);
      assertThat(kappa.kappa(BOOTSTRAP, seeded()).status()).isEqualTo(Status.NOT_APPLICABLE);
      assertThat(kappa.randolph(BOOTSTRAP, seeded()).status()).isEqualTo(Status.NOT_APPLICABLE);
      assertThat(kappa.byCategory(0.9).get(0).status()).isEqualTo(Status.NOT_APPLICABLE);
      assertThat(kappa.test().status()).isEqualTo(Status.NOT_APPLICABLE);
    }
    FleissKappa none = FleissKappa.of(new long[0][0]);
    assertThat(none.kappa(BOOTSTRAP, seeded()).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.randolph(BOOTSTRAP, seeded()).status()).isEqualTo(Status.NO_DATA);
    assertThat(none.byCategory(0.9)).isEmpty();
  }

  @Test
  void perfectAgreementIsOne() {
    FleissKappa perfect = FleissKappa.of(new long[][] {{3, 0}, {0, 3}, {3, 0}});
    assertThat(perfect.kappa(BOOTSTRAP, seeded()).value()).hasValueCloseTo(1.0, within(1e-15));
  }
}
