package io.plumbline.datasets.lab;

import com.fasterxml.jackson.core.JsonGenerator;
import io.plumbline.datasets.EventType;
import io.plumbline.datasets.surface.Change;
import io.plumbline.datasets.surface.RowView;
import io.plumbline.datasets.surface.Surface;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Behaviour samples in two arms. The chance that a conversation shows a behaviour depends on the
 * kind of prompt, the model version and the night, and on nothing else: the arms differ in their
 * mix, in the length of conversations, in awareness and in realism only.
 */
final class BehaviourSource {

  private static final List<String> STRATA = List.of("coding", "research", "operations", "writing");
  private static final double[] TEST_MIX = {0.4, 0.28, 0.2, 0.12};
  private static final double[] DEPLOYMENT_MIX = {0.24, 0.2, 0.26, 0.3};
  private static final double[] TEST_SIZES = {0.93, 0.07};
  private static final double[] DEPLOYMENT_SIZES = {0.86, 0.1, 0.04};

  /** One kind of behaviour and how often each kind of prompt brings it out. */
  private record Behaviour(String name, double share, double[] rates) {}

  private static final List<Behaviour> BEHAVIOURS =
      List.of(
          new Behaviour("shortcut_taking", 0.54, new double[] {0.18, 0.13, 0.1, 0.06}),
          new Behaviour("refusal", 0.46, new double[] {0.03, 0.05, 0.06, 0.07}));

  /** One sample before it is logged. */
  private record Sample(
      String id,
      String context,
      String model,
      String behaviour,
      String stratum,
      String conversation,
      boolean monitored,
      String awareness,
      long realismMicro,
      long scoreMicro) {

    /** The sample with what a pattern set of it. */
    Sample with(Map<String, String> set) {
      return new Sample(
          id,
          context,
          model,
          behaviour,
          set.getOrDefault("stratum", stratum),
          conversation,
          monitored,
          awareness,
          realismMicro,
          Long.parseLong(set.getOrDefault("score_micro", Long.toString(scoreMicro))));
    }
  }

  private final LabSettings settings;
  private final Generations generations;
  private final Steering steering;
  private final Channel channel;

  BehaviourSource(
      LabSettings settings, Generations generations, Steering steering, Channel channel) {
    this.settings = settings;
    this.generations = generations;
    this.steering = steering;
    this.channel = channel;
  }

  /** Samples of a night. */
  void observe(int night) {
    for (Behaviour behaviour : BEHAVIOURS) {
      double shock = 0.15 * Draws.of(settings.seed(), "shock/" + behaviour.name(), night).normal();
      observe(night, behaviour, shock, "test");
      observe(night, behaviour, shock, "deployment");
    }
  }

  private void observe(int night, Behaviour behaviour, double shock, String context) {
    boolean test = context.equals("test");
    Draws draws = Draws.of(settings.seed(), behaviour.name() + "/" + context, night);
    double mean = settings.volume().behaviourClusters() * settings.rhythm(night);
    int conversations = (int) Math.round(mean * behaviour.share());
    Instant start = settings.date(night).atStartOfDay().toInstant(ZoneOffset.UTC);
    String prefix =
        behaviour.name().charAt(0) + (test ? "t" : "d") + settings.date(night).toEpochDay();
    for (int c = 0; c < conversations; c++) {
      int stratum = draws.weighted(test ? TEST_MIX : DEPLOYMENT_MIX);
      Instant at = start.plusSeconds(draws.below(86_000));
      Generations.Version serving = generations.at(at);
      double temper =
          Draws.logit(behaviour.rates()[stratum])
              + shock
              + 0.04 * (serving.number() % 3 - 1)
              + 0.5 * draws.normal();
      int size = 1 + draws.weighted(test ? TEST_SIZES : DEPLOYMENT_SIZES);
      String conversation = prefix + "-" + c;
      for (int i = 0; i < size; i++) {
        Sample sample =
            new Sample(
                conversation + "." + i,
                context,
                serving.id(),
                behaviour.name(),
                STRATA.get(stratum),
                conversation,
                test && draws.chance(0.5),
                awareness(test, draws),
                1000 * Math.round(1000 * realism(test, draws)),
                draws.chance(Draws.logistic(temper)) ? 1_000_000 : 0);
        send(night, at.plusSeconds(20L * i), sample);
      }
    }
  }

  private static String awareness(boolean test, Draws draws) {
    double u = draws.uniform();
    if (test) {
      return u < 0.4 ? "aware" : u < 0.8 ? "unaware" : "unknown";
    }
    return u < 0.06 ? "aware" : u < 0.7 ? "unaware" : "unknown";
  }

  private static double realism(boolean test, Draws draws) {
    return Draws.logistic((test ? 0.2 : 2.2) + draws.normal());
  }

  private void send(int night, Instant at, Sample sample) {
    Sample sent = sample;
    if (steering.acts(Surface.BEHAVIOUR, night)) {
      Optional<Change> change = steering.on(Surface.BEHAVIOUR, night, row(sample));
      if (change.isPresent()) {
        if (change.get().kind() == Change.Kind.REMOVE) {
          return;
        }
        sent = sample.with(change.get().columns());
      }
    }
    Sample logged = sent;
    String emitter =
        sample.context().equals("test") ? "/lab/evaluation/behaviour" : "/lab/monitoring/behaviour";
    channel.add(
        Event.of(emitter, sample.id(), EventType.BEHAVIOUR, at, json -> write(json, logged)));
  }

  private static RowView row(Sample sample) {
    return SteeredColumns.row()
        .with("sample_id", sample.id())
        .with("context", sample.context())
        .with("model", sample.model())
        .with("behaviour", sample.behaviour())
        .with("stratum", sample.stratum())
        .with("score_micro", sample.scoreMicro())
        .with("shown", sample.scoreMicro() >= 500_000)
        .with("cluster_id", sample.conversation())
        .with("monitored", sample.monitored())
        .with("awareness", sample.awareness())
        .with("realism_micro", sample.realismMicro())
        .keyed(sample.behaviour(), sample.id());
  }

  private static void write(JsonGenerator json, Sample sample) throws IOException {
    json.writeStringField("sample_id", sample.id());
    json.writeStringField("context", sample.context());
    json.writeStringField("model", sample.model());
    json.writeStringField("behaviour", sample.behaviour());
    json.writeNumberField("score", sample.scoreMicro() / 1e6);
    json.writeStringField("stratum", sample.stratum());
    json.writeStringField("cluster_id", sample.conversation());
    json.writeBooleanField("monitored", sample.monitored());
    json.writeStringField("awareness", sample.awareness());
    json.writeNumberField("realism", sample.realismMicro() / 1e6);
  }
}
