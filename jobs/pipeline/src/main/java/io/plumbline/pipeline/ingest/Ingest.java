package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.bronze.Mapped;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.tables.SideBySide;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is new from every source into bronze.
 *
 * <p>One commit per bronze table holds the records of all its sources. What was consumed follows
 * from those records; {@code bronze.files}, which is written after them, repeats it for speed and
 * holds the digests by which a changed past is seen. A run that ends anywhere is completed by the
 * next one: nothing is lost and nothing is read twice.
 */
public final class Ingest {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

  private static final String TABLE = "table";

  private static final int THREADS = 3;

  private final Tables tables;
  private final Nights nights;
  private final Configuration hadoop;
  private final FileReads reads;
  private final Map<String, Taken> taken = new ConcurrentHashMap<>();
  private final Queue<FileReads.Read> read = new ConcurrentLinkedQueue<>();

  private Ingest(Tables tables, Nights nights) {
    this.tables = tables;
    this.nights = nights;
    this.hadoop = tables.spark().sparkContext().hadoopConfiguration();
    this.reads = FileReads.load(tables.forSmall());
  }

  /**
   * Takes what is new from these sources: those that go to different tables side by side.
   *
   * @return what was taken, per source in the order given; a source that is missing, unreadable or
   *     too malformed says so there and does not stop the others
   * @throws io.plumbline.pipeline.PlumblineException when the configuration of a source is wrong,
   *     or the lake cannot be written
   */
  public static List<Taken> take(Tables tables, List<SourceSettings> sources, Nights nights) {
    Ingest ingest = new Ingest(tables, nights);
    Map<String, List<SourceSettings>> byTable = new LinkedHashMap<>();
    for (SourceSettings source : sources) {
      String table =
          source.format().equals(TABLE)
              ? Mapped.SPEC.name()
              : Formats.named(source.name(), source.format()).table().name();
      byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(source);
    }
    try (SideBySide threads = new SideBySide(tables.spark(), THREADS)) {
      List<CompletableFuture<String>> groups = new ArrayList<>();
      byTable.forEach(
          (name, group) ->
              groups.add(
                  threads.start(
                      () -> {
                        if (name.equals(Mapped.SPEC.name())) {
                          ingest.tableSources(group);
                        } else {
                          ingest.records(group);
                        }
                        return name;
                      })));
      SideBySide.results(groups);
    }
    ingest.reads.append(tables.forSmall(), ingest.inOrder(), nights.ingestedAt());
    return sources.stream().map(source -> ingest.taken.get(source.name())).toList();
  }

  /**
   * Compares everything that was read with what is there now: every chunk of every file, every ref
   * of every repository. Nothing is written.
   *
   * @return files whose past is no longer what their last read found; breaks that an earlier run
   *     wrote down already are not among them, save files that are still gone
   * @throws io.plumbline.pipeline.PlumblineException when a source cannot be read
   */
  public static List<Broken> verify(Tables tables, List<SourceSettings> sources, Nights nights) {
    PastVerification verification = new PastVerification(tables, nights);
    return sources.stream().flatMap(source -> verification.of(source).stream()).toList();
  }

  /** What was read, in an order that does not depend on which format was faster. */
  private List<FileReads.Read> inOrder() {
    return read.stream()
        .sorted(
            Comparator.comparing((FileReads.Read one) -> one.read().source())
                .thenComparing(one -> one.read().file())
                .thenComparing(FileReads.Read::begin))
        .toList();
  }

  /** Sources whose records go to one bronze table. */
  private void records(List<SourceSettings> sources) {
    SourceSettings any = sources.get(0);
    TableSpec table = Formats.named(any.name(), any.format()).table();
    List<String> names = sources.stream().map(SourceSettings::name).toList();
    Recovery recovery = Recovery.of(tables.forSmall(), table, names, reads);
    List<SourcePlan> plans = new ArrayList<>();
    Map<String, Long> started = new TreeMap<>();
    for (SourceSettings source : sources) {
      started.put(source.name(), System.nanoTime());
      try {
        plans.add(plan(source, Formats.named(source.name(), source.format()), recovery));
      } catch (IOException failure) {
        taken.put(source.name(), unreadable(source, faultOf(failure), started));
      }
    }
    Map<Progress.Key, Progress.Sum> sums = write(table, plans, sources, started);
    long version = FileReads.version(tables, table);
    for (SourcePlan plan : plans) {
      SourceSettings source =
          sources.stream()
              .filter(one -> one.name().equals(plan.source()))
              .findFirst()
              .orElseThrow();
      plan.pending().forEach(row -> read.add(complete(plan, row, sums, version)));
      taken.put(source.name(), report(source, plan, sums, started));
    }
  }

  /** Sources that Spark's readers read: one commit each, so that a failing one stops no other. */
  private void tableSources(List<SourceSettings> sources) {
    List<String> names = sources.stream().map(SourceSettings::name).toList();
    Recovery recovery = Recovery.of(tables, Mapped.SPEC, names, reads);
    TableSources readers = new TableSources(tables, nights, reads, recovery);
    for (SourceSettings source : sources) {
      Map<String, Long> started = Map.of(source.name(), System.nanoTime());
      try {
        TableSources.Done done = readers.take(source);
        long version = FileReads.version(tables, Mapped.SPEC);
        done.plan()
            .pending()
            .forEach(row -> read.add(complete(done.plan(), row, done.sums(), version)));
        taken.put(source.name(), report(source, done.plan(), done.sums(), started));
      } catch (IOException failure) {
        taken.put(source.name(), unreadable(source, String.valueOf(failure.getMessage()), started));
      }
    }
  }

