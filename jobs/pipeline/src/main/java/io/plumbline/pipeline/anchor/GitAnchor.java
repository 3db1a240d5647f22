package io.plumbline.pipeline.anchor;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A git repository of the local file system, bare or not: one commit a run on a ref of its own,
 * which no checkout and no source of Plumbline's reads. Whoever fetched the ref holds a copy.
 */
record GitAnchor(File folder) implements Anchor {

  static final String REF = "refs/plumbline/roots";
  static final String FILE = "roots.jsonl";

  @Override
  public Optional<List<AnchoredRoot>> roots() throws IOException {
    try (Repository repository = open()) {
      return Optional.of(AnchoredRoot.parse(content(repository)));
    }
  }

  @Override
  public void leave(List<AnchoredRoot> roots) throws IOException {
    try (Repository repository = open();
        ObjectInserter inserter = repository.newObjectInserter()) {
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      lines.write(content(repository));
      lines.write(AnchoredRoot.lines(roots).getBytes(StandardCharsets.UTF_8));
      TreeFormatter tree = new TreeFormatter();
      tree.append(
          FILE, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, lines.toByteArray()));
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(tree));
      Ref before = repository.exactRef(REF);
      if (before != null) {
        commit.setParentId(before.getObjectId());
      }
      LocalDate last = roots.get(roots.size() - 1).night();
      // The moment is the night's end, not the clock's: the same nights give the same commit.
      PersonIdent author =
          new PersonIdent(
              "Plumbline",
              "plumbline@localhost",
              last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
              ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage("Root of night " + last + ": " + roots.get(roots.size() - 1).root());
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate update = repository.updateRef(REF);
      update.setNewObjectId(id);
      update.setExpectedOldObjectId(before == null ? ObjectId.zeroId() : before.getObjectId());
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
        throw new IOException("ref " + REF + " was not moved: " + result);
      }
    }
  }

  private Repository open() throws IOException {
    boolean isBare = new File(folder, "objects").isDirectory();
    FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
    try {
      return isBare
          ? builder.setGitDir(folder).setBare().build()
          : builder.setWorkTree(folder).build();
    } catch (IOException e) {
      throw new IOException("no git repository there; make one with: git init --bare " + folder, e);
    }
  }

  private static byte[] content(Repository repository) throws IOException {
    Ref tip = repository.exactRef(REF);
    if (tip == null) {
      return new byte[0];
    }
    try (RevWalk walk = new RevWalk(repository);
        TreeWalk file =
            TreeWalk.forPath(
                repository, FILE, walk.parseCommit(tip.getObjectId()).getTree().getId())) {
      return file == null ? new byte[0] : repository.open(file.getObjectId(0)).getBytes();
    }
  }
}
