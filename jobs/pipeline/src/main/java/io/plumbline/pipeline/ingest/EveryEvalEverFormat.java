package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.ForeignType;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Every Eval Ever: a document per evaluation, {@code {id}.json}, and its samples beside it, {@code
 * {id}_samples.jsonl}. Samples have no clock; they have that of their document.
 */
final class EveryEvalEverFormat implements ForeignFormat {

  private static final String SOURCE = "every-eval-ever";
  private static final String SAMPLES = "_samples.jsonl";

  /** A document larger than this is not read for the clock of its samples. */
  private static final int DOCUMENT = 64 << 20;

  @Override
  public String name() {
    return SOURCE;
  }

  @Override
  public boolean reads(String fileName) {
    return fileName.endsWith(".json") || fileName.endsWith(SAMPLES);
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    String file = slice.file();
    Path path = new Path(slice.path());
    FileSystem system = path.getFileSystem(hadoop);
    if (file.endsWith(SAMPLES)) {
      String run = file.substring(0, file.length() - SAMPLES.length());
      String name = path.getName();
      Path document =
          new Path(path.getParent(), name.substring(0, name.length() - SAMPLES.length()) + ".json");
      return JsonRecords.open(slice, hadoop, new Sample(run, clock(system, document)));
    }
    String run = file.replaceFirst("\\.json$", "");
    return JsonRecords.open(slice, hadoop, new Evaluation(run, system, path.getParent()));
  }

  private static Optional<Instant> clock(FileSystem system, Path document) throws IOException {
    if (!system.exists(document) || system.getFileStatus(document).getLen() > DOCUMENT) {
      return Optional.empty();
    }
    try (InputStream in = system.open(document);
        JsonParser parser = JsonText.LENIENT.createParser(in)) {
      JsonNode tree = JsonText.LENIENT_TREES.readTree(parser);
      return tree == null ? Optional.empty() : clock(tree);
    } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> clock(JsonNode document) {
    for (String member : new String[] {"evaluation_timestamp", "retrieved_timestamp"}) {
      String text = document.path(member).asText("");
      Optional<Instant> at = LmEvalFormat.seconds(text).or(() -> Timestamps.rfc3339(text));
      if (at.isPresent()) {
        return at;
      }
    }
    return Optional.empty();
  }

  /** Reads an evaluation, and compares the checksum of its samples with the file it names. */
  private record Evaluation(String run, FileSystem system, Path folder) implements Extractor {

    @Override
    public JsonFactory reading() {
      return JsonText.LENIENT;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      JsonNode document = JsonText.LENIENT_TREES.readTree(object);
      Envelope envelope =
          new Envelope(
              ForeignType.EVERY_EVAL_EVER,
              Optional.of(SOURCE),
              Optional.of(run),
              Optional.of(run),
              clock(document));
      if (!document.path("evaluation_results").isArray()) {
        return envelope.refused("member 'evaluation_results' is missing or not an array");
      }
      if (!document.path("model_info").path("id").isTextual()) {
        return envelope.refused("member 'model_info.id' is missing or not a string");
      }
      if (envelope.clock().isEmpty()) {
        return envelope.refused(
            "members 'evaluation_timestamp' and 'retrieved_timestamp' are no seconds since 1970");
      }
      ObjectNode data = JsonText.TREES.createObjectNode();
      data.put("checksum_found", checksum(document.path("detailed_evaluation_results")));
      data.set("document", document);
      return envelope.holds(data);
    }

    /** Digest of the file of samples by the algorithm stated; blank where none is stated. */
    private String checksum(JsonNode details) throws IOException {
      String file = details.path("file_path").asText("");
      String name = file.substring(file.lastIndexOf('/') + 1);
      if (details.path("checksum").asText("").isEmpty() || name.isEmpty() || name.contains("..")) {
        return "";
      }
      Path path = new Path(folder, name);
      if (!system.exists(path)) {
        return "no such file";
      }
      String algorithm =
          details.path("hash_algorithm").asText("sha256").toLowerCase(Locale.ROOT).equals("md5")
              ? "MD5"
              : "SHA-256";
      try (InputStream in = system.open(path)) {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
        return Digests.hex(digest.digest());
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("Every JDK has " + algorithm, impossible);
      }
    }
  }

  /** Reads a sample. */
  private record Sample(String run, Optional<Instant> clock) implements Extractor {

    private static final String[] KEPT = {
      "evaluation_name", "evaluation_result_id", "evaluation_id", "model_id", "sample_hash"
    };

    @Override
    public JsonFactory reading() {
      return JsonText.LENIENT;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      JsonNode sample = JsonText.LENIENT_TREES.readTree(object);
      int end = JsonObjects.endOf(object);
      Envelope envelope =
          new Envelope(
              ForeignType.EVERY_EVAL_EVER_SAMPLE,
              Optional.of(SOURCE),
              Optional.of(run + "/" + Digests.of(text, begin, end - begin)),
              Optional.of(run),
              clock);
      for (String member : new String[] {"sample_id", "evaluation_name"}) {
        if (!sample.path(member).isValueNode() || sample.path(member).asText("").isBlank()) {
          return envelope.refused("member '" + member + "' is missing");
        }
      }
      JsonNode score = sample.path("evaluation").path("score");
      if (!score.isValueNode()) {
        return envelope.refused("member 'evaluation.score' is missing or no value");
      }
      if (clock.isEmpty()) {
        return envelope.refused("its document '" + run + ".json' is not there to tell its time");
      }
      ObjectNode data = JsonText.TREES.createObjectNode();
      data.put("sample_id", sample.path("sample_id").asText());
      data.put("score", score.asText());
      for (String member : KEPT) {
        if (sample.path(member).isTextual()) {
          data.put(member, sample.path(member).asText());
        }
      }
      return envelope.holds(data);
    }
  }
}
