package io.plumbline.datasets.lab;

import io.plumbline.datasets.surface.Surface;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.storage.pack.PackConfig;

/**
 * The lab's git repository: one commit per executed decision on code, by people, by people with an
 * assistant named in a trailer, and by bots. Dates are fixed, so commit ids are too.
 *
 * <p>Objects are made in memory and written as one pack: nothing of the user's own git settings is
 * read or touched.
 */
final class CodeRepository {

  private static final String HOST = "lab.example";
  private static final int LARGEST_FILE = 160;

  /** A commit of the main branch. */
  record Commit(String id, Instant at) {}

  /** A folder as it stands: its files, its folders and the ids of their trees. */
  private record Folder(
      Map<String, ObjectId> files, Map<String, Folder> folders, Map<String, ObjectId> trees) {

    static Folder empty() {
      return new Folder(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
  }

  private final Map<String, Commit> byDecision = new LinkedHashMap<>();
  private final List<Commit> commits = new ArrayList<>();

  private CodeRepository() {}

  /** Writes a repository with a commit for each piece of work that ends in one. */
  static CodeRepository write(
      Path folder, List<Work> works, LabSettings settings, Steering steering) throws IOException {
    CodeRepository repository = new CodeRepository();
    try (InMemoryRepository memory = new InMemoryRepository(new DfsRepositoryDescription("lab"));
        ObjectInserter inserter = memory.newObjectInserter()) {
      Map<String, String[]> texts = new TreeMap<>();
      Folder top = Folder.empty();
      ObjectId head = ObjectId.zeroId();
      for (Work work : works) {
        if (work.isCommitted()) {
          edit(texts, work, repository.commits.size());
          ObjectId blob = inserter.insert(Constants.OBJ_BLOB, text(texts, work.artifact()));
          ObjectId tree = tree(inserter, top, work.artifact(), blob);
          head = repository.commit(inserter, work, isMarked(work, settings, steering), tree, head);
        }
      }
      inserter.flush();
      if (!repository.commits.isEmpty()) {
        store(folder, memory, head);
        for (String path : texts.keySet()) {
          Path file = folder.resolve(path);
          Files.createDirectories(file.getParent());
          Files.write(file, text(texts, path));
        }
      }
    }
    return repository;
  }

  /** Commit id of a piece of work. */
  String commitOf(Work work) {
    return byDecision.get(work.decision()).id();
  }

  /** The newest commit at this instant, the first one where there is none yet. */
  String headAt(Instant instant) {
    String head = commits.isEmpty() ? ObjectId.zeroId().name() : commits.get(0).id();
    for (Commit commit : commits) {
      if (commit.at().isAfter(instant)) {
        break;
      }
      head = commit.id();
    }
    return head;
  }

  private static void edit(Map<String, String[]> texts, Work work, int revision) {
    String[] lines = texts.computeIfAbsent(work.artifact(), path -> new String[0]);
    int size = (int) Math.min(work.size(), LARGEST_FILE);
    int from =
        lines.length + size <= LARGEST_FILE
            ? lines.length
            : (int) Math.floorMod(Draws.hash(work.decision()), (long) LARGEST_FILE - size + 1);
    String[] edited = java.util.Arrays.copyOf(lines, Math.max(lines.length, from + size));
    for (int i = from; i < from + size; i++) {
      edited[i] = "setting " + i + ": revision " + revision + "\n";
    }
    texts.put(work.artifact(), edited);
  }

  private static byte[] text(Map<String, String[]> texts, String path) {
    return String.join("", texts.get(path)).getBytes(StandardCharsets.UTF_8);
  }

  /** Writes the folder that changed and those above it. */
  private static ObjectId tree(ObjectInserter inserter, Folder root, String path, ObjectId blob)
      throws IOException {
    int slash = path.indexOf('/');
    if (slash < 0) {
      root.files().put(path, blob);
    } else {
      String name = path.substring(0, slash);
      Folder below = root.folders().computeIfAbsent(name, folder -> Folder.empty());
      root.trees().put(name, tree(inserter, below, path.substring(slash + 1), blob));
    }
    TreeFormatter tree = new TreeFormatter();
    // Git sorts a folder as if its name ended in a slash.
    TreeMap<String, Runnable> entries = new TreeMap<>();
    root.files()
        .forEach(
            (name, id) -> entries.put(name, () -> tree.append(name, FileMode.REGULAR_FILE, id)));
    root.trees()
        .forEach((name, id) -> entries.put(name + "/", () -> tree.append(name, FileMode.TREE, id)));
    entries.values().forEach(Runnable::run);
    return inserter.insert(tree);
  }

  /** Whether a commit bears the mark of the agent that proposed it, if one did. */
  private static boolean isMarked(Work work, LabSettings settings, Steering steering) {
    LocalDate date = LocalDate.ofInstant(work.executedAt(), ZoneOffset.UTC);
    int night = (int) (date.toEpochDay() - settings.firstNight().toEpochDay()) + 1;
    if (!steering.acts(Surface.COMMIT, night)) {
      return true;
    }
    SteeredColumns row =
        SteeredColumns.row()
            .with("decision_id", work.decision())
            .with("domain", work.domain().name())
            .with("proposer_kind", work.proposer().kind())
            .with("artifact", work.artifact());
    return steering
        .on(Surface.COMMIT, night, row.keyed(work.decision()))
        .map(change -> !"false".equals(change.columns().get("marked")))
        .orElse(true);
  }

  private ObjectId commit(
      ObjectInserter inserter, Work work, boolean isMarked, ObjectId tree, ObjectId parent)
      throws IOException {
    Instant at = work.executedAt().plusSeconds(20);
    String person = work.proposer().isModel() ? work.proposer().onBehalfOf() : work.proposer().id();
    boolean bot = isMarked && work.proposer().isModel() && Draws.fraction(1, work.decision()) < 0.2;
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(tree);
    if (!parent.equals(ObjectId.zeroId())) {
      commit.setParentId(parent);
    }
    commit.setAuthor(
        bot
            ? ident(
                "engineering-agent[bot]",
                "engineering-agent[bot]@users.noreply." + HOST,
                work.proposedAt())
            : ident(person, person + "@" + HOST, work.proposedAt()));
    commit.setCommitter(ident("delivery-pipeline", "delivery-pipeline@" + HOST, at));
    commit.setMessage(message(work, isMarked));
    ObjectId id = inserter.insert(commit);
    Commit made = new Commit(id.name(), at);
    commits.add(made);
    byDecision.put(work.decision(), made);
    return id;
  }

  private static PersonIdent ident(String name, String email, Instant at) {
    return new PersonIdent(name, email, at, ZoneOffset.UTC);
  }

  private static String message(Work work, boolean isMarked) {
    StringBuilder message = new StringBuilder();
    message.append(work.domain().name()).append(": ").append(work.title()).append("\n\n");
    message.append("Touches ").append(work.artifact()).append(".\n\n");
    if (work.proposer().isModel() && isMarked) {
      String model = work.proposer().model();
      message.append(
          Draws.fraction(2, work.decision()) < 0.15
              ? "Co-authored-by: aider (" + model + ") <aider@aider.chat>\n"
              : "Assisted-by: engineering-agent:" + model + " [editor] [tests]\n");
    }
    // What a model reviewed is acknowledged by whoever is on duty: nothing is merged unseen.
    String signer = work.approver().isModel() ? "merge-duty" : work.approver().id();
    message.append(work.approver().isModel() ? "Acked-by: " : "Reviewed-by: ").append(signer);
    message.append(" <").append(signer).append("@" + HOST + ">\n");
    return message.append("Decision: ").append(work.decision()).append('\n').toString();
  }

  private static void store(Path folder, InMemoryRepository memory, ObjectId head)
      throws IOException {
    Path git = folder.resolve(".git");
    Path packs = Files.createDirectories(git.resolve("objects/pack"));
    Files.createDirectories(git.resolve("objects/info"));
    Path heads = Files.createDirectories(git.resolve("refs/heads"));
    Files.createDirectories(git.resolve("refs/tags"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(heads.resolve("main"), head.name() + "\n");
    Files.writeString(
        git.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = false\n");
    PackConfig config = new PackConfig();
    config.setThreads(1);
    config.setDeltaCompress(false);
    config.setBuildBitmaps(false);
    try (ObjectReader reader = memory.newObjectReader();
        PackWriter writer = new PackWriter(config, reader)) {
      writer.setUseBitmaps(false);
      writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(head), Set.of());
      String name = "pack-" + writer.computeName().name();
      try (OutputStream pack =
          new BufferedOutputStream(Files.newOutputStream(packs.resolve(name + ".pack")))) {
        writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, pack);
      }
      try (OutputStream index =
          new BufferedOutputStream(Files.newOutputStream(packs.resolve(name + ".idx")))) {
        writer.writeIndex(index);
      }
    }
  }
}
