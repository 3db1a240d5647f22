package io.plumbline.detect;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Labels;
import io.plumbline.stats.TiltSum;
import java.util.List;

/** How selections from pools are told apart in tallies, whatever is tested about them. */
final class Selections {

  static final String TAKEN = "taken";
  static final String HAS = "has";
  static final String SOURCE = "source";
  static final String CLUSTERED = "clustered";
  static final String PURPOSE = "purpose";
  static final String SELECTOR = "selector_id";

  /** The role: what for and who, whichever model version fills it. */
  static final List<Expr> SCOPE = List.of(Expr.column(PURPOSE), Expr.column(SELECTOR));

  /** One pool: batch, stratum and the one version that chose. */
  static final List<Expr> STRATUM =
      List.of(Expr.column("pool_id"), Expr.column("stratum"), Expr.column("selector_model"));

  /** One row per cluster, the first offer only. */
  static final String UNITS = "unit and version = 1";

  /** Everybody but humans and the random control arm, who are what others are compared with. */
  static final String CHOOSERS =
      UNITS + " and selector_kind <> 'human' and selector_id <> 'random-control'";

  static final Expr SOURCE_CELL = Expr.column(SOURCE);
  static final Expr CLUSTERED_CELL = new Expr(CLUSTERED, "cluster_id is not null");

  private Selections() {}

  /** {@code Of 1,200 units that s took for training_data, 310}. */
  static String took(Labels scope, TiltSum seen) {
    return "Of "
        + Words.count(seen.units(), "unit", "units")
        + " that "
        + scope.value(SELECTOR).orElse("an unnamed selector")
        + " took for "
        + scope.value(PURPOSE).orElse("an unnamed purpose")
        + ", "
        + Words.count(Math.round(seen.hits()));
  }
}
