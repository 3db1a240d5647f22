package io.plumbline.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecognisedTest {

  @Test
  void everyFormatIsRecognisedWithItsDays() throws IOException {
    Path folder = Path.of("src/test/resources/io/plumbline/pipeline/foreign").toAbsolutePath();
    assertThat(Recognised.in(folder))
        .extracting(
            one ->
                one.format()
                    + " "
                    + folder.relativize(Path.of(one.path()))
                    + " "
                    + one.firstDay()
                    + " "
                    + one.lastDay())
        .containsExactly(
            "every-eval-ever every-eval-ever/data/gsm_mini/lab 2026-03-10 2026-03-10",
            "github-audit github-audit.json 2026-03-10 2026-03-10",
            "github-audit github-audit.ndjson.gz 2026-03-10 2026-03-10",
            "k8s-audit k8s-audit.log 2026-03-10 2026-03-10",
            "lm-eval lm-eval 2026-03-10 2026-03-10",
            "otlp *.jsonl* 2026-03-10 2026-03-10");
  }
}
