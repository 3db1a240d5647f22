package io.plumbline.pipeline;

import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.detect.Catalog;
import io.plumbline.pipeline.anchor.Anchoring;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.ingest.Broken;
import io.plumbline.pipeline.ingest.Ingest;
import io.plumbline.pipeline.ingest.Nights;
import io.plumbline.pipeline.tables.ContentRoots;
import io.plumbline.pipeline.tables.SealedNight;
import io.plumbline.pipeline.tables.SealedNights;
import io.plumbline.pipeline.tables.Tables;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a lake against its seals: what a sceptic would do by hand. Reads, never writes. */
public final class Verification {

  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
  private static final int MOST_SHOWN = 20;

  private final Tables tables;
  private final Configuration configuration;
  private final String codeVersion;
  private final Instant now;

  /**
   * A verification at a moment: files that have reached their retention by then may be gone.
   *
   * @param codeVersion the version that runs: page 1 is recomputed where it made the last night
   */
  public Verification(Tables tables, Configuration configuration, String codeVersion, Instant now) {
    this.tables = tables;
    this.configuration = configuration;
    this.codeVersion = codeVersion;
    this.now = now;
  }

  /**
   * One check.
   *
   * @param name what was checked
   * @param holds whether it holds
   * @param detail what was compared, or where it breaks
   */
  public record Check(String name, boolean holds, String detail) {}

  /** Every check, in the order of trust: sources, tables, seals, anchors, rows, verdicts. */
  public List<Check> checks() {
    List<SealedNight> nights = new SealedNights(tables).all();
    List<Check> checks = new ArrayList<>();
    checks.add(sources(nights));
    checks.add(properties());
    checks.add(chain(nights));
    checks.addAll(anchors(nights));
    if (!nights.isEmpty()) {
      checks.add(contents(nights));
      checks.add(verdicts(nights));
    }
    return checks;
  }

  /** Every byte that was read of every source, against what is there now. */
  private Check sources(List<SealedNight> nights) {
    Optional<LocalDate> last =
        nights.stream().reduce((before, after) -> after).map(SealedNight::night);
    List<Broken> broken =
        Ingest.verify(
            tables,
            configuration.sources(),
            new Nights(
                last,
                configuration.start(),
                last.orElseGet(() -> LocalDate.ofInstant(now, ZoneOffset.UTC)),
                now));
    int sources = configuration.sources().size();
    return new Check(
        "sources",
        broken.isEmpty(),
        broken.isEmpty()
            ? "what was read of " + sources + " sources is still there, byte for byte"
            : broken.stream()
                .limit(MOST_SHOWN)
                .map(
                    one ->
                        one.source()
                            + "/"
                            + one.file()
                            + " "
                            + one.past()
                            + " at "
                            + one.position())
                .collect(
                    Collectors.joining(
                        "; ",
                        "",
                        broken.size() > MOST_SHOWN
                            ? "; and " + (broken.size() - MOST_SHOWN) + " more"
                            : "")));
  }

  private Check properties() {
    List<String> wrong = new ArrayList<>();
    for (TableSpec table : Schema.TABLES) {
      tables.missingProperties(table).ifPresent(wrong::add);
    }
    return new Check(
        "tables",
        wrong.isEmpty(),
        wrong.isEmpty()
            ? Schema.TABLES.size() + " tables have their columns, constraints and properties"
            : String.join("; ", wrong));
  }

  private static Check chain(List<SealedNight> nights) {
    Optional<SealedNight> previous = Optional.empty();
    for (SealedNight night : nights) {
      if (!ConfigurationFile.digest(night.config()).equals(night.configDigest())) {
        return new Check(
            "seals",
            false,
            "the configuration kept with night "
                + night.night()
                + " is not the one it was sealed with");
      }
      if (!night.root().equals(night.recomputedRoot())) {
        return new Check(
            "seals", false, "the root of night " + night.night() + " does not follow from its row");
      }
      if (!night.previousRoot().equals(previous.map(SealedNight::root))) {
        return new Check(
            "seals",
            false,
            "night "
                + night.night()
                + " names another root than the night before it, "
                + previous.map(before -> before.night().toString()).orElse("none"));
      }
      previous = Optional.of(night);
    }
    return new Check("seals", true, nights.size() + " nights form one chain");
  }

  /** What lies outside the lake: the only check that a chain made anew as a whole does not pass. */
  private List<Check> anchors(List<SealedNight> nights) {
    if (configuration.anchors().isEmpty()) {
      return List.of(
          new Check(
              "anchors",
              true,
              "not anchored: whoever can write the lake could have made the whole chain anew"));
    }
    return new Anchoring(
            configuration.anchors(),
            configuration.lake(),
            tables.spark().sessionState().newHadoopConf(),
            LOG::warn)
        .compare(nights).stream()
            .map(anchor -> new Check("anchors", anchor.holds(), anchor.detail()))
            .toList();
  }

  private Check contents(List<SealedNight> nights) {
    LocalDate first = nights.get(0).night();
    LocalDate last = nights.get(nights.size() - 1).night();
    SortedMap<LocalDate, SortedMap<String, String>> found = ContentRoots.of(tables, first, last);
    for (SealedNight night : nights) {
      SortedMap<String, String> roots = found.getOrDefault(night.night(), new TreeMap<>());
      if (!roots.equals(night.contentRoots())) {
        List<String> differing =
            night.contentRoots().keySet().stream()
                .filter(table -> !night.contentRoots().get(table).equals(roots.get(table)))
                .toList();
        return new Check(
            "rows",
            false,
            "night "
                + night.night()
                + ": the rows of "
                + (differing.isEmpty() ? roots.keySet() : differing)
                + " are not the ones that were sealed");
      }
    }
    return new Check("rows", true, "the rows of every night are the ones that were sealed");
  }

  private Check verdicts(List<SealedNight> nights) {
    SealedNight last = nights.get(nights.size() - 1);
    if (!last.codeVersion().equals(codeVersion)) {
      return new Check("page 1", true, "not recomputed: sealed by version " + last.codeVersion());
    }
    List<Decided> again = new Replay(tables, codeVersion, Catalog.ALL).again(nights);
    boolean same =
        again.get(again.size() - 1).body().report().equals(NightBody.parse(last.body()).report());
    return new Check(
        "page 1",
        same,
        "the report of night "
            + last.night()
            + (same ? " follows" : " does not follow")
            + " from the tallies"
            + (again.size() == nights.size()
                ? " of all nights"
                : " since night "
                    + again.get(0).report().night()
                    + " and the seal of the night before, which another version made"));
  }
}
