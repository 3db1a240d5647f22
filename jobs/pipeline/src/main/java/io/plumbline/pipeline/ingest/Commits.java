package io.plumbline.pipeline.ingest;

import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.unsafe.types.UTF8String;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.FooterLine;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/**
 * Commits of a repository with their trailers, notes and changed lines.
 *
 * <p>Changes are against the first parent, with renames found (a rename of up to 1,000 files is no
 * change of lines); they are unknown where a shallow or partial clone lacks the trees. The clock is
 * the committer's.
 */
final class Commits implements Records {

  private static final String NOTES = "refs/notes/ai";
  private static final int RENAMES = 1000;
  private static final int COLUMNS = 14;

  private final Slice slice;
  private final Repository repository;
  private final ObjectReader reader;
  private final RevWalk walk;
  private final DiffFormatter differ;
  private final NoteMap notes;
  private final Iterator<String> ids;
  private Optional<Raw> current = Optional.empty();

  Commits(Slice slice) throws IOException {
    this.slice = slice;
    this.repository = Repositories.open(new File(slice.path()));
    this.reader = repository.newObjectReader();
    this.walk = new RevWalk(reader);
    this.differ = new DiffFormatter(DisabledOutputStream.INSTANCE);
    differ.setRepository(repository);
    differ.setDiffAlgorithm(DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.MYERS));
    differ.setDiffComparator(RawTextComparator.DEFAULT);
    differ.setDetectRenames(true);
    differ.getRenameDetector().setRenameLimit(RENAMES);
    this.notes = notes();
    this.ids = slice.items().iterator();
  }

  private NoteMap notes() throws IOException {
    Ref ref = repository.exactRef(NOTES);
    return ref == null
        ? NoteMap.newEmptyMap()
        : NoteMap.read(reader, walk.parseCommit(ref.getObjectId()));
  }

  @Override
  public boolean next() throws IOException {
    if (!ids.hasNext()) {
      return false;
    }
    String id = ids.next();
    current = Optional.of(read(id));
    return true;
  }

  private Raw read(String id) throws IOException {
    try {
      byte[] bytes = reader.open(ObjectId.fromString(id), Constants.OBJ_COMMIT).getBytes();
      RevCommit commit = walk.parseCommit(ObjectId.fromString(id));
      walk.parseBody(commit);
      return record(id, bytes, commit);
    } catch (MissingObjectException
        | IncorrectObjectTypeException
        | CorruptObjectException broken) {
      return raw(
          id,
          new byte[0],
          Optional.empty(),
          Optional.of("its commit object is missing or corrupt"),
          new ArrayList<>(java.util.Collections.nCopies(COLUMNS, Optional.empty())));
    } finally {
      walk.reset();
    }
  }

  private Raw record(String id, byte[] bytes, RevCommit commit) throws IOException {
    Optional<PersonIdent> author = Optional.ofNullable(commit.getAuthorIdent());
    Optional<PersonIdent> committer = Optional.ofNullable(commit.getCommitterIdent());
    Optional<Instant> committed = committer.map(PersonIdent::getWhenAsInstant);
    List<Optional<?>> own = new ArrayList<>();
    own.add(Optional.of(id));
    own.add(Optional.of(parents(commit)));
    own.add(author.map(PersonIdent::getName));
    own.add(author.map(PersonIdent::getEmailAddress));
    own.add(author.map(PersonIdent::getWhenAsInstant));
    own.add(committer.map(PersonIdent::getName));
    own.add(committer.map(PersonIdent::getEmailAddress));
    own.add(committed);
    own.add(Optional.of(commit.getFullMessage()));
    own.add(Optional.of(trailers(commit)));
    own.add(note(commit));
    own.addAll(changes(commit));
    Optional<String> reason =
        committer.isPresent() ? Optional.empty() : Optional.of("it names no committer");
    return raw(id, bytes, committed, reason, own);
  }

  private Raw raw(
      String id,
      byte[] bytes,
      Optional<Instant> clock,
      Optional<String> reason,
      List<Optional<?>> own) {
    boolean isText = JsonText.invalidUtf8(bytes, bytes.length).isEmpty() && bytes.length > 0;
    return new Raw(
        Optional.of(id),
        0,
        0,
        bytes.length,
        Digests.of(bytes, 0, bytes.length),
        clock,
        reason,
        isText ? Optional.of(UTF8String.fromBytes(bytes)) : Optional.empty(),
        own);
  }

  private static List<String> parents(RevCommit commit) {
    List<String> parents = new ArrayList<>();
    for (RevCommit parent : commit.getParents()) {
      parents.add(parent.name());
    }
    return parents;
  }

  private static List<Trailer> trailers(RevCommit commit) {
    List<Trailer> trailers = new ArrayList<>();
    for (FooterLine line : commit.getFooterLines()) {
      trailers.add(new Trailer(line.getKey().toLowerCase(Locale.ROOT), line.getValue()));
    }
    return trailers;
  }

  private Optional<String> note(RevCommit commit) throws IOException {
    byte[] text = notes.getCachedBytes(commit, InspectRecords.RAW_LIMIT);
    return Optional.ofNullable(text)
        .map(bytes -> new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Paths, lines added and lines deleted. */
  private List<Optional<?>> changes(RevCommit commit) throws IOException {
    try {
      TreeSet<String> paths = new TreeSet<>();
      long added = 0;
      long deleted = 0;
      for (DiffEntry entry : entries(commit)) {
        if (entry.getChangeType() != DiffEntry.ChangeType.ADD) {
          paths.add(entry.getOldPath());
        }
        if (entry.getChangeType() != DiffEntry.ChangeType.DELETE) {
          paths.add(entry.getNewPath());
        }
        for (Edit edit : differ.toFileHeader(entry).toEditList()) {
          added += edit.getLengthB();
          deleted += edit.getLengthA();
        }
      }
      return List.of(Optional.of(List.copyOf(paths)), Optional.of(added), Optional.of(deleted));
    } catch (MissingObjectException | CorruptObjectException absent) {
      return List.of(Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  private List<DiffEntry> entries(RevCommit commit) throws IOException {
    CanonicalTreeParser tree = new CanonicalTreeParser();
    tree.reset(reader, commit.getTree());
    if (commit.getParentCount() == 0) {
      return differ.scan(new EmptyTreeIterator(), tree);
    }
    CanonicalTreeParser parent = new CanonicalTreeParser();
    parent.reset(reader, walk.parseCommit(commit.getParent(0)).getTree());
    return differ.scan(parent, tree);
  }

  @Override
  public Raw current() {
    return current.orElseThrow();
  }

  @Override
  public long end() {
    return slice.end();
  }

  @Override
  public Map<Long, String> chunks() {
    return Map.of();
  }

  @Override
  public void close() {
    differ.close();
    walk.close();
    reader.close();
    repository.close();
  }
}
