package io.plumbline.pipeline.ingest;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import java.util.List;
import java.util.stream.Collectors;

/** Every format that is read record by record; {@code table} sources are read by Spark instead. */
final class Formats {

  static final List<Format> ALL =
      List.of(
          new CloudeventsFormat(),
          new InspectFormat(),
          new OpenlineageFormat(),
          new GitFormat(),
          new OtlpFormat(),
          new GithubAuditFormat(),
          new KubernetesAuditFormat(),
          new LmEvalFormat(),
          new EveryEvalEverFormat());

  private Formats() {}

  /** The format of this name. */
  static Format named(String source, String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PlumblineException(
                    ErrorCode.CONFIGURATION,
                    "Cannot read source '"
                        + source
                        + "': its format is '"
                        + name
                        + "', wanted one of "
                        + ALL.stream().map(Format::name).collect(Collectors.joining(", "))
                        + " or table. Correct `format`."));
  }
}
