package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.ForeignType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * lm-evaluation-harness: a document of results per run, and a file of samples per task, one line
 * for each document and filter.
 */
final class LmEvalFormat implements ForeignFormat {

  private static final String SOURCE = "lm-eval";

  @Override
  public String name() {
    return SOURCE;
  }

  @Override
  public boolean reads(String fileName) {
    String name = Packed.unpackedName(fileName);
    return name.startsWith("samples_")
        ? name.endsWith(".jsonl")
        : name.endsWith(".json") && (name.startsWith("results_") || LmEvalFile.isDated(name));
  }

  @Override
  public Records open(Slice slice, Configuration hadoop) throws IOException {
    LmEvalFile file = LmEvalFile.of(slice.file());
    boolean samples = Packed.unpackedName(slice.file()).endsWith(".jsonl");
    return JsonRecords.open(slice, hadoop, samples ? new Sample(file) : new Results(file));
  }

  /** Reads the results of a run; they are kept as they stand. */
  private record Results(LmEvalFile file) implements Extractor {

    @Override
    public JsonFactory reading() {
      return JsonText.LENIENT;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      int begin = (int) object.currentTokenLocation().getByteOffset();
      boolean found = false;
      Optional<Instant> date = Optional.empty();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        JsonToken value = object.nextToken();
        found |= name.equals("results") && value == JsonToken.START_OBJECT;
        if (name.equals("date") && value.isNumeric()) {
          date = seconds(object.getText());
        }
        object.skipChildren();
      }
      Envelope envelope =
          new Envelope(
              ForeignType.LM_EVAL_RESULTS,
              Optional.of(SOURCE),
              Optional.of(file.run()),
              Optional.of(file.run()),
              file.clock().isPresent() ? file.clock() : date);
      return found
          ? envelope.holds(UTF8String.fromBytes(text, begin, JsonObjects.endOf(object) - begin))
          : envelope.refused("member 'results' is missing or not an object");
    }
  }

  /** Seconds since 1970, to the microsecond; empty when it is no such number. */
  static Optional<Instant> seconds(String text) {
    try {
      BigDecimal seconds = new BigDecimal(text);
      // Beyond the year 9999 a number is no time in seconds.
      if (seconds.signum() <= 0 || seconds.compareTo(BigDecimal.valueOf(253_402_300_800L)) >= 0) {
        return Optional.empty();
      }
      return Optional.of(
          Instant.EPOCH.plus(seconds.movePointRight(6).longValue(), ChronoUnit.MICROS));
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }

  /** Reads a sample, and compares its hashes with what they are hashes of. */
  private record Sample(LmEvalFile file) implements Extractor {

    /** Members that are no scores where a sample does not name its metrics. */
    private static final Set<String> NO_SCORES =
        Set.of(
            "doc_id",
            "doc",
            "target",
            "arguments",
            "resps",
            "filtered_resps",
            "filter",
            "metrics",
            "doc_hash",
            "prompt_hash",
            "target_hash");

    @Override
    public JsonFactory reading() {
      return JsonText.LENIENT;
    }

    @Override
    public JsonObjects.Found extract(JsonParser object, byte[] text) throws IOException {
      Map<String, JsonNode> members = new HashMap<>();
      List<String> order = new ArrayList<>();
      Optional<String> doc = Optional.empty();
      while (object.nextToken() != JsonToken.END_OBJECT) {
        String name = object.currentName();
        object.nextToken();
        if (name.equals("doc")) {
          int begin = (int) object.currentTokenLocation().getByteOffset();
          object.skipChildren();
          object.finishToken();
          doc = Optional.of(PythonJson.indented(text, begin, JsonObjects.endOf(object)));
        } else {
          members.put(name, JsonText.LENIENT_TREES.readTree(object));
          order.add(name);
        }
      }
      JsonNode id = members.getOrDefault("doc_id", JsonText.LENIENT_TREES.missingNode());
      String filter = text(members, "filter").orElse("none");
      Envelope envelope =
          new Envelope(
              ForeignType.LM_EVAL_SAMPLE,
              Optional.of(SOURCE),
              Optional.of(
                  String.join("/", file.run(), file.task().orElse(""), id.asText(""), filter)),
              Optional.of(file.run()),
              file.clock());
      if (file.task().isEmpty() || file.clock().isEmpty()) {
        return envelope.refused("its file is not named samples_{task}_{date}.jsonl");
      }
      if (!id.isIntegralNumber() && !(id.isTextual() && !id.asText().isBlank())) {
        return envelope.refused("member 'doc_id' is missing or no number");
      }
      return envelope.holds(data(members, order, doc, id.asText(), filter));
    }

    private ObjectNode data(
        Map<String, JsonNode> members,
        List<String> order,
        Optional<String> doc,
        String id,
        String filter) {
      ObjectNode data = JsonText.TREES.createObjectNode();
      data.put("task", file.task().orElseThrow());
      data.put("doc_id", id);
      data.put("filter", filter);
      Optional<String> docHash = text(members, "doc_hash");
      Optional<String> promptHash = text(members, "prompt_hash");
      Optional<String> targetHash = text(members, "target_hash");
      if (docHash.isPresent() && promptHash.isPresent() && targetHash.isPresent()) {
        data.put("hashes", docHash.get() + promptHash.get() + targetHash.get());
      }
      ArrayNode changed = data.putArray("changed");
      Optional<JsonNode> prompt = first(members.get("arguments")).flatMap(LmEvalFormat::first);
      compare("doc", docHash, doc, changed);
      compare("prompt", promptHash, prompt.flatMap(LmEvalFormat::plain), changed);
      compare(
          "target",
          targetHash,
          Optional.ofNullable(members.get("target")).flatMap(LmEvalFormat::plain),
          changed);
      ObjectNode scores = data.putObject("scores");
      JsonNode named = members.get("metrics");
      for (String name : order) {
        boolean isScore =
            named == null || !named.isArray() ? !NO_SCORES.contains(name) : contains(named, name);
        JsonNode value = members.get(name);
        if (isScore && (value.isNumber() || value.isBoolean() || named != null)) {
          scores.put(name, value.isValueNode() ? value.asText() : value.toString());
        }
      }
      return data;
    }

    private static boolean contains(JsonNode names, String name) {
      for (JsonNode one : names) {
        if (one.asText().equals(name)) {
          return true;
        }
      }
      return false;
    }

    private static void compare(
        String of, Optional<String> stated, Optional<String> content, ArrayNode changed) {
      if (stated.isPresent() && content.isPresent() && JsonText.isUnicode(content.get())) {
        byte[] bytes = content.get().getBytes(StandardCharsets.UTF_8);
        if (!Digests.of(bytes, 0, bytes.length).equals(stated.get().toLowerCase(Locale.ROOT))) {
          changed.add(of);
        }
      }
    }

    private static Optional<String> text(Map<String, JsonNode> members, String name) {
      return Optional.ofNullable(members.get(name))
          .filter(JsonNode::isTextual)
          .map(JsonNode::asText);
    }
  }

  /** The first value in an object or an array. */
  private static Optional<JsonNode> first(JsonNode container) {
    return container == null || !container.elements().hasNext()
        ? Optional.empty()
        : Optional.of(container.elements().next());
  }

  /** What Python's {@code str} makes of a text or a whole number. */
  private static Optional<String> plain(JsonNode value) {
    return value.isTextual() || value.isIntegralNumber()
        ? Optional.of(value.asText())
        : Optional.empty();
  }
}
