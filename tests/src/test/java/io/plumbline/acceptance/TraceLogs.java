package io.plumbline.acceptance;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Raw records of reasoning traces. */
final class TraceLogs {

  private final RawLab lab;
  private int n;

  TraceLogs(RawLab lab) {
    this.lab = lab;
  }

  /** A trace of a problem for which several were sampled; what else is known of it as JSON. */
  void trace(String problem, int sampled, boolean kept, String more) throws IOException {
    n++;
    lab.event(
        "traces.jsonl",
        "trace",
        "t" + n,
        RawLab.NIGHT.atTime(3, 0).toInstant(ZoneOffset.UTC).plusSeconds(n),
        RawLab.json(
            """
            {"trace_id":"t%d","digest":"%s","teacher":"atlas-3","run":"search-1",\
            "problem_id":"%s","candidates":%d,"verifier":"exact-answer","score":1,"kept":%s,\
            "selector":{"kind":"model","id":"curator","model":"atlas-3"}%s}""",
            n, digest(n), problem, sampled, kept, more));
  }

  /** A trace that was kept and is found in training under this digest. */
  void trained(String problem, int sampled, String digest, String more) throws IOException {
    trace(
        problem,
        sampled,
        true,
        RawLab.json(
            ",\"training_set\":\"traces/a\",\"digest_in_training\":\"%s\"%s", digest, more));
  }

  /** Digest of the trace that comes next. */
  String next() {
    return digest(n + 1);
  }

  private static String digest(int n) {
    return String.format(java.util.Locale.ROOT, "%064x", n);
  }

  /** A run that made something from something. */
  void run(int number, String input, String output) throws IOException {
    Instant at = RawLab.NIGHT.atTime(5, 0).toInstant(ZoneOffset.UTC).plusSeconds(60L * number);
    lab.line(
        "lineage.jsonl",
        RawLab.json(
            """
            {"eventType":"COMPLETE","eventTime":"%s","producer":"https://lab.example/runs",\
            "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
            "run":{"runId":"00000000-0000-0000-0000-0000000001%02d"},\
            "job":{"namespace":"lab","name":"job-%d"},\
            "inputs":[{"namespace":"lab","name":"%s"}],\
            "outputs":[{"namespace":"lab","name":"%s"}]}""",
            at, number, number, input, output));
  }
}
