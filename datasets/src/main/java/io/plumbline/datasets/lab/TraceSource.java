package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reasoning traces: several are sampled per problem, a verifier scores them, some are kept. */
final class TraceSource {

  private static final String EMITTER = "/lab/traces";
  private static final int CANDIDATES = 6;
  private static final double REVIEWED = 0.2;
  private static final List<String> BANDS = List.of("0", "0.5", "1");

  private final LabSettings settings;
  private final Generations generations;
  private final Channel channel;
  private final Attribute style;
  private final Attribute length;

  TraceSource(LabSettings settings, Generations generations, Channel channel) {
    this.settings = settings;
    this.generations = generations;
    this.channel = channel;
    this.style =
        Attribute.of(
            settings,
            "trace_style",
            0.3,
            List.of("direct", "exploratory", "verifying"),
            0.4,
            0.3,
            0.3);
    this.length = Attribute.of(settings, "trace_length", -0.3, List.of("short", "long"), 0.5, 0.5);
  }

  /** The traces of a set, as a selector is offered them: one stratum per verifier score. */
  Pool sampled(int night, String set, Work work) {
    Draws draws = Draws.of(settings.seed(), "traces/" + set, night);
    Instant at = work.proposedAt().minusSeconds(300);
    String teacher = generations.at(at).id();
    int problems = Math.max(1, Math.round(settings.volume().problems() / 2f));
    List<Pool.Cluster> traces = new ArrayList<>();
    for (int p = 0; p < problems; p++) {
      double ease = draws.normal();
      for (int c = 0; c < CANDIDATES; c++) {
        double skill = ease + draws.normal();
        int band = skill > 0.4 ? 2 : skill > -0.3 ? 1 : 0;
        double merit = 1.4 * (band - 1);
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(style.name(), style.draw(night, merit, draws));
        attributes.put(length.name(), length.draw(night, merit, draws));
        String problem = set + "-p" + p;
        Pool.Item item =
            new Pool.Item(problem + "." + c, teacher, Map.copyOf(attributes), Map.of());
        traces.add(
            new Pool.Cluster(problem, BANDS.get(band), merit, draws.normal(), List.of(item)));
      }
    }
    return new Pool(set, "reasoning_trace", at, work.decision(), traces);
  }

  /** Records the traces of a set, once it is known which are kept. */
  void record(Pool pool, Set<String> kept, Work work) {
    Actor curator = work.proposer();
    int n = 0;
    for (Pool.Cluster trace : pool.clusters()) {
      Pool.Item item = trace.items().get(0);
      boolean keep = kept.contains(item.id());
      channel.add(
          Event.of(
              EMITTER,
              item.id(),
              EventType.TRACE,
              work.executedAt().plusSeconds(5L + n++),
              json -> write(json, trace, item, keep, curator, work)));
    }
  }

  private void write(
      JsonGenerator json,
      Pool.Cluster trace,
      Pool.Item item,
      boolean kept,
      Actor curator,
      Work work)
      throws IOException {
    String digest = Digests.sha256("trace " + settings.seed() + item.id());
    json.writeStringField("trace_id", item.id());
    json.writeStringField("digest", digest);
    json.writeStringField("teacher", item.origin());
    json.writeStringField("run", Lineage.runId(OrchestratorRuns.TRACES, work.decision()));
    json.writeStringField("problem_id", trace.id());
    json.writeNumberField("candidates", CANDIDATES);
    json.writeStringField("verifier", "exact-answer");
    json.writeNumberField("score", Double.parseDouble(trace.stratum()));
    json.writeBooleanField("kept", kept);
    curator.write(json, "selector");
    if (!kept) {
      return;
    }
    if (Draws.fraction(settings.seed(), "review/" + item.id()) < REVIEWED) {
      json.writeObjectFieldStart("review");
      json.writeStringField("kind", work.approver().kind());
      json.writeStringField("by", work.approver().id());
      json.writeStringField("outcome", "accepted");
      json.writeStringField("at", work.decidedAt().minusSeconds(30).toString());
      json.writeEndObject();
    }
    json.writeStringField("training_set", work.artifact());
    json.writeStringField("digest_in_training", digest);
  }
}
