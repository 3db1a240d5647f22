package io.plumbline.acceptance;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Raw samples of one behaviour. */
final class Behaviours {

  private final RawLab lab;
  private int n;

  Behaviours(RawLab lab) {
    this.lab = lab;
  }

  /** Samples of a night, context and kind of prompt, of which the first ones show the behaviour. */
  void samples(
      LocalDate night, String context, String kind, String awareness, int samples, int shown)
      throws IOException {
    for (int i = 0; i < samples; i++) {
      n++;
      lab.event(
          "behaviour.jsonl",
          "behaviour",
          "s" + n,
          night.atTime(6, 0).toInstant(ZoneOffset.UTC).plusSeconds(n % 3_600),
          RawLab.json(
              """
              {"sample_id":"s%d","context":"%s","model":"atlas-3","behaviour":"shortcut_taking",\
              "score":%d,"stratum":"%s","cluster_id":"c%d","awareness":"%s"}""",
              n, context, i < shown ? 1 : 0, kind, n, awareness));
    }
  }
}