  private SourcePlan plan(SourceSettings source, Format format, Recovery recovery)
      throws IOException {
    return format instanceof GitFormat
        ? new GitPlanner(source, format, nights, tables, reads, recovery).plan()
        : new FilePlanner(
                source, format, nights, hadoop, reads, recovery, new Edits(tables, format.table()))
            .plan();
  }

  /** Appends the records of all plans; a source whose file fails while it is read is left out. */
  private Map<Progress.Key, Progress.Sum> write(
      TableSpec table,
      List<SourcePlan> plans,
      List<SourceSettings> sources,
      Map<String, Long> started) {
    while (true) {
      List<Slice> slices = plans.stream().flatMap(plan -> plan.slices().stream()).toList();
      if (slices.isEmpty()) {
        return Map.of();
      }
      Tables lake = tables.forBytes(slices.stream().mapToLong(Slice::weight).sum());
      Progress progress = new Progress();
      tables.spark().sparkContext().register(progress, "ingest " + table.name());
      try {
        lake.append(table, RecordTable.read(lake.spark(), table, slices, progress));
        return Map.copyOf(progress.value());
      } catch (Exception failure) {
        Optional<UnreadableFile> found = unreadableIn(failure);
        if (found.isEmpty()) {
          throw failure;
        }
        UnreadableFile cause = found.get();
        SourceSettings source =
            sources.stream()
                .filter(one -> one.name().equals(cause.source()))
                .findFirst()
                .orElseThrow();
        plans.removeIf(plan -> plan.source().equals(cause.source()));
        String fault = "its file '" + cause.file() + "' failed (" + cause.fault() + ")";
        taken.put(source.name(), unreadable(source, fault, started));
      }
    }
  }

  private FileReads.Read complete(
      SourcePlan plan, SourcePlan.Pending row, Map<Progress.Key, Progress.Sum> sums, long version) {
    Progress.Sum sum =
        row.isRead()
            ? sums.get(new Progress.Key(plan.source(), row.file()))
            : new Progress.Sum(row.records(), 0, row.end(), new TreeMap<>());
    List<String> chunks = new ArrayList<>(row.kept());
    chunks.addAll(sum.chunks().values());
    long end = row.isRead() ? sum.end() : row.end();
    Known known =
        new Known(plan.source(), row.file(), row.night(), end, row.size(), chunks, row.past(), 0);
    return new FileReads.Read(
        known, row.begin(), sum.records(), row.position(), row.changes(), version);
  }

  private Taken report(
      SourceSettings source,
      SourcePlan plan,
      Map<Progress.Key, Progress.Sum> sums,
      Map<String, Long> started) {
    long records = 0;
    long quarantined = 0;
    for (Map.Entry<Progress.Key, Progress.Sum> entry : sums.entrySet()) {
      if (entry.getKey().source().equals(source.name())) {
        records += entry.getValue().records();
        quarantined += entry.getValue().quarantined();
      }
    }
    Taken.Status status = Taken.Status.READ;
    Optional<String> message = plan.notes();
    if (plan.files() == 0) {
      status = Taken.Status.MISSING;
      message =
          Optional.of(
              "Cannot read source '"
                  + source.name()
                  + "': '"
                  + source.path()
                  + "' matches no "
                  + source.format()
                  + " file. Correct `path`, or see why nothing is written there.");
    } else if (quarantined > source.malformedLimit() * records) {
      status = Taken.Status.MALFORMED;
      message =
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "Cannot trust source '%s': %,d of %,d records are malformed (limit %s%%). See"
                      + " silver.quarantine; fix the emitter, or raise `malformed_limit` for this"
                      + " source.",
                  source.name(),
                  quarantined,
                  records,
                  percent(source.malformedLimit())));
    }
    double seconds = secondsSince(started.get(source.name()));
    LOG.info(
        "ingest {} {}: {} files, {} new, {} changed, {} broken, {} records, {} quarantined, {} s",
        source.format(),
        source.name(),
        plan.files(),
        plan.newFiles(),
        plan.changedFiles(),
        plan.brokenFiles(),
        records,
        quarantined,
        String.format(Locale.ROOT, "%.1f", seconds));
    return new Taken(
        source.name(),
        status,
        message,
        plan.files(),
        plan.newFiles(),
        plan.changedFiles(),
        plan.brokenFiles(),
        records,
        quarantined,
        plan.waitingBytes(),
        seconds);
  }

  private static Taken unreadable(SourceSettings source, String fault, Map<String, Long> started) {
    String message =
        "Cannot read source '"
            + source.name()
            + "' at '"
            + source.path()
            + "': "
            + fault
            + ". Nothing of it was taken; correct `path` or its permissions and run again.";
    LOG.warn(message);
    return new Taken(
        source.name(),
        Taken.Status.UNREADABLE,
        Optional.of(message),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        secondsSince(started.get(source.name())));
  }

  private static Optional<UnreadableFile> unreadableIn(Throwable failure) {
    Set<Throwable> seen = new HashSet<>();
    Throwable at = failure;
    while (at != null && seen.add(at)) {
      if (at instanceof UnreadableFile found) {
        return Optional.of(found);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static String faultOf(IOException failure) {
    return failure.getClass().getSimpleName() + ": " + failure.getMessage();
  }

  private static String percent(double share) {
    return java.math.BigDecimal.valueOf(share)
        .movePointRight(2)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
