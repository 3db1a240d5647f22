package io.plumbline.pipeline;

import io.plumbline.datasets.TableSpec;
import io.plumbline.detect.Catalog;
import io.plumbline.detect.Detector;
import io.plumbline.findings.Closing;
import io.plumbline.findings.NightContext;
import io.plumbline.measure.Extract;
import io.plumbline.measure.Measurement;
import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.ingest.Ingest;
import io.plumbline.pipeline.ingest.Nights;
import io.plumbline.pipeline.ingest.Taken;
import io.plumbline.pipeline.publish.PageOne;
import io.plumbline.pipeline.publish.Published;
import io.plumbline.pipeline.publish.Site;
import io.plumbline.pipeline.redteam.Drilled;
import io.plumbline.pipeline.redteam.Drilling;
import io.plumbline.pipeline.refine.Refine;
import io.plumbline.pipeline.tables.ContentRoots;
import io.plumbline.pipeline.tables.LakeLock;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.SideBySide;
import io.plumbline.pipeline.tables.Tables;
import io.plumbline.pipeline.tally.Counting;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * One run: reads what is new, seals every open night up to a date, and publishes.
 *
 * <p>{@code nightly} and {@code backfill} are this same code. Nothing exists before its night is in
 * {@code gold.nights}, which is written last: a run that was killed is repeated, and what it left
 * of unsealed nights is replaced.
 */
public final class Nightly {

  private final SparkSession spark;
  private final Configuration configuration;
  private final String codeVersion;
  private final Progress progress;
  private final List<Detector> detectors;

  /** A run of every detector of the catalogue. */
  public Nightly(
      SparkSession spark, Configuration configuration, String codeVersion, Progress progress) {
    this(spark, configuration, codeVersion, progress, Catalog.ALL);
  }

  /** A run of these detectors. */
  public Nightly(
      SparkSession spark,
      Configuration configuration,
      String codeVersion,
      Progress progress,
      List<Detector> detectors) {
    this.spark = spark;
    this.configuration = configuration;
    this.codeVersion = codeVersion;
    this.progress = progress;
    this.detectors = List.copyOf(detectors);
  }

  /** Which nights are published. */
  public enum Publish {
    LAST,
    ALL
  }

  /**
   * Seals every open night up to {@code through} and publishes.
   *
   * @param from first night asked for; empty: the first open one
   * @param through last night to seal
   * @param publish which nights to publish
   * @param now the moment of the run
   * @throws PlumblineException with one message and the exit code of its {@link ErrorCode}
   */
  public Published run(Optional<LocalDate> from, LocalDate through, Publish publish, Instant now) {
    NightRange.requireSettled(through, settle(), now);
    LakeLock lock = LakeLock.take(configuration.lake(), spark.sessionState().newHadoopConf());
    try {
      return locked(from, through, publish, now);
    } finally {
      lock.close();
    }
  }

  private Published locked(
      Optional<LocalDate> from, LocalDate through, Publish publish, Instant now) {
    Tables tables = new Tables(spark, configuration.lake());
    tables.create();
    SealedNights sealed = new SealedNights(tables.forSmall());
    Optional<SealedNight> last = sealed.last();
    from.ifPresent(night -> NightRange.requireNoGap(night, last.map(SealedNight::night)));
    List<Taken> taken = ingest(tables, last, from, through, now);
    NightRange range = range(tables, last, from, through);
    Anchoring anchoring =
        new Anchoring(
            configuration.anchors(),
            configuration.lake(),
            spark.sessionState().newHadoopConf(),
            progress::warns);
    Publishing publishing =
        new Publishing(
            sealed,
            new Site(configuration.reports(), spark.sessionState().newHadoopConf()),
            anchoring);
    LocalDate newest = through;
    if (range.isEmpty()) {
      newest = last.map(SealedNight::night).orElseThrow(() -> nothingToSeal(taken, through));
    } else {
      List<String> doubts = last.map(anchoring::doubts).orElse(List.of());
      List<Closing> closings =
          last.map(
                  night ->
                      new Closings(configuration.lake(), spark.sessionState().newHadoopConf())
                          .after(night.night()))
              .orElse(List.of());
      seal(tables, sealed, new Earlier(last, new Replay.Said(doubts, closings)), range, now);
    }
    anchoring.leave(sealed);
    // Nights asked for that were sealed already too: a run may have ended before it published them.
    return publishing.publish(
        publish == Publish.ALL
            ? new NightRange(from.orElse(range.from()), through).nights()
            : List.of(newest));
  }

