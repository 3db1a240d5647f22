package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first commands somebody gives. */
class NewcomerTest {

  @TempDir private Path folder;

  @Test
  void initWritesAConfigurationThatCheckAccepts() throws IOException {
    Path lab = folder.resolve("my-lab");
    Run init = Run.of("init", lab.toString());
    assertThat(init.code()).as(init.err()).isZero();
    String file = lab.resolve("plumbline.yaml").toString();
    assertThat(init.out()).contains("Wrote " + file, "plumbline check -c " + file);
    Run check = Run.of("check", "-c", file);
    assertThat(check.code()).as(check.err()).isZero();
    assertThat(check.out())
        .contains("is valid", "events: cloudevents at ", "no file there: correct its path");
    Files.createDirectories(lab.resolve("logs/events"));
    Files.writeString(lab.resolve("logs/events/one.jsonl"), "{}\n");
    assertThat(Run.of("check", "-c", file).out()).contains("1 file, 3 bytes");
  }

  @Test
  void everyCommentedSourceOfTheTemplateIsValid() throws IOException {
    Run.of("init", folder.toString());
    Path file = folder.resolve("plumbline.yaml");
    String all = Files.readString(file).replaceAll("(?m)^( *)# ( *(?:-|[a-z_]+:) ?)", "$1$2");
    Files.writeString(file, all);
    Run check = Run.of("check", "-c", file.toString(), "--master", "local[2]");
    assertThat(check.code()).as(check.err() + all).isZero();
    assertThat(check.out())
        .contains("git at ", "inspect at ", "openlineage at ", "table into evaluation_results at ")
        .contains("stated for 2 domains");
  }

  @Test
  void initNeverOverwrites() {
    Run.of("init", folder.toString());
    Run again = Run.of("init", folder.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.message()).contains("it exists", "give another folder");
  }

  @Test
  void tryingWhatIsNotThereSaysWhatIsLookedFor() throws IOException {
    Run absent = Run.of("try", folder.resolve("absent").toString());
    assertThat(absent.code()).isEqualTo(4);
    assertThat(absent.message()).contains("no such file or folder");
    Run nothing = Run.of("try", folder.toString(), "--out", folder.resolve("out").toString());
    assertThat(nothing.code()).isEqualTo(4);
    assertThat(nothing.message()).contains("Nothing recognised", "plumbline init DIR");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
