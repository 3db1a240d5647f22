package io.plumbline.measure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named values that say whom, under what, or which: a scope, a stratum or a cell. Null values are
 * absent, keys are sorted, so equal labels have equal text; labels are ordered by their text.
 */
public final class Labels implements Comparable<Labels> {

  private static final ObjectReader TEXTS =
      JsonMapper.builder().build().readerFor(new TypeReference<TreeMap<String, String>>() {});

  /** Characters of a usual text, so that making one seldom copies it. */
  private static final int USUAL = 120;

  /** No label at all: the whole. */
  public static final Labels NONE = new Labels(new TreeMap<>());

  private final SortedMap<String, String> values;
  private final String text;

  /** Keeps the map, which nobody else may hold. */
  private Labels(TreeMap<String, String> own) {
    this.values = Collections.unmodifiableSortedMap(own);
    this.text = text(own);
  }

  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }

  /** Reads the canonical text; throws {@link IllegalArgumentException} when it is not an object. */
  @JsonCreator
  public static Labels parse(String json) {
    try {
      return new Labels(TEXTS.readValue(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid labels: '" + json + "' (must be JSON)", e);
    }
  }

  private static String text(SortedMap<String, String> values) {
    StringBuilder json = new StringBuilder(USUAL).append('{');
    values.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "\"" : ",\"");
          JsonStringEncoder.getInstance().quoteAsString(name, json);
          json.append("\":\"");
          JsonStringEncoder.getInstance().quoteAsString(value, json);
          json.append('"');
        });
    return json.append('}').toString();
  }

  /** The values by name. */
  public SortedMap<String, String> values() {
    return values;
  }

  /** The value under this name, empty where it is null. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The same labels and one more. */
  public Labels with(String name, String value) {
    TreeMap<String, String> more = new TreeMap<>(values);
    more.put(name, value);
    return new Labels(more);
  }

  /** The same labels without this one. */
  public Labels without(String name) {
    TreeMap<String, String> less = new TreeMap<>(values);
    less.remove(name);
    return new Labels(less);
  }

  /** Canonical text: a JSON object with sorted keys. */
  @JsonValue
  public String text() {
    return text;
  }

  @Override
  public int compareTo(Labels other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels && text.equals(labels.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
