package io.plumbline.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;

/** Four generations of which each gains 2.0, 1.5 and 1.2 times over the one before. */
final class S09FourSeries implements AcceptanceRow {

  private static final double[] GAINS = {2.0, 1.5, 1.2};
  private static final int ITEMS = 40;
  private static final int PROBLEMS = 60;

  @Override
  public String claim() {
    return "S9 gains of 2.0, 1.5 and 1.2 are inside the intervals of all four series";
  }

  @Override
  public Set<String> detectors() {
    return Set.of("loop-cycles/1", "loop-capability/1", "loop-traces/1", "loop-compute/1");
  }

  @Override
  public void write(RawLab lab) throws IOException {
    lab.configuration(
        """
        sources:
          - {name: cycles, format: cloudevents, path: cycles.jsonl}
          - {name: traces, format: cloudevents, path: traces.jsonl}
          - name: scores
            format: table
            reader: csv
            options: {header: "true"}
            path: scores.csv
            night: "2026-03-02"
            into: evaluation_results
            columns: {run_id: "run", task: "task", item_id: "item", model: "model",
              generation: "cast(generation as int)", criteria_id: "'c1'",
              score_micro: "cast(score as bigint)"}
          - name: ledger
            format: table
            reader: csv
            options: {header: "true"}
            path: ledger.csv
            night: "2026-03-02"
            into: compute_ledger
            columns: {entry_id: "entry", subject_model: "model", use: "use",
              amount_micro: "cast(amount as bigint) * 1000000", unit: "'gpu_hour'"}
        """
            + LoopLogs.models(4));
    LoopLogs.cycles(lab, 96, 48, 32, 32 / 1.2);
    StringBuilder scores = new StringBuilder("run,task,item,model,generation,score\n");
    StringBuilder ledger = new StringBuilder("entry,model,use,amount\n");
    double mean = 0.25;
    double compute = 1_000;
    double kept = 0.15;
    Instant at = RawLab.NIGHT.atTime(2, 0).toInstant(ZoneOffset.UTC);
    for (int g = 1; g <= 4; g++) {
      for (int i = 0; i < ITEMS; i++) {
        double swing = 1 + 0.1 * ((i * 7 + g * 3) % 5 - 2) / 2.0;
        scores.append(
            String.format(
                Locale.ROOT,
                "r%d,suite,i%d,atlas-%d,%d,%d%n",
                g,
                i,
                g,
                g,
                Math.round(1e6 * mean * swing)));
      }
      ledger.append(
          String.format(Locale.ROOT, "e%d,atlas-%d,training,%d%n", g, g, Math.round(compute)));
      traces(lab, g, kept, at);
      if (g < 4) {
        mean *= GAINS[g - 1];
        compute *= GAINS[g - 1];
        kept *= GAINS[g - 1];
      }
    }
    lab.file("scores.csv", scores.toString());
    lab.file("ledger.csv", ledger.toString());
  }

  private static void traces(RawLab lab, int generation, double kept, Instant at)
      throws IOException {
    double due = 0;
    for (int p = 0; p < PROBLEMS; p++) {
      for (int c = 0; c < 5; c++) {
        due += kept;
        boolean keep = due >= 1;
        due -= keep ? 1 : 0;
        lab.event(
            "traces.jsonl",
            "trace",
            "t" + generation + "-" + p + "-" + c,
            at,
            RawLab.json(
                """
            {"trace_id":"t%d-%d-%d","digest":"d%d-%d-%d","teacher":"atlas-%d",\
            "problem_id":"p%d-%d","candidates":5,"kept":%b}""",
                generation, p, c, generation, p, c, generation, generation, p, keep));
      }
    }
  }

  @Override
  public void holds(Outcome outcome) throws IOException {
    String[][] series = {
      {"loop-cycles", "cycle-speed-up"},
      {"loop-capability", "capability-gain"},
      {"loop-traces", "trace-acceptance"}
    };
    for (String[] one : series) {
      for (int g = 0; g < GAINS.length; g++) {
        assertThat(
                LoopLogs.contains(
                    LoopLogs.finding(outcome, one[0], one[1], Integer.toString(g + 2)),
                    Math.log(GAINS[g])))
            .as("%s of generation %d", one[1], g + 2)
            .isTrue();
      }
    }
    assertThat(outcome.findings("loop-compute"))
        .extracting(one -> one.get("because").asText())
        .anyMatch(
            text ->
                text.contains(
                    "generation 1 1,000.0, generation 2 2,000.0, generation 3 3,000.0,"
                        + " generation 4 3,600.0"));
  }
}
