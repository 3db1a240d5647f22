package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The entries of a map column: where each row's are in a batch, and a number for each of them. They
 * come from a batch's vectors or from the pages of a file.
 */
final class Entries {

  private final ColumnCodes keys = new ColumnCodes(DataTypes.StringType);
  private final ColumnCodes values = new ColumnCodes(DataTypes.StringType);
  private final PairCodes pairs = new PairCodes();
  private int[] offsets = new int[0];
  private int[] lengths = new int[0];

  /** By place: code of the key, of the value, and number of both. */
  private int[] keyCodes = new int[0];

  private int[] valueCodes = new int[0];
  private int[] codes = new int[0];
  private int places;

  /** What an empty row's place has instead of a number. */
  private static final int NOTHING = -1;

  private boolean hasLookups;

  /** Entries that can be looked up by key too. */
  static Entries withLookups() {
    Entries entries = new Entries();
    entries.hasLookups = true;
    return entries;
  }

  /** Codes of the keys. */
  ColumnCodes keys() {
    return keys;
  }

  /** Codes of the values. */
  ColumnCodes values() {
    return values;
  }

  private void clear(int rows) {
    if (offsets.length < rows) {
      offsets = new int[rows];
      lengths = new int[rows];
    }
    Arrays.fill(lengths, 0, rows, 0);
    places = 0;
  }

  /** Reads the next rows from a file's pages; what the other methods say is about them. */
  void read(MapPages pages, int rows) {
    clear(rows);
    pages.read(rows, this);
    if (places == 0) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      int end = i + 1 < rows ? offsets[i + 1] : places;
      lengths[i] = codes[offsets[i]] == NOTHING ? 0 : end - offsets[i];
    }
  }

  /** Says where a row begins. */
  void begin(int row, int place) {
    offsets[row] = place;
  }

  /** How many places there are so far. */
  int places() {
    return places;
  }

  /** Appends places, by codes of keys and values; a row without entries has one without a key. */
  void append(PageColumn ofKeys, int keyAt, PageColumn ofValues, int valueAt, int n) {
    int room = Math.max(places + n, codes.length * 2);
    if (codes.length < places + n) {
      codes = Arrays.copyOf(codes, room);
    }
    if (hasLookups) {
      if (keyCodes.length < codes.length) {
        keyCodes = Arrays.copyOf(keyCodes, codes.length);
        valueCodes = Arrays.copyOf(valueCodes, codes.length);
      }
      System.arraycopy(ofKeys.codes(), keyAt, keyCodes, places, n);
      System.arraycopy(ofValues.codes(), valueAt, valueCodes, places, n);
    }
    pairs.reserve(keys.size(), values.size());
    pairs.number(ofKeys.codes(), keyAt, ofValues.codes(), valueAt, codes, places, n);
    if (!ofKeys.isFull()) {
      for (int i = 0; i < n; i++) {
        if (ofKeys.codes()[keyAt + i] == 0) {
          codes[places + i] = NOTHING;
        }
      }
    }
    places += n;
  }

  /** Reads one batch's vector; what the other methods say is about it. */
  void read(ColumnVector vector, int rows) {
    clear(rows);
    if (!(vector instanceof WritableColumnVector map)) {
      // Only a column that a file lacks comes as anything else.
      if (rows > 0 && !vector.isNullAt(0)) {
        throw new IllegalStateException("Invalid map column: " + vector.getClass().getName());
      }
      return;
    }
    boolean nulls = map.hasNull();
    int from = Integer.MAX_VALUE;
    int to = 0;
    int total = 0;
    for (int i = 0; i < rows; i++) {
      if (nulls && map.isNullAt(i)) {
        continue;
      }
      offsets[i] = map.getArrayOffset(i);
      lengths[i] = map.getArrayLength(i);
      if (lengths[i] > 0) {
        from = Math.min(from, offsets[i]);
        to = Math.max(to, offsets[i] + lengths[i]);
        total += lengths[i];
      }
    }
    if (total == 0) {
      return;
    }
    if (codes.length < to) {
      codes = new int[to];
    }
    if (total == to - from) {
      read(map, from, to);
    } else {
      // Whatever lies between the rows' entries is not data.
      for (int i = 0; i < rows; i++) {
        read(map, offsets[i], offsets[i] + lengths[i]);
      }
    }
  }

  private void read(WritableColumnVector map, int from, int to) {
    keyCodes = keys.read(map.getChild(0), from, to);
    valueCodes = values.read(map.getChild(1), from, to);
    pairs.reserve(keys.size(), values.size());
    pairs.number(keyCodes, from, valueCodes, from, codes, from, to - from);
  }

  /** Code of each row's value of a key, the first one where there are several; 0 without one. */
  void look(UTF8String key, int rows, int[] into) {
    int wanted = keys.code(key);
    for (int i = 0; i < rows; i++) {
      int end = offsets[i] + lengths[i];
      int at = offsets[i];
      while (at < end && keyCodes[at] != wanted) {
        at++;
      }
      into[i] = at < end ? valueCodes[at] : 0;
    }
  }

  /** First of each row's entries. */
  int[] offsets() {
    return offsets;
  }

  /** How many entries each row has; none where the map is null. */
  int[] lengths() {
    return lengths;
  }

  /** Number of each entry's key and value, by place. */
  int[] codes() {
    return codes;
  }

  /** How many numbers there are. */
  int size() {
    return pairs.size();
  }

  /** Distinct keys and values held. */
  int room() {
    return keys.size() + values.size() + pairs.size();
  }

  String key(int code) {
    return text(keys, pairs.first(code)).orElse("");
  }

  Optional<String> value(int code) {
    return text(values, pairs.second(code));
  }

  private static Optional<String> text(ColumnCodes codes, int code) {
    return code == 0
        ? Optional.empty()
        : Optional.of(((UTF8String) codes.value(code)).makeValid().toString());
  }
}
