package io.plumbline.pipeline.cli;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Verification;
import io.plumbline.pipeline.bundle.BundleCheck;
import io.plumbline.pipeline.bundle.VerifyingKey;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.tables.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a lake against its seals, or a bundle against its signature. */
@Command(
    name = "verify",
    description =
        "Check what was read of the sources, table properties, seals, anchors and rows, and that page 1"
            + " follows from the tallies;"
            + " exit 0, or 20 when something does not hold. With BUNDLE: check what plumbline export"
            + " wrote, without lake or network.")
final class VerifyCommand implements Callable<Integer> {

  private static final int BREACH = 20;

  @Mixin private ConfigurationOption configuration;
  @Mixin private SessionOptions session;

  @Parameters(
      arity = "0..1",
      paramLabel = "BUNDLE",
      description = "A bundle of plumbline export, instead of the lake of a configuration.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description =
          "With BUNDLE: the public key that must have signed it, a file or a fingerprint.")
  private Optional<String> key = Optional.empty();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (bundle.isPresent()) {
      return told(
          new BundleCheck(bundle.get(), key.map(VerifyCommand::fingerprint), CodeVersion.text())
              .checks());
    }
    if (key.isPresent()) {
      throw new PlumblineException(
          ErrorCode.USAGE, "Invalid --key without BUNDLE: name the bundle that it signed");
    }
    Configuration settings = configuration.read();
    try (SparkSession spark = session.open()) {
      return told(
          new Verification(
                  new Tables(spark, settings.lake()), settings, CodeVersion.text(), Instant.now())
              .checks());
    }
  }

  /** A fingerprint as it is, or that of the key in a file. */
  private static String fingerprint(String given) {
    if (given.matches("[0-9a-fA-F]{64}")) {
      return given.toLowerCase(Locale.ROOT);
    }
    try {
      return VerifyingKey.read(Files.readString(Path.of(given))).fingerprint();
    } catch (IOException | IllegalArgumentException e) {
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Invalid --key: '"
              + given
              + "' (must be a fingerprint of 64 hexadecimal digits, or a file with an Ed25519 public"
              + " key in PEM: "
              + e.getMessage()
              + ")",
          e);
    }
  }

  private int told(List<Verification.Check> checks) {
    PrintWriter out = command.commandLine().getOut();
    for (Verification.Check check : checks) {
      out.printf(
          Locale.ROOT,
          "%-8s %-6s %s%n",
          check.name(),
          check.holds() ? "holds" : "BROKEN",
          check.detail());
    }
    out.flush();
    return checks.stream().allMatch(Verification.Check::holds) ? 0 : BREACH;
  }
}
