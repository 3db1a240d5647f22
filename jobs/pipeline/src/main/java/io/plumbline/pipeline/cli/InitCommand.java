package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a first configuration. */
@Command(name = "init", description = "Write a first configuration, with comments, into a folder.")
final class InitCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "Folder; it is made when it does not exist.")
  private Path folder;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Path file = folder.resolve("plumbline.yaml");
    if (Files.exists(file)) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Cannot write " + file + ": it exists. Edit it, or give another folder");
    }
    Files.createDirectories(folder);
    try (InputStream template = InitCommand.class.getResourceAsStream("plumbline.yaml")) {
      Files.writeString(file, new String(template.readAllBytes(), StandardCharsets.UTF_8));
    }
    command
        .commandLine()
        .getOut()
        .println(
            "Wrote "
                + file
                + ". Name your logs in it, see what it would read with: plumbline check -c "
                + file
                + ", then run: plumbline nightly -c "
                + file);
    return 0;
  }
}
