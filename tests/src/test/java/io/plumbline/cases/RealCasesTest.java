package io.plumbline.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real data with a known answer, read as a user would read them. */
@Tag("cases")
class RealCasesTest {

  private static final String GAP = "behaviour-gap/1";
  private static final String MEASURE = "selection-control-measure/1";

  @TempDir private Path folder;

  @Test
  void aDeployedVersionBehavesUnlikeTheTestedOne() throws IOException {
    RealCase llmdrift = RealCase.run("llmdrift", folder);
    assertThat(llmdrift.run().code()).isEqualTo(10);
    assertThat(llmdrift.question("behaviour").path("verdict").asText()).isEqualTo("ATTENTION");

    JsonNode primes = llmdrift.finding(GAP, "behaviour", "gpt-4 tells primes from composites");
    assertThat(primes.path("tier").asText()).isEqualTo("page");
    assertThat(primes.path("because").asText())
        .contains("511 of 1,000 units in deployment", "840 of 1,000 units under test");
    assertThat(primes.path("effect").path("value").asDouble()).isCloseTo(-0.329, within(1e-9));
    assertThat(primes.path("effect").path("upper").asDouble()).isLessThan(-0.02);
    assertThat(primes.path("effect").path("lower").asDouble()).isGreaterThan(-0.6);

    JsonNode sensitive = llmdrift.finding(GAP, "behaviour", "gpt-4 answers a sensitive question");
    assertThat(sensitive.path("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(sensitive.path("effect").path("value").asDouble()).isCloseTo(-0.16, within(1e-9));

    // The ten published pairs, difference in percentage points; the habit behind the primes.
    assertDifference(llmdrift, "gpt-3.5-turbo tells primes from composites", 0.265);
    assertDifference(llmdrift, "gpt-4 counts happy numbers right", -0.484);
    assertDifference(llmdrift, "gpt-3.5-turbo counts happy numbers right", 0.176);
    assertDifference(llmdrift, "gpt-4 gives an opinion", -1118 / 1506.0);
    assertDifference(llmdrift, "gpt-3.5-turbo gives an opinion", 36 / 1506.0);
    assertDifference(llmdrift, "gpt-4 writes code that runs as it is", -0.42);
    assertDifference(llmdrift, "gpt-3.5-turbo writes code that runs as it is", -0.20);
    assertDifference(llmdrift, "gpt-3.5-turbo answers a sensitive question", 0.06);
    assertThat(
            llmdrift
                .finding(GAP, "behaviour", "gpt-4 says that a number is not prime")
                .path("because")
                .asText())
        .contains("987 of 1,000 units in deployment");
  }

  private static void assertDifference(RealCase llmdrift, String behaviour, double expected) {
    assertThat(
            llmdrift.finding(GAP, "behaviour", behaviour).path("effect").path("value").asDouble())
        .as(behaviour)
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void twoRatersPullApartAndARandomHalfIsSilent() throws IOException {
    RealCase alpagasus = RealCase.run("alpagasus", folder);
    JsonNode claude = outputWords(alpagasus, "claude-rater");
    assertThat(claude.path("tier").asText()).isEqualTo("page");
    assertThat(claude.path("effect").path("value").asDouble()).isBetween(-16.18, -13.55);
    assertThat(claude.path("because").asText())
        .contains("29.8", "5,305 units", "44.6", "9,229", "935 that both took");
    JsonNode helpfulness = outputWords(alpagasus, "helpfulness-rater");
    assertThat(helpfulness.path("tier").asText()).isEqualTo("page");
    assertThat(helpfulness.path("effect").path("value").asDouble()).isBetween(17.91, 23.00);
    assertThat(helpfulness.path("because").asText()).contains("2,022 units", "355 that both took");

    List<JsonNode> alarms =
        alpagasus.findings(
            finding ->
                finding.path("scope").path("selector_id").asText().equals("random-half")
                    && !finding.path("tier").isNull());
    assertThat(alarms).isEmpty();
    assertThat(outputWords(alpagasus, "random-half").path("log_e").asDouble()).isLessThan(1);
    // What is significant and small does not alarm: 0.13 words of instruction.
    assertThat(
            alpagasus
                .finding(MEASURE, "selector_id", "claude-rater", "measure", "instruction_words")
                .path("tier")
                .isNull())
        .isTrue();
  }

  private static JsonNode outputWords(RealCase alpagasus, String selector) {
    return alpagasus.finding(MEASURE, "selector_id", selector, "measure", "output_words");
  }

  @Test
  void criteriaChangesWithoutAVersionAreCounted() throws IOException {
    RealCase tasks = RealCase.run("lmeval_task_changes", folder);
    assertThat(tasks.run().code()).isEqualTo(10);
    JsonNode all = tasks.finding("criteria-fingerprint/1", "tasks", "all");
    assertThat(all.path("verdict").asText()).isEqualTo("ATTENTION");
    assertThat(all.path("because").asText())
        .startsWith(
            "Of 169 changes of evaluation criteria 146 came without a new declared version, in 67"
                + " of 73 tasks");
    assertThat(all.path("effect").path("value").asLong()).isEqualTo(146);
    assertThat(all.path("n_units").asLong()).isEqualTo(169);
    assertThat(tasks.question("criteria").path("sentence").asText())
        .startsWith("Of 169 changes of evaluation criteria 146 came without");
    assertThat(
            tasks.sql(
                "select year(night), count_if(not bumped), count(*) from silver.evaluation_criteria"
                    + " group by year(night) order by year(night)"))
        .containsExactly("2023,92,96", "2024,54,73");
  }

  @Test
  void aScoreThatMovesWithTheJudgeIsToldFromOneThatMovesWithTheModel() throws IOException {
    RealCase judges = RealCase.run("alpacaeval_judges", folder);
    String cot = "alpaca_eval_cot_gpt4_turbo_fn";
    String plain = "alpaca_eval_gpt4_turbo_fn";
    String weighted = "weighted_alpaca_eval_gpt4_turbo";
    assertJudges(judges, "claude-2.1", cot, weighted, 2.81, 0.92, 4.71);
    assertJudges(judges, "gpt-3.5-turbo-0301", cot, weighted, 2.98, 1.24, 4.71);
    assertJudges(judges, "alpaca-7b", cot, weighted, 0.17, -0.51, 0.85);
    assertJudges(judges, "Mixtral-8x7B-Instruct-v0.1", cot, plain, 2.86, 0.62, 5.09);
    assertJudges(judges, "gemini-pro", cot, plain, 3.36, 0.94, 5.77);
    assertJudges(judges, "cohere", cot, plain, 1.99, -0.27, 4.24);
    assertJudges(judges, "gpt-3.5-turbo-0301", cot, plain, 1.37, -0.15, 2.88);
    assertJudges(judges, "gpt-3.5-turbo-0301", plain, weighted, 1.61, -0.27, 3.49);
    assertThat(judged(judges, "claude-2.1", cot, weighted).path("because").asText())
        .contains("same 805 outputs of claude-2.1", "0.157 on average", "gives 0.129", "90.81 %");
    // A model against itself is a draw whoever judges; another baseline is another task.
    assertThat(
            judged(judges, "gpt4_1106_preview", cot, weighted)
                .path("effect")
                .path("value")
                .asDouble())
        .isZero();
    assertThat(
            judges.findings(
                finding ->
                    finding.path("detector").asText().equals("judge-change/1")
                        && (finding.path("scope").path("judge").asText().equals("alpaca_eval_gpt4")
                            || !finding.path("tier").isNull())))
        .isEmpty();
  }

  private static JsonNode judged(RealCase judges, String model, String former, String judge) {
    return judges.finding("judge-change/1", "model", model, "former_judge", former, "judge", judge);
  }

  /** In percentage points, as published. */
  private static void assertJudges(
      RealCase judges,
      String model,
      String former,
      String judge,
      double value,
      double lower,
      double upper) {
    JsonNode effect = judged(judges, model, former, judge).path("effect");
    assertThat(100 * effect.path("value").asDouble()).isCloseTo(value, within(0.005));
    assertThat(100 * effect.path("lower").asDouble()).isCloseTo(lower, within(0.011));
    assertThat(100 * effect.path("upper").asDouble()).isCloseTo(upper, within(0.011));
  }

  /** Of two outputs of unequal length, these took the longer one in 86.6 to 90.7 of a hundred. */
  @Test
  void everyJudgeTakesTheLongerOutput() throws IOException {
    RealCase judges = RealCase.run("alpacaeval_judges", folder);
    assertLonger(judges, "alpaca_eval_gpt4", 3175, 2750);
    assertLonger(judges, "alpaca_eval_cot_gpt4_turbo_fn", 4811, 4005);
    assertLonger(judges, "alpaca_eval_gpt4_turbo_fn", 3211, 2444);
    assertLonger(judges, "weighted_alpaca_eval_gpt4_turbo", 2405, 2182);
  }

  private static void assertLonger(RealCase judges, String judge, long choices, long longer) {
    JsonNode length =
        judges.finding("selection-pool/1", "selector_id", judge, "attribute", "longer");
    assertThat(length.path("tier").asText()).as(judge).isEqualTo("page");
    assertThat(length.path("n_units").asLong()).isEqualTo(choices);
    assertThat(Math.abs(length.path("effect").path("value").asDouble()))
        .isCloseTo(Math.log(longer / (double) (choices - longer)), within(0.01));
  }

  @Test
  void modelsThatScoreLowerOnItemsAfterTheirCutOffAreNamed() throws IOException {
    RealCase livecodebench = RealCase.run("livecodebench", folder);
    assertThat(livecodebench.run().code()).isEqualTo(10);
    assertDrop(livecodebench, "DSCoder-33b-Base", -50.2, -60.8, -39.7);
    assertDrop(livecodebench, "DSCoder-33b-Ins", -35.9, -48.1, -23.7);
    assertDrop(livecodebench, "DSCoder-6.7b-Base", -35.1, -45.7, -24.6);
    assertDrop(livecodebench, "DSCoder-6.7b-Ins", -18.6, -30.2, -7.1);
    assertDrop(livecodebench, "GPT-4-0613", 2.2, -11.2, 15.6);
    assertDrop(livecodebench, "GPT-4-Turbo-1106", 4.2, -8.9, 17.3);
    assertThat(
            livecodebench.findings(
                finding ->
                    finding.path("detector").asText().equals("cutoff-gap/1")
                        && finding.path("tier").asText().equals("page")
                        && !finding.path("scope").path("task").asText().equals("LeetCode")))
        .isEmpty();
    assertThat(onLeetCode(livecodebench, "DSCoder-33b-Base").path("tier").asText())
        .isEqualTo("page");
    assertThat(onLeetCode(livecodebench, "DSCoder-33b-Base").path("because").asText())
        .contains("0.562 on 79 items", "0.060 on 102 items", "adjusted for the 45 models");
    assertThat(
            livecodebench.findings(
                finding ->
                    finding.path("scope").path("model").asText().matches("GPT.*|Claude.*")
                        && !finding.path("tier").isNull()))
        .isEmpty();
  }

  private static JsonNode onLeetCode(RealCase livecodebench, String model) {
    return livecodebench.finding("cutoff-gap/1", "task", "LeetCode", "model", model);
  }

  /** In percentage points, with the interval that the data's own notes give. */
  private static void assertDrop(
      RealCase livecodebench, String model, double value, double lower, double upper) {
    JsonNode effect = onLeetCode(livecodebench, model).path("effect");
    assertThat(100 * effect.path("value").asDouble()).isCloseTo(value, within(0.06));
    assertThat(100 * effect.path("lower").asDouble()).isCloseTo(lower, within(0.06));
    assertThat(100 * effect.path("upper").asDouble()).isCloseTo(upper, within(0.06));
  }

  @Test
  void everyLogAndEventOfOtherToolsIsReadOrSaysWhyNot() throws IOException {
    RealCase samples = RealCase.run("lineage_samples", folder);
    assertThat(
            samples.sql(
                "select source, count(*), count_if(event_type = 'START'),"
                    + " count_if(event_type = 'COMPLETE'), count_if(event_type = 'FAIL'),"
                    + " count(distinct struct(job_namespace, job_name))"
                    + " from bronze.openlineage group by source order by source"))
        .containsExactly("dbt,498,249,234,15,159", "marquez,28,13,15,0,14");
    // Every job and data set that any event names is in the graph, those of events without a run
    // id or a time too: 159 jobs and one that only a parent facet names, 70 data sets, 129 edges
    // between them; of the other tool's 26 seed events 13, 13 and 27, of two more events one, one
    // (which the seed has too) and two.
    assertThat(
            samples.sql(
                "select source, count(distinct if(node like 'job/%', node, null)),"
                    + " count(distinct if(node not like 'job/%', node, null)),"
                    + " count(distinct if(relation <> 'part_of', edge, null)),"
                    + " count(distinct if(relation = 'part_of', edge, null)) from (select source,"
                    + " relation, concat(from_node, ' ', relation, ' ', to_node) as edge,"
                    + " explode(array(from_node, to_node)) as node from silver.lineage_edges where"
                    + " relation in ('output_of', 'has_input', 'part_of'))"
                    + " group by source order by source"))
        .containsExactly("dbt,160,70,129,158", "marquez,14,14,29,0");
    assertThat(
            samples.sql(
                "select count(*) from silver.lineage_closure where node like 'job/%' or ancestor"
                    + " like 'job/%'"))
        .containsExactly("0");
    assertThat(
            samples.sql(
                "select count(distinct file), count_if(reason is not null) from bronze.inspect"))
        .containsExactly("13,0");
    assertThat(
            samples.sql(
                "select count(*) from bronze.openlineage o left anti join silver.quarantine q"
                    + " on o.source = q.source and o.file = q.file"
                    + " where o.reason is not null"))
        .containsExactly("0");
    assertThat(
            samples.sql(
                "select task, score_micro from silver.evaluation_runs where run_id in (select"
                    + " run_id from silver.evaluation_runs) and items = 10 and score_micro is not"
                    + " null and version = 1"))
        .hasSize(1)
        .allMatch(row -> row.endsWith(",800000"));
  }
}
