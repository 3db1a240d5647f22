package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.ends;
import static io.plumbline.stats.oracles.JsonArrays.fourfold;
import static io.plumbline.stats.oracles.JsonArrays.fourfolds;
import static io.plumbline.stats.oracles.JsonArrays.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.FisherExact;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.FourfoldTable;
import io.plumbline.stats.GeneralisedMantelHaenszel;
import io.plumbline.stats.MantelHaenszel;
import io.plumbline.stats.MantelHaenszel.Continuity;
import io.plumbline.stats.Significance;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/** Stratified 2x2 tables, their exact forms and I x J x K tables. */
final class StratifiedAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "cmh_breslow_day", StratifiedAdapters::breslowDay,
          "cmh_exact", StratifiedAdapters::exact,
          "cmh_generalized", StratifiedAdapters::generalised,
          "fisher_exact", StratifiedAdapters::fisher,
          "fisher_conditional_or", StratifiedAdapters::conditional);

  /** Where R stops its search for an odds ratio, and so the resolution of the reference. */
  private static final double R_TOLERANCE = Math.pow(Math.ulp(1.0), 0.25);

  private StratifiedAdapters() {}

  private static Object breslowDay(JsonNode input) {
    List<FourfoldTable> strata = fourfolds(input.path("tables"));
    MantelHaenszel family = MantelHaenszel.atLevel(0.95);
    Significance plain = family.test(strata, Continuity.NONE);
    Significance corrected = family.test(strata, Continuity.HALF);
    Significance breslowDay = family.breslowDay(strata);
    Significance tarone = family.tarone(strata);
    FixedEstimate odds = family.oddsRatio(strata);
    return answer(
        "cmh_statistic", plain.statistic(),
        "cmh_p", plain.p(),
        "cmh_cc_statistic", corrected.statistic(),
        "cmh_cc_p", corrected.p(),
        "mh_odds_ratio", odds,
        "log_or_se_rbg", odds.standardError(),
        "or_ci95", ends(odds),
        "mh_risk_ratio", family.riskRatio(strata),
        "breslow_day", breslowDay.statistic(),
        "breslow_day_p", breslowDay.p(),
        "tarone", tarone.statistic(),
        "tarone_p", tarone.p(),
        "bd_df", breslowDay.degreesOfFreedom());
  }

  private static Object exact(JsonNode input) {
    List<FourfoldTable> strata = fourfolds(input.path("tables"));
    FisherExact exact = FisherExact.atLevel(0.95).withTolerance(R_TOLERANCE);
    FixedEstimate conditional = exact.oddsRatio(strata);
    MantelHaenszel family = MantelHaenszel.atLevel(0.95);
    Significance plain = family.test(strata, Continuity.NONE);
    Significance corrected = family.test(strata, Continuity.HALF_IF_REACHED);
    FixedEstimate odds = family.oddsRatio(strata);
    return answer(
        "exact_p", exact.test(strata, AlternativeHypothesis.TWO_SIDED).p(),
        "cond_or", conditional,
        "exact_ci95", ends(conditional),
        "asym_stat", plain.statistic(),
        "asym_p", plain.p(),
        "cc_stat", corrected.statistic(),
        "cc_p", corrected.p(),
        "mh_or", odds,
        "mh_ci95", ends(odds));
  }

  private static Object generalised(JsonNode input) {
    Significance test =
        GeneralisedMantelHaenszel.test(
            list(input.path("tables")).stream().map(JsonArrays::table).toList());
    return answer("M2", test.statistic(), "df", test.degreesOfFreedom(), "p_value", test.p());
  }

  private static Object fisher(JsonNode input) {
    FourfoldTable table = fourfold(input.path("table"));
    FisherExact exact = FisherExact.atLevel(0.95);
    List<FourfoldTable> one = List.of(table);
    return answer(
        "p_two_sided", exact.test(one, AlternativeHypothesis.TWO_SIDED).p(),
        "p_greater", exact.test(one, AlternativeHypothesis.GREATER_THAN).p(),
        "p_less", exact.test(one, AlternativeHypothesis.LESS_THAN).p(),
        "sample_odds_ratio", table.oddsRatio());
  }

  private static Object conditional(JsonNode input) {
    List<FourfoldTable> one = List.of(fourfold(input.path("table")));
    FisherExact exact = FisherExact.atLevel(0.95).withTolerance(R_TOLERANCE);
    FixedEstimate odds = exact.oddsRatio(one);
    return answer(
        "p_value", exact.test(one, AlternativeHypothesis.TWO_SIDED).p(),
        "cond_or", odds,
        "ci95", ends(odds));
  }
}
