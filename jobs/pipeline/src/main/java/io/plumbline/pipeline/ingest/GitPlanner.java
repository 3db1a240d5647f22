package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.bronze.Git;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.tables.Tables;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds the commits of repositories that are not in bronze yet, and those that are no longer
 * reachable.
 *
 * <p>Commits reachable from {@code HEAD}, branches and tags are read. The refs of the last read are
 * kept in {@code bronze.files}: what they reach is known, so a night's cost follows its new
 * commits. A commit that they reached and that no ref reaches now is rewritten history. A note that
 * is added to a commit after it was read is not seen.
 */
final class GitPlanner {

  /** How many commits one slice holds. */
  private static final int SLICE = 500;

  private final SourceSettings source;
  private final Nights nights;
  private final Configuration hadoop;
  private final Tables tables;
  private final FileReads reads;
  private final Recovery recovery;
  private final Slice.Origin origin;

  GitPlanner(
      SourceSettings source,
      Format format,
      Nights nights,
      Tables tables,
      FileReads reads,
      Recovery recovery) {
    this.source = source;
    this.nights = nights;
    this.hadoop = tables.spark().sparkContext().hadoopConfiguration();
    this.tables = tables;
    this.reads = reads;
    this.recovery = recovery;
    this.origin = Slice.Origin.of(source, format, nights);
  }

  /**
   * Plans a whole source.
   *
   * @throws IOException when a repository cannot be read
   */
  SourcePlan plan() throws IOException {
    SourcePlan plan = new SourcePlan(source.name());
    Set<String> names = new HashSet<>();
    for (FileStatus match : Listing.matches(source, hadoop)) {
      Path path = match.getPath();
      if (!path.toUri().getScheme().equals("file")) {
        throw new PlumblineException(
            ErrorCode.CONFIGURATION,
            "Cannot read source '"
                + source.name()
                + "': its path '"
                + source.path()
                + "' is on '"
                + path.toUri().getScheme()
                + "', wanted a local path for format 'git'. Clone it to a local folder.");
      }
      File folder = new File(path.toUri().getPath());
      if (Repositories.isOne(folder)) {
        String name = Listing.relative(source, path);
        names.add(name);
        try (Repository repository = Repositories.open(folder)) {
          plan(name, folder, repository, plan);
        }
      }
    }
    plan.saw(names.size());
    Gone.note(source, nights, reads, names, plan);
    return plan;
  }

  private void plan(String name, File folder, Repository repository, SourcePlan plan)
      throws IOException {
    Optional<Known> known = reads.last(source.name(), name);
    TreeMap<String, ObjectId> refs = refs(repository);
    List<String> now = new ArrayList<>();
    refs.forEach((ref, commit) -> now.add(ref + " " + commit.name()));
    boolean clean = !recovery.isNeeded() && known.map(Known::broken).orElse(0L) == 0;
    if (known.isPresent() && known.get().chunks().equals(now) && !recovery.isNeeded()) {
      return;
    }
    Set<ObjectId> before = known.map(GitPlanner::tips).orElse(Set.of());
    List<String> fresh = new ArrayList<>();
    long lost = difference(repository, refs.values(), before, fresh);
    List<String> unread = new ArrayList<>(fresh);
    if (!clean && !fresh.isEmpty()) {
      unread.removeAll(inBronze(name, fresh));
    }
    Optional<Long> position = lost > 0 ? Optional.of(lost) : Optional.empty();
    String past = lost > 0 ? Known.REWRITTEN : known.isPresent() ? Known.SAME : Known.FIRST;
    if (known.isPresent()) {
      plan.countChanged();
    } else {
      plan.countNew();
    }
    if (unread.isEmpty()) {
      Known last = known.orElse(unknown(name));
      plan.note(row(name, last, fresh.size(), now, past, position));
      return;
    }
    long begin = known.map(Known::end).orElse(0L);
    plan.note(
        new SourcePlan.Pending(
            name, nights.through(), begin, begin + fresh.size(), 0, now, 0, past, position, true));
    for (int from = 0; from < unread.size(); from += SLICE) {
      plan.read(
          new Slice(
              origin,
              name,
              folder.getPath(),
              Slice.Shape.COMMITS,
              begin,
              begin + fresh.size(),
              begin + fresh.size(),
              true,
              0,
              List.copyOf(unread.subList(from, Math.min(unread.size(), from + SLICE)))));
    }
  }

