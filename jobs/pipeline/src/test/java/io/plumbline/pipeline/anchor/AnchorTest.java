package io.plumbline.pipeline.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchorTest {

  private static final AnchoredRoot FIRST =
      new AnchoredRoot(LocalDate.of(2026, 3, 2), "aa".repeat(32), Optional.empty());
  private static final AnchoredRoot SECOND =
      new AnchoredRoot(LocalDate.of(2026, 3, 3), "bb".repeat(32), Optional.of("aa".repeat(32)));

  @TempDir private Path folder;

  private FileAnchor file() {
    return new FileAnchor(
        new org.apache.hadoop.fs.Path(folder.resolve("audit/roots.jsonl").toString()),
        new Configuration());
  }

  private GitAnchor git() throws IOException {
    File bare = folder.resolve("audit.git").toFile();
    if (!bare.exists()) {
      try (Repository made = new FileRepositoryBuilder().setGitDir(bare).setBare().build()) {
        made.create(true);
      }
    }
    return new GitAnchor(bare);
  }

  private static void takesOneAfterTheOther(Anchor anchor) throws IOException {
    assertThat(anchor.roots()).contains(List.of());
    anchor.leave(List.of(FIRST));
    anchor.leave(List.of(SECOND));
    assertThat(anchor.roots()).contains(List.of(FIRST, SECOND));
  }

  @Test
  void aFileIsAppendedTo() throws IOException {
    takesOneAfterTheOther(file());
    assertThat(folder.resolve("audit/roots.jsonl"))
        .content()
        .startsWith("{\"night\":\"2026-03-02\",\"root\":\"aaaa")
        .contains("\"previous_root\":null}\n{\"night\":\"2026-03-03\"");
    assertThat(folder.resolve("audit/.roots.jsonl.crc")).doesNotExist();
  }

  @Test
  void aLineThatAKilledRunLeftTornIsNoRootAndSpoilsNone() throws IOException {
    file().leave(List.of(FIRST));
    Files.writeString(
        folder.resolve("audit/roots.jsonl"), "{\"night\":\"2026-0", StandardOpenOption.APPEND);
    assertThat(file().roots()).contains(List.of(FIRST));
    file().leave(List.of(SECOND));
    assertThat(file().roots()).contains(List.of(FIRST, SECOND));
  }

  @Test
  void aRepositoryGetsOneCommitARunOnARefOfItsOwn() throws IOException {
    takesOneAfterTheOther(git());
    try (Repository repository =
            new FileRepositoryBuilder()
                .setGitDir(folder.resolve("audit.git").toFile())
                .setBare()
                .build();
        RevWalk walk = new RevWalk(repository)) {
      assertThat(repository.getRefDatabase().getRefsByPrefix("refs/heads/")).isEmpty();
      walk.markStart(walk.parseCommit(repository.exactRef(GitAnchor.REF).getObjectId()));
      List<String> messages = new ArrayList<>();
      for (RevCommit commit : walk) {
        messages.add(commit.getShortMessage());
      }
      assertThat(messages)
          .containsExactly(
              "Root of night 2026-03-03: " + "bb".repeat(32),
              "Root of night 2026-03-02: " + "aa".repeat(32));
    }
  }

  @Test
  void whereThereIsNoRepositoryTheRemedyIsNamed() {
    GitAnchor nowhere = new GitAnchor(folder.resolve("nowhere").toFile());
    assertThatThrownBy(() -> nowhere.leave(List.of(FIRST)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "no git repository there; make one with: git init --bare " + folder.resolve("nowhere"));
  }

  @Test
  void anAddressGetsOneLineANightAndCannotBeAsked() throws IOException {
    List<String> received = new ArrayList<>();
    HttpServer server = server(204, received);
    try {
      WebhookAnchor anchor = new WebhookAnchor(address(server));
      anchor.leave(List.of(FIRST, SECOND));
      assertThat(anchor.roots()).isEmpty();
      assertThat(received).hasSize(1);
      assertThat(AnchoredRoot.parse(received.get(0).getBytes(StandardCharsets.UTF_8)))
          .containsExactly(FIRST, SECOND);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anAddressThatRefusesDidNotTakeIt() throws IOException {
    HttpServer server = server(503, new ArrayList<>());
    try {
      WebhookAnchor anchor = new WebhookAnchor(address(server));
      assertThatThrownBy(() -> anchor.leave(List.of(FIRST)))
          .isInstanceOf(IOException.class)
          .hasMessage("answered 503, wanted 200 to 299");
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer server(int code, List<String> received) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/roots");
  }
}
