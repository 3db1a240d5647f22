package io.plumbline.pipeline.refine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.silver.EvaluationCriteria;
import io.plumbline.datasets.silver.EvaluationResults;
import io.plumbline.datasets.silver.EvaluationRuns;
import io.plumbline.datasets.silver.Quarantine;
import io.plumbline.datasets.silver.RecordBreaks;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Evaluations as other harnesses write them, through ingest and refine. */
@Tag("spark")
@ExtendWith(SparkExtension.class)
class ForeignEvaluationsTest {

  private static final String ATLAS = "lm-eval/lab__atlas-2/2026-03-10T01-00-00.250000/gsm_mini";

  @TempDir Path folder;

  private static List<String> asked(Tables tables, TableSpec table, String where, String columns) {
    return tables
        .read(table)
        .where(where)
        .selectExpr("concat_ws(' ', " + columns + ") as said")
        .orderBy("said")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  @Test
  void runsScoresAndBrokenDigestsAreKnown(SparkSession spark) {
    Tables tables = Foreign.lake(spark, folder, Foreign.NIGHT);
    Foreign.night(
        tables,
        Foreign.NIGHT,
        Foreign.source("lm", "lm-eval", "lm-eval"),
        Foreign.source("eee", "every-eval-ever", "every-eval-ever"));
    assertThat(
            asked(
                tables,
                EvaluationRuns.SPEC,
                "source = 'lm'",
                "split(run_id, '/')[1], task, version, status, coalesce(model, '-'), generation,"
                    + " score_micro, items, samples_logged, revision, harness_version"))
        .containsExactly(
            "content gsm_mini 1 success - 750000 8 8 5f3c2d1 0.4.13.dev0",
            "hostile gsm_mini 1 success lab/atlas-2 2 750000 8 8 5f3c2d1 0.4.13.dev0",
            "lab__atlas-2 gsm_mini 1 success lab/atlas-2 2 750000 8 16 5f3c2d1 0.4.13.dev0",
            "only-results gsm_mini 1 success lab/atlas-2 2 750000 5f3c2d1 0.4.13.dev0",
            "order gsm_mini 1 success lab/atlas-1 1 750000 8 8 5f3c2d1 0.4.13.dev0",
            "replaced gsm_mini 1 success lab/atlas-2 2 750000 8 8 5f3c2d1 0.4.13.dev0",
            "unfinished gsm_mini 1 started - 1");
    assertThat(
            asked(
                tables,
                EvaluationResults.SPEC,
                "run_id = '" + ATLAS + "' and item_id in ('0', '1')",
                "item_id, epoch, scorer, value, score_micro, model, version"))
        .containsExactly(
            "0 1 exact_match,flexible-extract 0.0 0 lab/atlas-2 1",
            "0 1 exact_match,strict-match 0.0 0 lab/atlas-2 1",
            "1 1 exact_match,flexible-extract 1.0 1000000 lab/atlas-2 1",
            "1 1 exact_match,strict-match 1.0 1000000 lab/atlas-2 1");
    assertThat(
            asked(
                tables,
                EvaluationResults.SPEC,
                "run_id like '%unfinished%'",
                "item_id, scorer, value, coalesce(cast(score_micro as string), 'unscored')"))
        .containsExactly("1 exact_match,none NaN unscored", "1 x,none [1,2] unscored");
    assertThat(
            asked(
                tables,
                RecordBreaks.SPEC,
                "kind = 'digest_mismatch'",
                "split(file, '[/.]')[0], detail"))
        .containsExactly(
            "content the content of 2 of 8 samples is not what was scored: document 3, doc",
            "data the file of samples has the digest "
                + Given.sha256(read("every-eval-ever/data/gsm_mini/lab/atlas-1/2d2a_samples.jsonl"))
                + ", stated is "
                + "0".repeat(64),
            "order the order of 8 samples is not that in which they were scored",
            "replaced the content of 8 samples is not what was scored: some are missing, added or"
                + " exchanged");
    assertThat(asked(tables, RecordBreaks.SPEC, "kind = 'duplicate'", "source, file"))
        .containsExactly("lm hostile/samples_gsm_mini_2026-03-10T05-00-00.250000.jsonl");
    // A task of two harnesses; one filter for two with a new version; another metric. A fingerprint
    // counts once a night, so going back is none.
    assertThat(
            asked(
                tables,
                EvaluationCriteria.SPEC,
                "source = 'lm'",
                "split(file, '/')[0], declared_version, array_join(changed, ','), bumped"))
        .containsExactly(
            "content 3.0 scorer true",
            "lab__atlas-2 3.0 items,prompt,scorer,judge,epochs,harness true",
            "order 4.0 scorer true");
    assertThat(
            asked(
                tables,
                EvaluationRuns.SPEC,
                "source = 'eee'",
                "length(run_id), task, model, judge, harness, harness_version, score_micro, items,"
                    + " samples_logged, status"))
        .containsExactly(
            "80 gsm_mini lab/atlas-1 lab/judge-1 lm-eval 0.4.12 500000 1 1 success",
            "80 gsm_mini lab/atlas-2 lab/judge-1 lm-eval 0.4.12 625000 6 6 success");
    assertThat(
            asked(
                tables,
                EvaluationResults.SPEC,
                "source = 'eee' and model = 'lab/atlas-2'",
                "item_id, scorer, score_micro"))
        .containsExactly(
            "q0 judged 250000",
            "q1 judged 1000000",
            "q2 judged 250000",
            "q3 judged 1000000",
            "q4 judged 250000",
            "q5 judged 1000000");
    assertThat(asked(tables, Quarantine.SPEC, "true", "source, split(reason, ': ')[0]"))
        .containsExactly(
            "eee it is not valid JSON",
            "eee its document 'data/gsm_mini/lab/broken/6b6e.json' is not there to tell its time",
            "eee member 'evaluation.score' is missing or no value",
            "eee member 'evaluation_results' is missing or not an array",
            "eee member 'model_info.id' is missing or not a string",
            "eee member 'sample_id' is missing",
            "eee members 'evaluation_timestamp' and 'retrieved_timestamp' are no seconds since 1970",
            "lm it is no JSON object",
            "lm it is no JSON object",
            "lm it is not valid JSON",
            "lm member 'doc_id' is missing or no number",
            "lm member 'results' is missing or not an object");
  }

  private static String read(String file) {
    try {
      return Files.readString(Foreign.GOLDEN.resolve(file));
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @Test
  void samplesThatComeANightLaterMakeAVersion(SparkSession spark) throws IOException {
    String date = "2026-03-10T01-00-00.250000";
    Path from = Foreign.GOLDEN.resolve("lm-eval/lab__atlas-2");
    Path logs = Files.createDirectories(folder.resolve("logs/lab__atlas-2"));
    Tables tables = Foreign.lake(spark, folder, Foreign.NIGHT);
    Files.copy(
        from.resolve("results_" + date + ".json"), logs.resolve("results_" + date + ".json"));
    Foreign.night(tables, Foreign.NIGHT, Foreign.at("lm", "lm-eval", folder.resolve("logs")));
    Files.copy(
        from.resolve("samples_gsm_mini_" + date + ".jsonl"),
        logs.resolve("samples_gsm_mini_" + date + ".jsonl"));
    Foreign.sealed(
        tables, Foreign.NIGHT.plusDays(1), Foreign.at("lm", "lm-eval", folder.resolve("logs")));
    assertThat(
            asked(
                tables,
                EvaluationRuns.SPEC,
                "true",
                "night, version, status, model, score_micro, items, samples_logged"))
        .containsExactly(
            "2026-03-10 1 success lab/atlas-2 750000",
            "2026-03-11 2 success lab/atlas-2 750000 8 16");
    assertThat(asked(tables, EvaluationResults.SPEC, "true", "night, late, version"))
        .hasSize(16)
        .containsOnly("2026-03-11 true 1");
    assertThat(asked(tables, RecordBreaks.SPEC, "kind = 'digest_mismatch'", "file")).isEmpty();
  }
}
