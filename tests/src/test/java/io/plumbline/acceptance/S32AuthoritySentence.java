package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The sentence on page 1 has the numbers of the tables, and verify recomputes it. */
final class S32AuthoritySentence implements AcceptanceRow {

  private final S23AuthorityStatement lab = new S23AuthorityStatement();

  @Override
  public String claim() {
    return "S32 page 1 says from the tables how far people kept authority, and verify recomputes it";
  }

  /** It is a sentence of the report, from counts that page 1 itself asks for. */
  @Override
  public Set<String> detectors() {
    return Set.of();
  }

  @Override
  public void write(RawLab raw) throws IOException {
    lab.write(raw);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    JsonNode counts =
        outcome
            .sql(
                """
                select count(*) as n, count_if(approver_class = 'human_with_sight') as sight,
                count_if(approver_class = 'unknown') as unknown from silver.decisions where counted""")
            .get(0);
    long n = counts.get("n").asLong();
    long sight = counts.get("sight").asLong();
    long unknown = counts.get("unknown").asLong();
    String sentence =
        String.format(
            Locale.ROOT,
            "Of %d decisions in 1 domain a person with sight of the change decided at least %d.0 %%"
                + " (worst case, %d) and at most %d.0 %% (best case, %d of unknown authority counted"
                + " for it)",
            n,
            100 * sight / n,
            sight,
            100 * (sight + unknown) / n,
            unknown);
    assertThat(outcome.edition("report.md")).contains(sentence);
    assertThat(outcome.edition("report.html")).contains(sentence);
    Run verify =
        Run.of(
            "verify",
            "-c",
            outcome.folder().resolve("plumbline.yaml").toString(),
            "--master",
            "local[2]");
    assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
    assertThat(verify.out()).containsPattern("page 1 +holds +the report of night 2026-03-02 follows");
  }
}
