package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** The entries of a map column: where each row's are in a batch, and a number for each of them. */
final class Entries {

  private final ColumnCodes keys = new ColumnCodes(DataTypes.StringType);
  private final ColumnCodes values = new ColumnCodes(DataTypes.StringType);
  private final PairCodes pairs = new PairCodes();
  private int[] offsets = new int[0];
  private int[] lengths = new int[0];
  private int[] codes = new int[0];

  /** Reads one batch; what the other methods say is about it. */
  void read(ColumnVector vector, int rows) {
    if (offsets.length < rows) {
      offsets = new int[rows];
      lengths = new int[rows];
    }
    Arrays.fill(lengths, 0, rows, 0);
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
      number(map, from, to);
    } else {
      // Whatever lies between the rows' entries is not data.
      for (int i = 0; i < rows; i++) {
        number(map, offsets[i], offsets[i] + lengths[i]);
      }
    }
  }

  private void number(WritableColumnVector map, int from, int to) {
    int[] keyCodes = keys.read(map.getChild(0), from, to);
    int[] valueCodes = values.read(map.getChild(1), from, to);
    pairs.reserve(keys.size(), values.size());
    for (int i = from; i < to; i++) {
      codes[i] = pairs.number(keyCodes[i], valueCodes[i]);
    }
  }

  /** First of a row's entries. */
  int offset(int row) {
    return offsets[row];
  }

  /** How many entries a row has; none where the map is null. */
  int length(int row) {
    return lengths[row];
  }

  /** Number of each entry's key and value, by position. */
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
