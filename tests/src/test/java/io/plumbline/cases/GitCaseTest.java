package io.plumbline.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.commandline.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.notes.NoteMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repository of more than a thousand commits with every kind of marker, read without any
 * configuration and then again after its history was rewritten.
 */
@Tag("cases")
class GitCaseTest {

  private static final Instant START = Instant.parse("2025-03-01T09:00:00Z");
  private static final int COMMITS = 1_200;
  private static final PersonIdent ANN = new PersonIdent("Ann", "ann@example.org");
  private static final PersonIdent COPILOT =
      new PersonIdent("copilot-swe-agent[bot]", "198982749+Copilot@users.noreply.github.com");
  private static final PersonIdent DEPENDABOT =
      new PersonIdent("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com");

  @TempDir private Path folder;

  private final List<ObjectId> line = new ArrayList<>();

  @Test
  void attributionIsCountedAndRewrittenHistoryIsSeen() throws Exception {
    Path repository = folder.resolve("our-models");
    write(repository);
    Path out = folder.resolve("first");
    Run tried =
        Run.of("try", repository.toString(), "--out", out.toString(), "--master", "local[2]");
    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out()).contains("our-models: git at " + repository, "Report: ");
    String configuration = out.resolve("plumbline.yaml").toString();
    assertThat(
            sql(
                configuration,
                "select count(*), count_if(size(parents) > 1), count_if(notes is not null)"
                    + " from bronze.git"))
        .containsExactly("1210,20,20");
    assertThat(
            sql(
                configuration,
                "select proposed_kind, coalesce(proposed_model, '-'), approver_class, authority,"
                    + " count(*) from silver.decisions group by all order by all"))
        .containsExactly(
            "model,Claude Opus 4.6,human_nominal,assisted,100",
            "model,agent session,unknown,unknown,20",
            "model,copilot-swe-agent[bot],unknown,unknown,60",
            "model,gpt-5,unknown,unknown,80",
            "model,m-2,ai_reviewer,autonomous,40",
            "service,-,standing_policy,autonomous,30",
            "unknown,-,human_nominal,assisted,50",
            "unknown,-,human_nominal,self_approved,70");

    rewrite(repository);
    Run again =
        Run.of("nightly", "-c", configuration, "--date", "2025-08-01", "--master", "local[2]");
    assertThat(again.code()).as(again.err()).isEqualTo(20);
    assertThat(again.out()).contains("record      BREACH");
    assertThat(
            sql(
                configuration,
                "select kind, count(*) from silver.record_breaks group by kind order by kind"))
        .containsExactly("rewritten_history,1");
  }

  private static List<String> sql(String configuration, String query) {
    Run asked =
        Run.of("sql", "-c", configuration, "--format", "csv", "--master", "local[2]", query);
    assertThat(asked.code()).as(asked.err()).isZero();
    return asked.out().lines().skip(1).toList();
  }

  /** One commit in three hours; of each hundred, some with a marker, a signature or both. */
  private void write(Path folder) throws Exception {
    Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
    try (Git git = Git.open(folder.toFile());
        ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      NoteMap notes = NoteMap.newEmptyMap();
      ObjectId side = ObjectId.zeroId();
      int noted = 0;
      for (int i = 0; i < COMMITS; i++) {
        PersonIdent author = ANN;
        String trailers = "";
        int kind = i % 120;
        if (kind < 10) {
          trailers =
              "Co-Authored-By: Claude Opus 4.6 (1M context) <noreply@anthropic.com>\n"
                  + "Reviewed-by: Bob <bob@example.org>\n";
        } else if (kind < 18) {
          trailers = "Co-authored-by: aider (gpt-5) <aider@aider.chat>\n";
        } else if (kind < 24) {
          author = COPILOT;
        } else if (kind < 28) {
          trailers =
              "Assisted-by: helper:m-2 [search]\nReviewed-by: Claude <noreply@anthropic.com>\n";
        } else if (kind < 31) {
          author = DEPENDABOT;
          trailers = "Signed-off-by: dependabot[bot] <support@github.com>\n";
        } else if (kind < 36) {
          trailers = "Reviewed-by: Bob <bob@example.org>\n";
        } else if (kind < 43) {
          trailers = "Signed-off-by: Ann <ann@example.org>\n";
        }
        List<ObjectId> parents = new ArrayList<>();
        if (i > 0) {
          parents.add(line.get(i - 1));
        }
        if (kind == 60) {
          side = commit(inserter, i, ANN, "A side branch", List.of(line.get(i - 1)));
        } else if (kind == 61 || kind == 62) {
          parents.add(kind == 61 ? side : line.get(i - 2));
        }
        ObjectId commit =
            commit(inserter, i, author, "Change " + i + "\n\nBecause.\n\n" + trailers, parents);
        line.add(commit);
        if (kind == 70 || kind == 71) {
          notes.set(commit, "main.py\n  s_0a1b2c::t_3d4e 1-20\n---\n{}", inserter);
          noted++;
        }
      }
      assertThat(noted).isEqualTo(20);
      update(git.getRepository(), "refs/heads/main", line.get(COMMITS - 1));
      inserter.flush();
      CommitBuilder note = builder(COMMITS, ANN, "notes", List.of());
      note.setTreeId(notes.writeTree(inserter));
      ObjectId written = inserter.insert(note);
      inserter.flush();
      update(git.getRepository(), "refs/notes/ai", written);
    }
  }

  /** The last two hundred commits are taken off the branch and one is put in their place. */
  private void rewrite(Path folder) throws IOException {
    try (Git git = Git.open(folder.toFile());
        ObjectInserter inserter = git.getRepository().newObjectInserter()) {
      ObjectId commit = commit(inserter, COMMITS, ANN, "Instead", List.of(line.get(COMMITS - 201)));
      inserter.flush();
      update(git.getRepository(), "refs/heads/main", commit);
    }
  }

  private static ObjectId commit(
      ObjectInserter inserter,
      int number,
      PersonIdent author,
      String message,
      List<ObjectId> parents)
      throws IOException {
    TreeFormatter tree = new TreeFormatter();
    byte[] text = ("line " + number + "\n").getBytes(StandardCharsets.UTF_8);
    tree.append("main.py", FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text));
    CommitBuilder commit = builder(number, author, message, parents);
    commit.setTreeId(inserter.insert(tree));
    return inserter.insert(commit);
  }

  private static CommitBuilder builder(
      int number, PersonIdent author, String message, List<ObjectId> parents) {
    Instant at = START.plusSeconds(10_800L * number);
    CommitBuilder commit = new CommitBuilder();
    parents.forEach(commit::addParentId);
    commit.setAuthor(new PersonIdent(author, at, ZoneOffset.UTC));
    commit.setCommitter(new PersonIdent(ANN, at, ZoneOffset.UTC));
    commit.setMessage(message);
    return commit;
  }

  private static void update(Repository repository, String ref, ObjectId commit)
      throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setNewObjectId(commit);
    update.setForceUpdate(true);
    update.update();
  }
}
