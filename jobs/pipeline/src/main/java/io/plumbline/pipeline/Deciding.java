package io.plumbline.pipeline;

import io.plumbline.detect.Detector;
import io.plumbline.findings.Closing;
import io.plumbline.findings.NightContext;
import io.plumbline.findings.Question;
import io.plumbline.measure.ExtractRow;
import io.plumbline.measure.Tally;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.publish.ReportOf;
import io.plumbline.pipeline.redteam.Drilled;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.reports.Report;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides nights one after the other from their counts. Every number of a night's report follows
 * from its own counts and from what the night before left: deciding again gives the same bytes.
 */
final class Deciding {

  private final Configuration configuration;
  private final Examining examining;
  private final String codeVersion;

  Deciding(Configuration configuration, Examining examining, String codeVersion) {
    this.configuration = configuration;
    this.examining = examining;
    this.codeVersion = codeVersion;
  }

  /**
   * What is known of nights before they are decided.
   *
   * @param tallies tallies by night and measurement
   * @param extracts extract rows by night and extract
   * @param generations what was said of generations, by night and model id; earlier nights too
   * @param drills drills by night; earlier nights too
   */
  record Counted(
      Map<LocalDate, Map<String, List<Tally>>> tallies,
      Map<LocalDate, Map<String, List<ExtractRow>>> extracts,
      SortedMap<LocalDate, Map<String, Integer>> generations,
      SortedMap<LocalDate, List<Drilled>> drills) {

    /** Generation by model id as known on a night: nothing of what later nights say. */
    Map<String, Integer> generations(LocalDate night) {
      Map<String, Integer> known = new TreeMap<>();
      generations.headMap(night.plusDays(1)).values().forEach(known::putAll);
      return known;
    }
  }

  /**
   * What a night starts from: the seal, the report and the state of the night before.
   *
   * @param doubts by night, why the instrument is in doubt, beside what the seal says
   * @param closings by night, findings that people closed since the night before
   */
  record Before(
      Optional<SealedNight> seal,
      Optional<Report> report,
      Examining.State state,
      SortedMap<LocalDate, List<String>> doubts,
      SortedMap<LocalDate, List<Closing>> closings) {

    static final Before NOTHING =
        new Before(
            Optional.empty(),
            Optional.empty(),
            Examining.State.NEW,
            new TreeMap<>(),
            new TreeMap<>());

    Before sealed(SealedNight night) {
      return new Before(Optional.of(night), report, state, doubts, closings);
    }

    Before doubting(SortedMap<LocalDate, List<String>> why) {
      return new Before(seal, report, state, why, closings);
    }

    Before closing(SortedMap<LocalDate, List<Closing>> closed) {
      return new Before(seal, report, state, doubts, closed);
    }
  }

  /** Decides every night of the range. */
  List<Decided> decide(NightRange range, LocalDate firstNight, Before start, Counted counted) {
    List<Decided> decided = new ArrayList<>();
    Optional<Report> previous = start.report();
    Examining.State state = start.state();
    Set<Question> asked =
        previous.map(Deciding::asked).orElseGet(() -> EnumSet.noneOf(Question.class));
    Optional<SealedNight> seal = start.seal();
    for (LocalDate night : range.nights()) {
      Map<String, List<Tally>> tallies = counted.tallies().getOrDefault(night, Map.of());
      asked.addAll(answerable(tallies));
      NightContext context =
          new NightContext(
              night,
              firstNight,
              previous.map(Report::night),
              start.closings().getOrDefault(night, List.of()),
              asked,
              malformedLimits(),
              // A night that is decided anew has the doubt of its drills among those it was sealed
              // with.
              Stream.of(
                      doubts(seal).stream(),
                      start.doubts().getOrDefault(night, List.of()).stream(),
                      Drilled.doubt(counted.drills(), night).stream())
                  .flatMap(doubts -> doubts)
                  .distinct()
                  .toList());
      Examining.Examined examined =
          examining.examine(
              context,
              tallies,
              counted.extracts().getOrDefault(night, Map.of()),
              counted.generations(night),
              state);
      Report report =
          ReportOf.unsealed(
              examined,
              previous,
              tallies,
              Drilled.drill(counted.drills().getOrDefault(night, List.of())),
              new ReportOf.Made(
                  codeVersion,
                  configuration.digest(),
                  PlanDigest.of(configuration.plan()),
                  !configuration.plan().declared().isEmpty()));
      decided.add(new Decided(examined, report));
      asked.addAll(asked(report));
      previous = Optional.of(report);
      state = examined.after();
      seal = Optional.empty();
    }
    return decided;
  }

  /** Questions that applied on the night before: once asked, a question stays. */
  private static Set<Question> asked(Report report) {
    Set<Question> asked = EnumSet.noneOf(Question.class);
    report.questions().stream()
        .filter(answer -> answer.verdict() != io.plumbline.findings.Verdict.NOT_APPLICABLE)
        .forEach(answer -> asked.add(answer.id()));
    return asked;
  }

  /** Questions that tonight's counts or the declared plan speak of; the record always does. */
  private Set<Question> answerable(Map<String, List<Tally>> tallies) {
    Set<Question> answerable = EnumSet.of(Question.RECORD);
    for (Detector detector : examining.detectors()) {
      if (detector.asking().stream().anyMatch(one -> tallies.containsKey(one.id()))) {
        answerable.add(detector.question());
      }
    }
    for (Question question : Question.values()) {
      if (configuration.plan().declared().containsKey(question.id())) {
        answerable.add(question);
      }
    }
    return answerable;
  }

  private Map<String, Double> malformedLimits() {
    return configuration.sources().stream()
        .collect(Collectors.toMap(SourceSettings::name, SourceSettings::malformedLimit));
  }

  /** Why the instrument itself is in doubt on the first night after this seal. */
  private List<String> doubts(Optional<SealedNight> before) {
    List<String> doubts = new ArrayList<>();
    if (before.isPresent()) {
      SealedNight seal = before.get();
      if (!seal.configDigest().equals(configuration.digest())) {
        doubts.add(
            "The configuration changed after night "
                + seal.night()
                + " (digest "
                + seal.configDigest().substring(0, 12)
                + " to "
                + configuration.digest().substring(0, 12)
                + ") without a logged decision.");
      }
      if (!seal.root().equals(seal.recomputedRoot())) {
        doubts.add(
            "The seal of night "
                + seal.night()
                + " does not follow from what the lake holds of it: run plumbline verify.");
      }
    }
    return doubts;
  }
}
