package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MissedDrillsTest {

  @Test
  void noneMissedIsNoSurprise() {
    assertThat(MissedDrills.chance(0, 0, 0.999)).isEqualTo(1);
    assertThat(MissedDrills.chance(40, 0, 0.999)).isEqualTo(1);
  }

  // 1 - 0.999^n, and 1 - 0.999^3 - 3 * 0.001 * 0.999^2, by hand.
  @Test
  void missesAreAsProbableAsTheBinomialSays() {
    assertThat(MissedDrills.chance(1, 1, 0.999)).isEqualTo(0.001, within(1e-12));
    assertThat(MissedDrills.chance(10, 1, 0.999)).isEqualTo(0.009955, within(1e-6));
    assertThat(MissedDrills.chance(3, 2, 0.999)).isEqualTo(2.998e-6, within(1e-9));
  }

  @Test
  void moreMissesThanTrialsAreRefused() {
    assertThatThrownBy(() -> MissedDrills.chance(1, 2, 0.999))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("misses");
  }
}
