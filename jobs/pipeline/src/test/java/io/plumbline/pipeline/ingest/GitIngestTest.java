package io.plumbline.pipeline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.bronze.Git;
import io.plumbline.pipeline.SparkExtension;
import io.plumbline.pipeline.configuration.SourceSettings;
import io.plumbline.pipeline.configuration.SourceSettings.Arrival;
import io.plumbline.pipeline.configuration.SourceSettings.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.spark.sql.SparkSession;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.notes.NoteMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class GitIngestTest {

  @TempDir Path folder;
  private Bench bench;
  private org.eclipse.jgit.api.Git git;
  private Instant clock = Instant.parse("2026-03-10T08:00:00Z");

  @BeforeEach
  void open(SparkSession spark) throws Exception {
    bench = new Bench(spark, folder);
    git =
        org.eclipse.jgit.api.Git.init()
            .setDirectory(bench.logs().resolve("repo").toFile())
            .setInitialBranch("main")
            .call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  private SourceSettings source() {
    return bench.source("git", "repo", Kind.REPOSITORY, Arrival.RECORD);
  }

  private RevCommit commit(String file, String text, String message) throws Exception {
    Files.writeString(bench.logs().resolve("repo").resolve(file), text);
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    clock = clock.plusSeconds(60);
    PersonIdent who = new PersonIdent("Ann", "ann@example.org", clock, ZoneOffset.UTC);
    return git.commit().setAuthor(who).setCommitter(who).setMessage(message).setSign(false).call();
  }

  @Test
  void aCommitHasItsTrailersItsNoteAndItsChanges() throws Exception {
    commit("a.txt", "1\n2\n3\n", "first");
    String message =
        "Second\n\nNot-a-trailer: here\n\nCo-Authored-By: Agent <a@b>\nReviewed-by: Bob <b@c>\n";
    RevCommit second = commit("a.txt", "1\n2\nthree\nfour\n", message);
    try (var repository = git.getRepository();
        var inserter = repository.newObjectInserter()) {
      NoteMap notes = NoteMap.newEmptyMap();
      notes.set(second, "s_1::t_2", inserter);
      var note = new org.eclipse.jgit.lib.CommitBuilder();
      note.setTreeId(notes.writeTree(inserter));
      PersonIdent who = new PersonIdent("Ann", "ann@example.org", clock, ZoneOffset.UTC);
      note.setAuthor(who);
      note.setCommitter(who);
      note.setMessage("note");
      var update = repository.updateRef("refs/notes/ai");
      update.setNewObjectId(inserter.insert(note));
      inserter.flush();
      update.update();
    }
    Taken taken = bench.take(source());
    assertThat(taken.records()).isEqualTo(2);
    assertThat(taken.quarantined()).isZero();
    assertThat(
            bench.rows(
                Git.SPEC,
                "size(parents)",
                "author_email",
                "record_at",
                "night",
                "trailers",
                "notes",
                "paths",
                "lines_added",
                "lines_deleted",
                "member = commit_id"))
        .containsExactlyInAnyOrder(
            "0|ann@example.org|2026-03-10 08:01:00|2026-03-10|[]|-|[a.txt]|3|0|true",
            "1|ann@example.org|2026-03-10 08:02:00|2026-03-10|[{co-authored-by, Agent <a@b>},"
                + " {reviewed-by, Bob <b@c>}]|s_1::t_2|[a.txt]|2|1|true");
    assertThat(bench.rows(Git.SPEC, "message")).contains(message);
  }

  @Test
  void onlyNewCommitsAreReadAndALostOneIsRewrittenHistory() throws Exception {
    commit("a.txt", "1\n", "one");
    commit("a.txt", "2\n", "two");
    bench.take(source());
    assertThat(bench.take(source()).records()).isZero();
    git.reset().setMode(ResetType.HARD).setRef("HEAD~1").call();
    RevCommit other = commit("a.txt", "3\n", "other");
    Taken taken = bench.take(source());
    assertThat(taken.records()).isEqualTo(1);
    assertThat(taken.brokenFiles()).isEqualTo(1);
    assertThat(bench.reads()).containsExactly("repo|0|2|0|2|first|-", "repo|2|3|0|1|rewritten|1");
    git.reset().setMode(ResetType.HARD).setRef("HEAD~1").call();
    bench.take(source());
    git.branchCreate().setName("back").setStartPoint(other).call();
    assertThat(bench.take(source()).records()).isZero();
    assertThat(bench.rows(Git.SPEC, "member")).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void commitsOfARunThatDiedBeforeItsCacheAreNotReadTwice() throws Exception {
    commit("a.txt", "1\n", "one");
    bench.take(source());
    bench.forgetReads();
    commit("a.txt", "2\n", "two");
    assertThat(bench.take(source()).records()).isEqualTo(1);
    assertThat(bench.rows(Git.SPEC, "member")).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void aThousandCommitsOfABareRepositoryAreReadOnce() throws Exception {
    try (var repository = git.getRepository();
        var inserter = repository.newObjectInserter()) {
      org.eclipse.jgit.lib.ObjectId parent = org.eclipse.jgit.lib.ObjectId.zeroId();
      for (int i = 0; i < 1_200; i++) {
        var tree = new org.eclipse.jgit.lib.TreeFormatter();
        byte[] text = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
        tree.append(
            "f.txt",
            org.eclipse.jgit.lib.FileMode.REGULAR_FILE,
            inserter.insert(Constants.OBJ_BLOB, text));
        var commit = new org.eclipse.jgit.lib.CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        if (i > 0) {
          commit.setParentId(parent);
        }
        PersonIdent who =
            new PersonIdent("Ann", "ann@example.org", clock.plusSeconds(i), ZoneOffset.UTC);
        commit.setAuthor(who);
        commit.setCommitter(who);
        commit.setMessage("commit " + i);
        parent = inserter.insert(commit);
      }
      inserter.flush();
      var update = repository.updateRef("refs/heads/main");
      update.setNewObjectId(parent);
      update.update();
    }
    SourceSettings bare = bench.source("git", "repo/.git", Kind.REPOSITORY, Arrival.RECORD);
    assertThat(bench.take(bare).records()).isEqualTo(1_200);
    assertThat(bench.take(bare).records()).isZero();
    assertThat(
            bench
                .tables()
                .read(Git.SPEC)
                .selectExpr(
                    "concat_ws(' ', count(distinct commit_id), sum(lines_added), sum(lines_deleted))")
                .head()
                .getString(0))
        .isEqualTo("1200 1200 1199");
  }
}
