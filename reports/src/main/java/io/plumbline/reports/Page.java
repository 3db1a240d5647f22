package io.plumbline.reports;

import io.plumbline.findings.Question;
import io.plumbline.findings.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What page 1 and the drill-down show beyond the core of the contract.
 *
 * @param cutOff instant up to which rows were counted
 * @param plan {@code declared}, or {@code default} where nothing was declared
 * @param independence who ran this and who checked it, in one sentence
 * @param doubts why the instrument is in doubt; empty unless the run is degraded
 * @param authority who decided, by domain
 * @param provenance share of records with their full provenance
 * @param falseAlarms alarms on the lab's own history with labels shuffled
 * @param history earlier nights, by question
 * @param exhibits tables of the drill-down
 * @param withheld what the open edition leaves out
 * @param pictures counts that only pictures show; empty in reports that have none
 */
public record Page(
    Optional<Instant> cutOff,
    Optional<String> plan,
    Optional<String> independence,
    List<String> doubts,
    List<Authority> authority,
    List<Provenance> provenance,
    Optional<FalseAlarms> falseAlarms,
    List<History> history,
    List<Exhibit> exhibits,
    List<Withheld> withheld,
    Optional<Pictures> pictures) {

  /** Nothing beyond the core. */
  public static final Page EMPTY =
      new Page(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  public Page {
    plan.ifPresent(
        kind -> {
          if (!kind.equals("declared") && !kind.equals("default")) {
            throw new IllegalArgumentException(
                "Invalid plan: '" + kind + "' (must be 'declared' or 'default')");
          }
        });
    Valid.text("independence", independence);
    doubts = List.copyOf(doubts);
    authority = List.copyOf(authority);
    provenance = List.copyOf(provenance);
    history = List.copyOf(history);
    exhibits = List.copyOf(exhibits);
    withheld = List.copyOf(withheld);
  }

  /** The same page with a statement of independence. */
  public Page with(String stated) {
    return new Page(
        cutOff,
        plan,
        Optional.of(stated),
        doubts,
        authority,
        provenance,
        falseAlarms,
        history,
        exhibits,
        withheld,
        pictures);
  }

  /**
   * Decisions of one domain by who approved them.
   *
   * @param domain decision domain
   * @param required approver class the policy requires; empty where no boundary is stated
   */
  public record Authority(
      String domain,
      Optional<String> required,
      long humanWithSight,
      long humanNominal,
      long aiReviewer,
      long standingPolicy,
      long none,
      long unknown) {
    public Authority {
      Valid.text("domain", domain);
      Valid.text("required class of " + domain, required);
      Valid.count("human_with_sight of " + domain, humanWithSight);
      Valid.count("human_nominal of " + domain, humanNominal);
      Valid.count("ai_reviewer of " + domain, aiReviewer);
      Valid.count("standing_policy of " + domain, standingPolicy);
      Valid.count("none of " + domain, none);
      Valid.count("unknown of " + domain, unknown);
    }

    /** All decisions of the domain. */
    public long decisions() {
      return Math.addExact(
          Math.addExact(Math.addExact(humanWithSight, humanNominal), aiReviewer),
          Math.addExact(Math.addExact(standingPolicy, none), unknown));
    }
  }

  /**
   * Records that can be followed to their source.
   *
   * @param what kind of record
   * @param complete those with full provenance
   * @param total all of them
   */
  public record Provenance(String what, long complete, long total) {
    public Provenance {
      Valid.text("provenance", what);
      Valid.count("complete of " + what, complete);
      Valid.count("total of " + what, total);
      if (complete > total) {
        throw new IllegalArgumentException(
            "Invalid provenance of " + what + ": " + complete + " (must be at most " + total + ")");
      }
    }
  }

  /**
   * Alarms where there was nothing to find.
   *
   * @param looks hypotheses looked at
   * @param alarms alarms among them
   */
  public record FalseAlarms(long looks, long alarms) {
    public FalseAlarms {
      Valid.count("looks", looks);
      Valid.count("alarms", alarms);
    }
  }

  /**
   * A question's earlier nights, oldest first.
   *
   * @param question the question
   * @param points one per night
   */
  public record History(Question question, List<Point> points) {
    public History {
      points = List.copyOf(points);
    }
  }

  /**
   * A question on an earlier night.
   *
   * @param night the night
   * @param verdict its answer
   * @param logE its log e-value
   */
  public record Point(LocalDate night, Verdict verdict, OptionalDouble logE) {
    public Point {
      logE = Valid.number("log_e on " + night, logE);
    }
  }

  /**
   * A table of the drill-down.
   *
   * @param question where it belongs
   * @param title what it shows
   * @param note what a reader must know to read it
   * @param columns headings
   * @param rows cells, as many per row as there are headings
   */
  public record Exhibit(
      Question question,
      String title,
      Optional<String> note,
      List<String> columns,
      List<List<String>> rows) {
    public Exhibit {
      Valid.text("exhibit title", title);
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "Invalid exhibit '"
                  + title
                  + "': a row of "
                  + row.size()
                  + " cells (must be "
                  + columns.size()
                  + ")");
        }
      }
    }
  }

  /**
   * Something the open edition leaves out.
   *
   * @param what kind of thing
   * @param count how many
   * @param digest SHA-256 over them
   */
  public record Withheld(String what, long count, String digest) {
    public Withheld {
      Valid.text("withheld", what);
      Valid.count("withheld " + what, count);
      Valid.digest("digest of withheld " + what, digest);
    }
  }
}
