package io.plumbline.stats.oracles;

import static io.plumbline.stats.oracles.JsonArrays.answer;
import static io.plumbline.stats.oracles.JsonArrays.ends;
import static io.plumbline.stats.oracles.JsonArrays.list;
import static io.plumbline.stats.oracles.JsonArrays.longs;
import static io.plumbline.stats.oracles.JsonArrays.number;
import static io.plumbline.stats.oracles.JsonArrays.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.stats.CochranArmitage;
import io.plumbline.stats.CohenKappa;
import io.plumbline.stats.FixedEstimate;
import io.plumbline.stats.FleissKappa;
import io.plumbline.stats.ItemBootstrap;
import io.plumbline.stats.KrippendorffAlpha;
import io.plumbline.stats.KrippendorffAlpha.Measurement;
import io.plumbline.stats.PairedTable;
import io.plumbline.stats.Significance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Agreement of raters, and two verdicts on the same items. */
final class AgreementAdapters {

  static final Map<String, Adapter> ALL =
      Map.of(
          "cohen_kappa", AgreementAdapters::cohen,
          "fleiss_kappa", AgreementAdapters::fleiss,
          "fleiss_kappa_inference", AgreementAdapters::fleissInference,
          "krippendorff_alpha", AgreementAdapters::krippendorff,
          "mcnemar", AgreementAdapters::mcnemar,
          "bowker_stuart_maxwell", AgreementAdapters::square,
          "cochran_armitage_trend", AgreementAdapters::trend);

  private static final ItemBootstrap BOOTSTRAP = new ItemBootstrap(0.95, 100);

  private AgreementAdapters() {}

  private static Object cohen(JsonNode input) {
    long[][] counts = table(input.path("table"));
    return answer(
        "unweighted", cohen(CohenKappa.of(counts, CohenKappa.Weights.UNWEIGHTED)),
        "linear", cohen(CohenKappa.of(counts, CohenKappa.Weights.LINEAR)),
        "quadratic", cohen(CohenKappa.of(counts, CohenKappa.Weights.QUADRATIC)));
  }

  private static Object cohen(CohenKappa kappa) {
    FixedEstimate estimate = kappa.estimate(0.95);
    return answer(
        "kappa", estimate,
        "se", estimate.standardError(),
        "se0", kappa.nullStandardError(),
        "ci95", ends(estimate));
  }

  private static Object fleiss(JsonNode input) {
    FleissKappa kappa = FleissKappa.of(table(input.path("counts_subject_by_category")));
    return answer(
        "fleiss", kappa.kappa(BOOTSTRAP, new SplittableRandom(1)),
        "randolph", kappa.randolph(BOOTSTRAP, new SplittableRandom(1)));
  }

  private static Object fleissInference(JsonNode input) {
    long[][] ratings = table(input.path("ratings_subject_by_rater"));
    long[] categories =
        Arrays.stream(ratings).flatMapToLong(Arrays::stream).distinct().sorted().toArray();
    FleissKappa kappa =
        FleissKappa.of(
            Arrays.stream(ratings)
                .map(
                    item ->
                        Arrays.stream(categories)
                            .map(c -> Arrays.stream(item).filter(r -> r == c).count())
                            .toArray())
                .toArray(long[][]::new));
    Significance test = kappa.test();
    return answer(
        "kappa", kappa.kappa(BOOTSTRAP, new SplittableRandom(1)),
        "z", test.statistic(),
        "p", test.p(),
        "category_kappa", kappa.byCategory(0.95).stream().map(k -> number(k.value())).toList());
  }

  private static Object krippendorff(JsonNode input) {
    List<JsonNode> raters = list(input.path("ratings_rater_by_item"));
    List<double[]> items =
        IntStream.range(0, raters.get(0).size())
            .mapToObj(
                item ->
                    raters.stream()
                        .map(rater -> rater.get(item))
                        .filter(JsonNode::isNumber)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray())
            .toList();
    return answer(
        "nominal", alpha(items, Measurement.NOMINAL),
        "ordinal", alpha(items, Measurement.ORDINAL),
        "interval", alpha(items, Measurement.INTERVAL),
        "ratio", alpha(items, Measurement.RATIO));
  }

  private static FixedEstimate alpha(List<double[]> items, Measurement measurement) {
    return KrippendorffAlpha.of(items, measurement).alpha(BOOTSTRAP, new SplittableRandom(1));
  }

  private static Object mcnemar(JsonNode input) {
    PairedTable pairs = PairedTable.of(table(input.path("table")));
    Significance plain = pairs.mcnemar();
    Significance corrected = pairs.mcnemarCorrected();
    return answer(
        "exact_p", pairs.mcnemarExact().p(),
        "statistic", plain.statistic(),
        "p_value", plain.p(),
        "cc_statistic", corrected.statistic(),
        "cc_p_value", corrected.p());
  }

  private static Object square(JsonNode input) {
    PairedTable pairs = PairedTable.of(table(input.path("table")));
    Significance bowker = pairs.bowker();
    Significance stuartMaxwell = pairs.stuartMaxwell();
    Significance bhapkar = pairs.bhapkar();
    return answer(
        "bowker", bowker.statistic(),
        "bowker_df", bowker.degreesOfFreedom(),
        "bowker_p", bowker.p(),
        "stuart_maxwell", stuartMaxwell.statistic(),
        "sm_df", stuartMaxwell.degreesOfFreedom(),
        "sm_p", stuartMaxwell.p(),
        "bhapkar", bhapkar.statistic(),
        "bhapkar_p", bhapkar.p());
  }

  private static Object trend(JsonNode input) {
    Significance test = CochranArmitage.test(longs(input.path("x")), longs(input.path("n")));
    return answer("statistic", test.statistic(), "p_value", test.p());
  }
}
