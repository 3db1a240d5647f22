package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The configuration file every command on a lake takes. */
final class ConfigurationOption {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      defaultValue = "plumbline.yaml",
      description = "Configuration file. Default: ${DEFAULT-VALUE} in this folder.")
  private Path file;

  Path file() {
    return file;
  }

  Configuration read() {
    return ConfigurationFile.read(file);
  }
}
