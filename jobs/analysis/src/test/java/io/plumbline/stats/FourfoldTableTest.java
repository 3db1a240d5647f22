package io.plumbline.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FourfoldTableTest {

  private final FourfoldTable table = new FourfoldTable(3, 5, 7, 11);

  @Test
  void marginsAddUp() {
    assertThat(table.n()).isEqualTo(26);
    assertThat(table.row1()).isEqualTo(8);
    assertThat(table.row2()).isEqualTo(18);
    assertThat(table.column1()).isEqualTo(10);
    assertThat(table.column2()).isEqualTo(16);
  }

  @Test
  void expectationAndVarianceAreHypergeometric() {
    assertThat(table.expected()).isEqualTo(80.0 / 26, within(1e-14));
    assertThat(table.variance()).isEqualTo(8.0 * 18 * 10 * 16 / (26 * 26 * 25), within(1e-14));
    assertThat(new FourfoldTable(1, 0, 1, 0).variance()).isZero();
    assertThat(new FourfoldTable(1, 0, 0, 1).variance()).isEqualTo(0.25, within(1e-15));
    assertThat(new FourfoldTable(1, 0, 0, 0).variance()).isZero();
    assertThat(new FourfoldTable(0, 0, 0, 0).expected()).isZero();
  }

  @Test
  void oddsRatioIsInfiniteOrAbsentWhereItMust() {
    assertThat(table.oddsRatio()).hasValueCloseTo(33.0 / 35, within(1e-15));
    assertThat(new FourfoldTable(3, 0, 1, 3).oddsRatio()).hasValue(Double.POSITIVE_INFINITY);
    assertThat(new FourfoldTable(0, 3, 1, 3).oddsRatio()).hasValue(0);
    assertThat(new FourfoldTable(0, 0, 1, 3).oddsRatio()).isEmpty();
  }

  @Test
  void eachEmptyMarginIsSeen() {
    assertThat(table.hasEmptyMargin()).isFalse();
    assertThat(new FourfoldTable(0, 0, 1, 1).hasEmptyMargin()).isTrue();
    assertThat(new FourfoldTable(1, 1, 0, 0).hasEmptyMargin()).isTrue();
    assertThat(new FourfoldTable(0, 1, 0, 1).hasEmptyMargin()).isTrue();
    assertThat(new FourfoldTable(1, 0, 1, 0).hasEmptyMargin()).isTrue();
    assertThat(new FourfoldTable(1, 0, 0, 1).hasEmptyMargin()).isFalse();
  }

  @Test
  void tablesAddCellByCell() {
    assertThat(table.plus(new FourfoldTable(1, 2, 3, 4)))
        .isEqualTo(new FourfoldTable(4, 7, 10, 15));
  }

  @Test
  void negativeAndOverflowingCountsAreRefused() {
    assertThatThrownBy(() -> new FourfoldTable(1, -2, 3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: [[1, -2], [3, 4]] (must have no negative count)");
    assertThatThrownBy(() -> new FourfoldTable(-1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: [[-1, 0], [0, 0]] (must have no negative count)");
    assertThatThrownBy(() -> new FourfoldTable(0, 0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: [[0, 0], [-1, 0]] (must have no negative count)");
    assertThatThrownBy(() -> new FourfoldTable(0, 0, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid table: [[0, 0], [0, -1]] (must have no negative count)");
    assertThatThrownBy(() -> new FourfoldTable(Long.MAX_VALUE, 1, 0, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("long overflow");
  }
}