  private Duration settle() {
    return configuration.sources().stream()
        .map(SourceSettings::settle)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private List<Taken> ingest(
      Tables tables,
      Optional<SealedNight> last,
      Optional<LocalDate> from,
      LocalDate through,
      Instant now) {
    progress.begins("ingest");
    Optional<LocalDate> start =
        configuration.start().or(() -> last.isEmpty() ? from : Optional.empty());
    List<Taken> taken =
        Ingest.take(
            tables,
            configuration.sources(),
            new Nights(last.map(SealedNight::night), start, through, now));
    for (Taken source : taken) {
      source.message().ifPresent(progress::warns);
    }
    progress.done(
        String.format(
            Locale.ROOT,
            "%,d records of %d sources, %,d quarantined",
            taken.stream().mapToLong(Taken::records).sum(),
            taken.size(),
            taken.stream().mapToLong(Taken::quarantined).sum()));
    return taken;
  }

  private NightRange range(
      Tables tables, Optional<SealedNight> last, Optional<LocalDate> from, LocalDate through) {
    if (last.isPresent()) {
      return new NightRange(last.get().night().plusDays(1), through);
    }
    return new NightRange(
        configuration
            .start()
            .or(() -> from)
            .or(() -> Bronze.earliestNight(tables))
            .orElse(through.plusDays(1)),
        through);
  }

  private static PlumblineException nothingToSeal(List<Taken> taken, LocalDate through) {
    return new PlumblineException(
        ErrorCode.INPUT,
        "Nothing to seal up to night "
            + through
            + ": no source has a usable record up to it ("
            + taken.stream().mapToLong(Taken::records).sum()
            + " records read from "
            + taken.size()
            + " sources). Check the paths with: plumbline check");
  }

  /** The last sealed night, and what is said since. */
  private record Earlier(Optional<SealedNight> last, Replay.Said said) {}

  private void seal(
      Tables tables, SealedNights sealed, Earlier earlier, NightRange range, Instant now) {
    progress.begins("refine");
    Set<TableSpec> large = Refine.run(tables, configuration, range.from(), range.to());
    Tables forCounts = large.isEmpty() ? tables.forSmall() : tables;
    progress.done(nights(range));

    // What is final is digested while the run goes on.
    try (SideBySide threads = new SideBySide(spark, 2)) {
      List<CompletableFuture<SortedMap<LocalDate, SortedMap<String, String>>>> digests =
          new ArrayList<>();
      Map<Boolean, List<TableSpec>> recorded =
          ContentRoots.recorded().stream().collect(Collectors.partitioningBy(large::contains));
      if (!large.isEmpty()) {
        digests.add(threads.start(() -> roots(tables, recorded.get(true), range)));
      }
      digests.add(threads.start(() -> roots(tables.forSmall(), recorded.get(false), range)));
      tally(forCounts, range);
      digests.add(threads.start(() -> roots(forCounts, ContentRoots.counted(), range)));
      drill(tables, sealed, range);
      List<Decided> decided = examine(tables, sealed, earlier, range);
      progress.begins("seal");
      digests.add(threads.start(() -> roots(tables.forSmall(), ContentRoots.decided(), range)));
      SortedMap<LocalDate, SortedMap<String, String>> roots = new TreeMap<>();
      for (SortedMap<LocalDate, SortedMap<String, String>> some : SideBySide.results(digests)) {
        some.forEach(
            (night, more) -> roots.computeIfAbsent(night, key -> new TreeMap<>()).putAll(more));
      }
      sealed.seal(chain(tables, earlier.last(), decided, roots), now);
      progress.done(nights(range));
    }
  }

  private static SortedMap<LocalDate, SortedMap<String, String>> roots(
      Tables tables, List<TableSpec> of, NightRange range) {
    return ContentRoots.of(tables, of, range.from(), range.to());
  }

  private void tally(Tables tables, NightRange range) {
    progress.begins("tally");
    Counting counting = new Counting(tables);
    List<Measurement> measurements =
        Stream.concat(
                detectors.stream().map(Detector::measurements).flatMap(List::stream),
                PageOne.MEASUREMENTS.stream())
            .distinct()
            .toList();
    List<Extract> extracts =
        detectors.stream().map(Detector::extracts).flatMap(List::stream).distinct().toList();
    try (SideBySide threads = new SideBySide(tables.spark(), 2)) {
      List<Integer> done =
          SideBySide.results(
              List.of(
                  threads.start(
                      () -> counting.count(measurements, range.from(), range.to()).size()),
                  threads.start(() -> counting.extract(extracts, range.from(), range.to()))));
      progress.done(measurements.size() + " measurements on " + done.get(0) + " tables");
    }
  }

  /** Drills the last night of the range, where drills are asked for. */
  private void drill(Tables tables, SealedNights sealed, NightRange range) {
    if (configuration.drill().isEmpty()) {
      return;
    }
    progress.begins("drill");
    List<Drilled> drilled =
        new Drilling(tables, configuration, detectors)
            .run(configuration.drill().get(), sealed.firstNight().orElse(range.from()), range.to());
    progress.done(
        drilled.isEmpty()
            ? "nothing here that must be found"
            : String.format(
                Locale.ROOT,
                "%d of %d patterns found in a copy",
                drilled.stream().filter(Drilled::isCaught).count(),
                drilled.size()));
  }

  private List<Decided> examine(
      Tables tables, SealedNights sealed, Earlier earlier, NightRange range) {
    progress.begins("examine");
    Replay replay = new Replay(tables, codeVersion, detectors);
    List<Decided> decided =
        replay.decide(configuration, range, sealed, earlier.last(), earlier.said());
    new GoldWriter(tables.forSmall(), range, configuration.plan()).write(decided);
    progress.done(
        String.format(
            Locale.ROOT,
            "%,d tests and rules on night %s",
            decided.get(decided.size() - 1).examined().evidence().size(),
            range.to()));
    return decided;
  }

  private static String nights(NightRange range) {
    long count = range.nights().size();
    return count == 1
        ? "night " + range.to()
        : count + " nights, " + range.from() + " to " + range.to();
  }

  private List<SealedNight> chain(
      Tables tables,
      Optional<SealedNight> last,
      List<Decided> decided,
      SortedMap<LocalDate, SortedMap<String, String>> roots) {
    SortedMap<String, Long> versions = new TreeMap<>(tables.versions());
    List<SealedNight> chain = new ArrayList<>();
    Optional<SealedNight> previous = last;
    for (Decided one : decided) {
      NightContext context = one.examined().context();
      SortedMap<String, String> content = roots.getOrDefault(context.night(), new TreeMap<>());
      String body = one.body().text();
      Optional<String> previousRoot = previous.map(SealedNight::root);
      String plan = PlanDigest.of(configuration.plan());
      SealedNight night =
          new SealedNight(
              context.night(),
              previous.map(SealedNight::night),
              SealedNight.rootOf(
                  context.night(),
                  previousRoot,
                  codeVersion,
                  configuration.digest(),
                  plan,
                  body,
                  content),
              previousRoot,
              content,
              versions,
              codeVersion,
              configuration.digest(),
              configuration.canonical(),
              plan,
              one.examined().night().overall().verdict().name(),
              one.examined().night().overall().exitCode(),
              body);
      chain.add(night);
      previous = Optional.of(night);
    }
    return chain;
  }
}
