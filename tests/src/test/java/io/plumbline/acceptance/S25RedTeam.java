package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.attack.PickSteering;
import io.plumbline.commandline.Run;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** A lab in which nothing leans attacks a copy of its own tables. */
final class S25RedTeam implements AcceptanceRow {

  private static final int NIGHTS = 8;

  @Override
  public String claim() {
    return "S25 a red team on a copy of the own tables: power from a seed, the lake untouched";
  }

  /** The command reads the catalogue itself. */
  @Override
  public Set<String> detectors() {
    return Set.of();
  }

  @Override
  public void write(RawLab lab) throws IOException {
    Selections.write(
        lab,
        21,
        NIGHTS,
        new Selections.Batch(
            "bug", 400, "component", Map.of("oversight", 0.3, "serving", 0.3, "training", 0.4)),
        PickSteering.OF_BUGS,
        0);
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    String versions = "select max(night) as last, first(table_versions) as v from gold.nights";
    String before = outcome.sql(versions).toString();
    String once = redteam(outcome);
    assertThat(once)
        .contains("Table versions of the lake: unchanged.")
        .containsPattern(
            "\\| X13 \\| attribute component, purpose bug \\| independent \\| 0.800 log odds \\|"
                + " selection-pool/1 \\| 2 of 2 \\| 1.00 \\(0.16 to 1.00\\) \\| [0-9.]+ \\|")
        .contains("X12: Withheld capability", "X28: What is in the weights")
        .containsPattern(
            "\\| which units of a batch and stratum a model took \\| [^|]* \\| 0 of 2 \\|");
    assertThat(redteam(outcome)).isEqualTo(once);
    assertThat(outcome.folder().resolve("site/redteam.md")).hasContent(once.strip());
    assertThat(outcome.folder().resolve("lake/_redteam")).doesNotExist();
    assertThat(outcome.sql(versions).toString()).isEqualTo(before);
    Run verified = Run.of("verify", "-c", outcome.folder().resolve("plumbline.yaml").toString());
    assertThat(verified.code()).as(verified.out()).isZero();
  }

  private static String redteam(Outcome outcome) {
    Run run =
        Run.of(
            "redteam",
            "-c",
            outcome.folder().resolve("plumbline.yaml").toString(),
            "--master",
            "local[2]",
            "--attack",
            "X13",
            "--spread",
            "independent",
            "--repeats",
            "2");
    assertThat(run.code()).as(run.err()).isZero();
    return run.out().substring(0, run.out().indexOf("\nPublished: "));
  }
}
