package io.plumbline.pipeline.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sample that lies in several members of an archive, joined.
 *
 * @param part all of its members as one part
 * @param sha256 digest of the unpacked bytes of its members, in the order of their names
 * @param reason why it cannot be used
 * @param data what is kept of it
 */
record ChunkedSample(LogPart part, String sha256, Optional<String> reason, Optional<String> data) {

  private static final Pattern REFERENCE = Pattern.compile("\"attachment://(\\d+)\"");
  private static final JsonCopy WHOLE = new JsonCopy(Integer.MAX_VALUE);

  /** Reads a sample's members, which share this prefix of their names. */
  static ChunkedSample read(String prefix, List<LogPart> members, LogHeader header)
      throws IOException {
    TreeMap<String, LogPart> byName = new TreeMap<>();
    members.forEach(part -> byName.put(part.name().orElseThrow(), part));
    long begin = members.stream().mapToLong(LogPart::begin).min().orElseThrow();
    long end = members.stream().mapToLong(LogPart::end).max().orElseThrow();
    LogPart all =
        new LogPart(
            Optional.of(prefix + "/"),
            begin,
            end,
            false,
            Optional.empty(),
            InputStream::nullInputStream);
    String sha256 = digest(byName);
    try {
      return new ChunkedSample(
          all, sha256, Optional.empty(), Optional.of(joined(prefix, byName, header)));
    } catch (JsonProcessingException fault) {
      String reason = "one of its members is not valid JSON: " + JsonText.fault(fault);
      return new ChunkedSample(all, sha256, Optional.of(reason), Optional.empty());
    } catch (IOException fault) {
      String reason = "one of its members cannot be read: " + fault.getMessage();
      return new ChunkedSample(all, sha256, Optional.of(reason), Optional.empty());
    }
  }

  private static String joined(String prefix, TreeMap<String, LogPart> members, LogHeader header)
      throws IOException {
    SampleData sample = new SampleData(header.scorer());
    String shell = text(members, prefix + "/sample.json");
    try (JsonParser parser =
        JsonText.LENIENT.createParser(withAttachments(shell, prefix, members))) {
      parser.nextToken();
      sample.read(parser);
    }
    if (members.containsKey(prefix + "/metadata.json")) {
      String metadata = text(members, prefix + "/metadata.json");
      try (JsonParser parser =
          JsonText.LENIENT.createParser(withAttachments(metadata, prefix, members))) {
        parser.nextToken();
        sample.readMetadata(parser);
      }
    }
    for (LogPart chunk : chunks(prefix + "/events/", members)) {
      try (JsonParser parser = JsonText.LENIENT.createParser(open(chunk))) {
        parser.nextToken();
        sample.readEvents(parser);
      }
    }
    return sample.text();
  }

  private static InputStream open(LogPart part) throws IOException {
    if (part.fault().isPresent()) {
      throw new IOException(part.fault().get());
    }
    return part.content().open();
  }

  private static String text(TreeMap<String, LogPart> members, String name) throws IOException {
    LogPart part = members.get(name);
    if (part == null) {
      throw new IOException("there is no '" + name + "'");
    }
    try (JsonParser parser = JsonText.LENIENT.createParser(open(part))) {
      parser.nextToken();
      return WHOLE.text(parser);
    }
  }

  /** Chunks of a sequence: each is named by the index of its first item. */
  private static List<LogPart> chunks(String prefix, TreeMap<String, LogPart> members) {
    return members.entrySet().stream()
        .filter(member -> member.getKey().startsWith(prefix))
        .filter(member -> member.getKey().substring(prefix.length()).matches("\\d{1,18}\\.json"))
        .sorted(Comparator.comparingLong(member -> start(prefix, member.getKey())))
        .map(java.util.Map.Entry::getValue)
        .toList();
  }

  private static long start(String prefix, String name) {
    return Long.parseLong(name.substring(prefix.length(), name.length() - ".json".length()));
  }

  /** Puts the texts in place of the references to them. */
  private static String withAttachments(
      String json, String prefix, TreeMap<String, LogPart> members) throws IOException {
    TreeMap<Long, String> wanted = new TreeMap<>();
    Matcher matcher = REFERENCE.matcher(json);
    while (matcher.find()) {
      index(matcher).ifPresent(index -> wanted.put(index, ""));
    }
    if (wanted.isEmpty()) {
      return json;
    }
    long next = 0;
    for (LogPart chunk : chunks(prefix + "/attachments/", members)) {
      next = start(prefix + "/attachments/", chunk.name().orElseThrow());
      try (JsonParser parser = JsonText.LENIENT.createParser(open(chunk))) {
        parser.nextToken();
        for (JsonToken item = parser.nextToken();
            item != JsonToken.END_ARRAY && item != null;
            item = parser.nextToken()) {
          if (wanted.containsKey(next) && item == JsonToken.VALUE_STRING) {
            wanted.put(next, JsonCopy.quoted(parser.getText()));
          } else {
            parser.skipChildren();
          }
          next++;
        }
      }
    }
    return REFERENCE
        .matcher(json)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    index(found)
                        .map(wanted::get)
                        .filter(text -> !text.isEmpty())
                        .orElse(found.group())));
  }

  private static Optional<Long> index(MatchResult found) {
    return found.group(1).length() > 18
        ? Optional.empty()
        : Optional.of(Long.parseLong(found.group(1)));
  }

  /** Digest of all members; what cannot be unpacked adds nothing. */
  private static String digest(TreeMap<String, LogPart> members) {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[1 << 16];
    for (LogPart part : members.values()) {
      try (InputStream in = part.content().open()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          digest.update(buffer, 0, read);
        }
      } catch (IOException unreadable) {
        // The reason of the record says so.
      }
    }
    return Digests.hex(digest.digest());
  }
}