  private static Set<ObjectId> tips(Known known) {
    Set<ObjectId> tips = new LinkedHashSet<>();
    for (String ref : known.chunks()) {
      tips.add(ObjectId.fromString(ref.substring(ref.lastIndexOf(' ') + 1)));
    }
    return tips;
  }

  /** How many commits that were reachable at the last read are not now. */
  static long lost(Repository repository, Known known) throws IOException {
    return difference(repository, refs(repository).values(), tips(known), new ArrayList<>());
  }

  private Known unknown(String name) {
    return new Known(source.name(), name, nights.through(), 0, 0, List.of(), Known.FIRST, 0);
  }

  /** The row of a repository from which no commit is read now. */
  private SourcePlan.Pending row(
      String name,
      Known last,
      long recovered,
      List<String> refs,
      String past,
      Optional<Long> position) {
    return new SourcePlan.Pending(
        name,
        nights.through(),
        last.end(),
        last.end() + recovered,
        0,
        refs,
        recovered,
        past,
        position,
        false);
  }

  /** Commits that {@code HEAD}, branches and tags point to, by the name of the ref. */
  private static TreeMap<String, ObjectId> refs(Repository repository) throws IOException {
    TreeMap<String, ObjectId> commits = new TreeMap<>();
    List<Ref> refs =
        new ArrayList<>(
            repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS));
    Optional.ofNullable(repository.exactRef(Constants.HEAD)).ifPresent(refs::add);
    try (RevWalk walk = new RevWalk(repository)) {
      for (Ref ref : refs) {
        if (ref.getObjectId() == null) {
          continue;
        }
        try {
          commits.put(ref.getName(), walk.parseCommit(ref.getObjectId()).getId().copy());
        } catch (IncorrectObjectTypeException noCommit) {
          // A tag may name a tree or a blob: nothing that was committed.
          continue;
        }
      }
    }
    return commits;
  }

  /**
   * Collects the commits reachable now and not before, oldest first.
   *
   * @return how many commits were reachable before and are not now; one for each ref whose commit
   *     is gone altogether
   */
  private static long difference(
      Repository repository, Iterable<ObjectId> now, Set<ObjectId> before, List<String> fresh)
      throws IOException {
    long lost = 0;
    List<ObjectId> found = new ArrayList<>();
    for (ObjectId commit : before) {
      if (repository.getObjectDatabase().has(commit)) {
        found.add(commit);
      } else {
        lost++;
      }
    }
    try (RevWalk walk = new RevWalk(repository)) {
      walk.sort(RevSort.TOPO);
      walk.sort(RevSort.REVERSE, true);
      walk.setRetainBody(false);
      mark(walk, now, found);
      for (RevCommit commit : walk) {
        fresh.add(commit.name());
      }
    }
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRetainBody(false);
      mark(walk, found, now);
      while (walk.next() != null) {
        lost++;
      }
    } catch (MissingObjectException collected) {
      // Part of what is no longer reachable was deleted already; what was counted is a lower bound.
      lost = Math.max(lost, 1);
    }
    return lost;
  }

  private static void mark(RevWalk walk, Iterable<ObjectId> from, Iterable<ObjectId> without)
      throws IOException {
    for (ObjectId commit : from) {
      walk.markStart(walk.parseCommit(commit));
    }
    for (ObjectId commit : without) {
      walk.markUninteresting(walk.parseCommit(commit));
    }
  }

  /** Which of these commits are in bronze: asked only after a crash or a rewritten history. */
  private Set<String> inBronze(String name, List<String> commits) {
    StructType schema = new StructType().add("member", DataTypes.StringType);
    List<Row> rows = commits.stream().map(commit -> RowFactory.create((Object) commit)).toList();
    Set<String> known = new HashSet<>();
    // Each commit meets at most one row, and there are no more rows than commits.
    for (Row row :
        tables
            .read(Git.SPEC)
            .where(
                org.apache
                    .spark
                    .sql
                    .functions
                    .col("source")
                    .equalTo(source.name())
                    .and(org.apache.spark.sql.functions.col("file").equalTo(name)))
            .select("member")
            .join(tables.spark().createDataFrame(rows, schema), "member")
            .distinct()
            .limit(commits.size())
            .collectAsList()) {
      known.add(row.getString(0));
    }
    return known;
  }
}
