package io.plumbline.acceptance;

import java.io.File;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Raw records of changes and of the decisions behind them. */
final class Changes {

  private Changes() {}

  /** A decision that a model proposed, a person approved with sight, and a service executed. */
  static void decision(
      RawLab lab, String id, String domain, String artifact, String digest, Instant executed)
      throws IOException {
    step(lab, id, domain, artifact, digest, "proposed", "model", executed.minusSeconds(7_200));
    step(lab, id, domain, artifact, digest, "approved", "human", executed.minusSeconds(3_600));
    step(lab, id, domain, artifact, digest, "executed", "service", executed);
  }

  private static void step(
      RawLab lab,
      String id,
      String domain,
      String artifact,
      String digest,
      String action,
      String kind,
      Instant time)
      throws IOException {
    lab.event(
        "decisions.jsonl",
        "decision",
        id + "-" + action,
        time,
        RawLab.json(
            """
        {"decision_id":"%s","action":"%s","domain":"%s","actor":{"kind":"%s","id":"%s-1"},\
        "viewed":true,"artifact":"%s","artifact_digest":"%s"}""",
            id, action, domain, kind, kind, artifact, digest));
  }

  /** A run of the orchestrator that made something. */
  static void output(RawLab lab, String name, String version, Instant at) throws IOException {
    lab.line("lineage.jsonl", output(name, version, at));
  }

  static String output(String name, String version, Instant at) {
    return RawLab.json(
        """
        {"eventType":"COMPLETE","eventTime":"%s","producer":"https://lab.example/runs",\
        "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",\
        "run":{"runId":"%s","facets":{}},"job":{"namespace":"lab","name":"make"},"inputs":[],\
        "outputs":[{"namespace":"lab","name":"%s","facets":{"version":{"_producer":"p",\
        "_schemaURL":"s","datasetVersion":"%s"}}}]}""",
        at,
        java.util.UUID.nameUUIDFromBytes(
            (name + version).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        name,
        version);
  }

  /** Adds a commit to the bare repository {@code code.git}; returns its id. */
  static String commit(RawLab lab, String path, String text, Instant at) throws IOException {
    File folder = lab.folder().resolve("code.git").toFile();
    try (Repository repository = new FileRepositoryBuilder().setGitDir(folder).setBare().build()) {
      if (!folder.exists()) {
        repository.create(true);
      }
      try (ObjectInserter inserter = repository.newObjectInserter()) {
        ObjectId blob =
            inserter.insert(
                Constants.OBJ_BLOB, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        DirCache files = DirCache.newInCore();
        DirCacheBuilder builder = files.builder();
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(FileMode.REGULAR_FILE);
        entry.setObjectId(blob);
        builder.add(entry);
        builder.finish();
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(files.writeTree(inserter));
        ObjectId head = repository.resolve("refs/heads/main");
        if (head != null) {
          commit.setParentId(head);
        }
        PersonIdent person = new PersonIdent("ann", "ann@lab.example", at, ZoneOffset.UTC);
        commit.setAuthor(person);
        commit.setCommitter(person);
        commit.setMessage("change " + path + "\n");
        ObjectId id = inserter.insert(commit);
        inserter.flush();
        RefUpdate update = repository.updateRef("refs/heads/main");
        update.setNewObjectId(id);
        update.update();
        repository.updateRef(Constants.HEAD).link("refs/heads/main");
        return id.name();
      }
    }
  }
}
