package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.stats.KrippendorffAlpha.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KrippendorffAlphaTest {

  private static final ItemBootstrap BOOTSTRAP = new ItemBootstrap(0.95, 300);

  private static final List<double[]> ITEMS =
      List.of(
          new double[] {1, 1, 2},
          new double[] {3, 3},
          new double[] {4},
          new double[] {2, 2, 2, 3},
          new double[] {5, 4},
          new double[] {1, 2},
          new double[] {},
          new double[] {5, 5, 5},
          new double[] {3, 2});

  private static FixedEstimate alpha(List<double[]> items, Measurement measurement) {
    return KrippendorffAlpha.of(items, measurement).alpha(BOOTSTRAP, new SplittableRandom(3));
  }

  private static List<double[]> pairs(int[] first, int[] second) {
    List<double[]> items = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      items.add(new double[] {first[i], second[i]});
    }
    return items;
  }

  @Test
  void publishedExamplesAreReproduced() {
    // Krippendorff 2011, Computing Krippendorff's alpha-reliability, sections A and B.
    List<double[]> binary =
        pairs(new int[] {0, 1, 0, 0, 0, 0, 0, 0, 1, 0}, new int[] {1, 1, 1, 0, 0, 1, 0, 0, 0, 0});
    assertThat(alpha(binary, Measurement.NOMINAL).value()).hasValueCloseTo(0.095, within(5e-4));
    List<double[]> nominal =
        pairs(
            new int[] {1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1},
            new int[] {2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4});
    assertThat(alpha(nominal, Measurement.NOMINAL).value()).hasValueCloseTo(0.692, within(5e-4));
  }

  @Test
  void allLevelsMatchTheDefinitionByPairs() {
    // 1 - D_o / D_e summed over all pairs of ratings, in plain Python.
    assertThat(alpha(ITEMS, Measurement.NOMINAL).value())
        .hasValueCloseTo(0.3089430894308942, within(1e-14));
    assertThat(alpha(ITEMS, Measurement.ORDINAL).value())
        .hasValueCloseTo(0.7991758241758242, within(1e-14));
    assertThat(alpha(ITEMS, Measurement.RATIO).value())
        .hasValueCloseTo(0.7121694975750181, within(1e-14));
    assertThat(alpha(ITEMS, Measurement.INTERVAL).value())
        .hasValueCloseTo(0.8631239935587761, within(1e-14));
    assertThat(alpha(ITEMS, Measurement.INTERVAL).n()).isEqualTo(7);
    assertThat(alpha(ITEMS, Measurement.INTERVAL).standardError()).isEmpty();
  }

  @Test
  void theOrderOfRatersAndItemsDoesNotMatter() {
    List<double[]> shuffled = new ArrayList<>(ITEMS);
    Collections.reverse(shuffled);
    shuffled.set(0, new double[] {2, 3});
    for (Measurement measurement : Measurement.values()) {
      assertThat(alpha(shuffled, measurement).value().orElseThrow())
          .isEqualTo(alpha(ITEMS, measurement).value().orElseThrow(), within(1e-14));
    }
  }

  @Test
  void intervalsCoverTheEstimateAndRepeatWithTheSeed() {
    FixedEstimate estimate = alpha(ITEMS, Measurement.INTERVAL);
    assertThat(estimate.interval().contains(estimate.value().orElseThrow())).isTrue();
    assertThat(estimate.interval().lower().orElseThrow()).isBetween(-0.5, 0.8);
    assertThat(estimate.interval().upper().orElseThrow()).isBetween(0.9, 1.0);
    assertThat(alpha(ITEMS, Measurement.INTERVAL)).isEqualTo(estimate);
  }

  @Test
  void withoutVariationAlphaIsUndefinedAndNotOne() {
    FixedEstimate same =
        alpha(List.of(new double[] {1, 1}, new double[] {1, 1}), Measurement.ORDINAL);
    assertThat(same.value()).isEmpty();
    assertThat(same.status()).isEqualTo(Status.UNDEFINED);
    assertThat(same.n()).isEqualTo(2);
    // Both zeros are one value.
    assertThat(alpha(List.of(new double[] {0.0, -0.0}), Measurement.NOMINAL).status())
        .isEqualTo(Status.UNDEFINED);
    // A different value that no other rating can be paired with shows no variation either.
    assertThat(alpha(List.of(new double[] {1, 1}, new double[] {7}), Measurement.INTERVAL).status())
        .isEqualTo(Status.UNDEFINED);
  }

  @Test
  void withoutPairsThereIsNoData() {
    assertThat(alpha(List.of(new double[] {1}, new double[] {2}), Measurement.NOMINAL).status())
        .isEqualTo(Status.NO_DATA);
    assertThat(alpha(List.of(), Measurement.NOMINAL).status()).isEqualTo(Status.NO_DATA);
  }

  @Test
  void negativeValuesHaveNoRatioLevel() {
    List<double[]> negative = List.of(new double[] {-1, 2}, new double[] {2, 2});
    assertThat(alpha(negative, Measurement.RATIO).status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(alpha(negative, Measurement.INTERVAL).status()).isEqualTo(Status.OK);
    List<double[]> zero = List.of(new double[] {0, 2}, new double[] {2, 2}, new double[] {0, 0});
    assertThat(alpha(zero, Measurement.RATIO).status()).isEqualTo(Status.OK);
  }

  @Test
  void ratingsAreFinite() {
    assertThatThrownBy(
            () -> KrippendorffAlpha.of(List.of(new double[] {1, Double.NaN}), Measurement.NOMINAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid rating: NaN (must be finite)");
  }
}
