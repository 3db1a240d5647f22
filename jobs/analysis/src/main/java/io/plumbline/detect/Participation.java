package io.plumbline.detect;

import io.plumbline.datasets.silver.Decisions;
import io.plumbline.findings.Evidence;
import io.plumbline.findings.Hypothesis;
import io.plumbline.findings.Levels;
import io.plumbline.findings.Question;
import io.plumbline.measure.Expr;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Fold;
import io.plumbline.measure.History;
import io.plumbline.measure.Labels;
import io.plumbline.measure.Measurement;
import io.plumbline.measure.Tally;
import io.plumbline.stats.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In which decisions about a generation did an ancestor or an early version of it take part, and
 * who had authority over them?
 *
 * <p>Counts per domain and generation, with unknown participants and unknown authority shown and
 * never dropped. Participation is a fact that is described; whether it was allowed is the question
 * of authority.
 */
final class Participation implements Detector {

  static final String ID = "loop-participation/1";

  /**
   * One row per decision of which the subject's ancestor or early version, or nobody known, took
   * part.
   */
  static final String QUERY =
      "select domain, generation, subject_model, participation, approver_class, authority,"
          + " count(*) as decisions from silver.decisions where counted"
          + " and participation in ('ancestor', 'early_version', 'unknown')";

  private static final String DOMAIN = "domain";
  private static final String GENERATION = "generation";
  private static final String TOOK_PART = "participation";
  private static final String AUTHORITY = "authority";
  private static final String KIND = "decided";

  private static final Measurement DECISIONS =
      new Measurement(
          "loop-participation",
          Decisions.SPEC,
          List.of(Expr.column(DOMAIN)),
          List.of(Expr.column(GENERATION)),
          Optional.empty(),
          List.of(Expr.column(TOOK_PART), Expr.column(AUTHORITY), Selections.SOURCE_CELL),
          List.of(),
          "counted");

  /** What is counted apart; the generation is blank where nobody says it. */
  private record Key(String domain, String generation, String tookPart, String authority)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return text().compareTo(other.text());
    }

    private String text() {
      return String.join("\0", domain, generation, tookPart, authority);
    }

    private boolean isKin() {
      return tookPart.equals("ancestor") || tookPart.equals("early_version");
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Question question() {
    return Question.LOOP;
  }

  @Override
  public List<Measurement> measurements() {
    return List.of(DECISIONS);
  }

  @Override
  public List<Extract> extracts() {
    return List.of(Cycles.EXTRACT);
  }

  /** Decisions alone are no loop. */
  @Override
  public List<Measurement> asking() {
    return List.of();
  }

  @Override
  public Examination examine(History history, Levels levels) {
    Shelf shelf = Shelf.of(history);
    Cycles cycles = Cycles.of(shelf, history);
    Seen seen = Seen.open(shelf);
    SortedMap<Key, Long> counts = new TreeMap<>();
    for (Shelf.Item item : shelf.items(KIND)) {
      counts.put(
          new Key(
              item.label(DOMAIN),
              item.label(GENERATION),
              item.label(TOOK_PART),
              item.label(AUTHORITY)),
          (long) item.fold().numbers()[0]);
    }
    for (Tally tally : history.tallies(DECISIONS)) {
      counts.merge(
          new Key(
              tally.scope().value(DOMAIN).orElse(""),
              tally.stratum().value(GENERATION).orElse(""),
              tally.cell().value(TOOK_PART).orElse("unknown"),
              tally.cell().value(AUTHORITY).orElse("unknown")),
          tally.n(),
          Math::addExact);
      tally.cell().value(Selections.SOURCE).ifPresent(source -> seen.source(Labels.NONE, source));
    }
    Map<String, Fold> folds = new HashMap<>();
    cycles.store(folds);
    seen.store(folds);
    counts.forEach(
        (key, n) ->
            folds.put(
                Shelf.key(
                    KIND,
                    Map.of(
                        DOMAIN,
                        key.domain,
                        GENERATION,
                        key.generation,
                        TOOK_PART,
                        key.tookPart,
                        AUTHORITY,
                        key.authority)),
                Fold.of(n)));
    if (cycles.isEmpty()) {
      return new Examination(List.of(), folds);
    }
    List<Evidence> evidence = new ArrayList<>();
    TreeSet<String> domains = new TreeSet<>();
    counts.keySet().forEach(key -> domains.add(key.domain));
    domains.forEach(domain -> evidence.add(evidence(domain, counts, seen, history)));
    return new Examination(evidence, folds);
  }

  private static Evidence evidence(
      String domain, SortedMap<Key, Long> counts, Seen seen, History history) {
    SortedMap<String, SortedMap<String, Long>> byGeneration = new TreeMap<>();
    long all = 0;
    long kin = 0;
    long unknown = 0;
    for (Map.Entry<Key, Long> one : counts.entrySet()) {
      Key key = one.getKey();
      if (key.domain.equals(domain)) {
        all += one.getValue();
        kin += key.isKin() ? one.getValue() : 0;
        unknown += key.tookPart.equals("unknown") ? one.getValue() : 0;
        if (key.isKin()) {
          SortedMap<String, Long> authority =
              byGeneration.computeIfAbsent(key.generation, g -> new TreeMap<>());
          authority.merge(key.authority, one.getValue(), Long::sum);
        }
      }
    }
    List<String> parts = new ArrayList<>();
    byGeneration.forEach(
        (generation, authorities) -> {
          List<String> named = new ArrayList<>();
          authorities.forEach(
              (authority, n) -> named.add(Words.count(n) + " " + authority.replace('_', ' ')));
          parts.add(
              (generation.isEmpty() ? "generation unknown" : "generation " + generation)
                  + ": "
                  + Words.count(authorities.values().stream().mapToLong(Long::longValue).sum())
                  + " ("
                  + String.join(", ", named)
                  + ")");
        });
    Hypothesis hypothesis =
        CycleTimes.hypothesis(
            ID, "participants-known", Hypothesis.Standing.EXPLORATORY, Hypothesis.Instances.MANY);
    return new Evidence.Violations(
        hypothesis,
        Labels.of(Map.of(DOMAIN, domain)),
        Status.OK,
        unknown,
        all,
        Evidence.Gravity.NOTE,
        OptionalDouble.empty(),
        "Domain "
            + domain
            + ": an ancestor or early version of the model took part in "
            + Words.count(kin)
            + " of "
            + Words.count(all, "decision", "decisions")
            + " about it"
            + (parts.isEmpty() ? "" : "; " + String.join("; ", parts))
            + "; of "
            + Words.count(unknown)
            + " it is not known who took part.",
        seen.sources(Labels.NONE),
        QUERY
            + " and domain = "
            + Query.literal(domain)
            + " and night <= date'"
            + history.night()
            + "' group by domain, generation, subject_model, participation, approver_class,"
            + " authority order by generation, participation, approver_class, authority",
        List.of(),
        List.of());
  }
}
