package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Turns the values of one column into small numbers, the same ones for all batches of a task: 0 for
 * null, then values in order of first appearance. Where a batch brings a dictionary, each of its
 * entries is looked at once.
 */
final class ColumnCodes {

  /** How a value is taken out of a vector, and how Spark represents it. */
  private enum Kind {
    TEXT,
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG;

    static Optional<Kind> of(DataType type) {
      // Texts under another collation are equal without being the same bytes.
      if (type.equals(DataTypes.StringType)) {
        return Optional.of(TEXT);
      }
      if (type instanceof BooleanType) {
        return Optional.of(BOOLEAN);
      }
      if (type instanceof ByteType) {
        return Optional.of(BYTE);
      }
      if (type instanceof ShortType) {
        return Optional.of(SHORT);
      }
      if (type instanceof IntegerType || type instanceof DateType) {
        return Optional.of(INT);
      }
      if (type instanceof LongType || type instanceof TimestampType) {
        return Optional.of(LONG);
      }
      return Optional.empty();
    }
  }

  private final Kind kind;
  private final TextIndex texts = new TextIndex();
  private final LongIndex longs = new LongIndex();
  private int[] codes = new int[0];
  private Object dictionary = new Object();

  /** Code by dictionary id; 0 where the entry was not met yet. */
  private int[] translation = new int[0];

  ColumnCodes(DataType type) {
    this.kind =
        Kind.of(type)
            .orElseThrow(() -> new IllegalArgumentException("Invalid column type: " + type.sql()));
  }

  /** Codes of a column that is never read. */
  static ColumnCodes unread() {
    return new ColumnCodes(DataTypes.LongType);
  }

  /** Whether values of this type can be numbered. */
  static boolean isPlain(DataType type) {
    return Kind.of(type).isPresent();
  }

  /** How many codes there are, null's included. */
  int size() {
    return 1 + (kind == Kind.TEXT ? texts.size() : longs.size());
  }

  /** The value behind a code, as Spark's expressions see it; code 0 is null and has none. */
  Object value(int code) {
    if (kind == Kind.TEXT) {
      return texts.value(code - 1);
    }
    long value = longs.value(code - 1);
    return switch (kind) {
      case BOOLEAN -> value != 0;
      case BYTE -> (byte) value;
      case SHORT -> (short) value;
      case INT -> (int) value;
      case LONG, TEXT -> value;
    };
  }

  /**
   * Codes of the rows {@code from} (included) to {@code to} (excluded) at their own positions; the
   * array is overwritten by the next call.
   */
  int[] read(ColumnVector vector, int from, int to) {
    if (codes.length < to) {
      codes = Arrays.copyOf(codes, Math.max(to, codes.length * 2));
    }
    if (from >= to) {
      return codes;
    }
    if (vector instanceof ConstantColumnVector) {
      Arrays.fill(codes, from, to, vector.isNullAt(0) ? 0 : code(vector, 0));
    } else if (vector instanceof WritableColumnVector writable && writable.hasDictionary()) {
      readIds(writable, from, to);
    } else {
      boolean nulls = vector.hasNull();
      for (int i = from; i < to; i++) {
        codes[i] = nulls && vector.isNullAt(i) ? 0 : code(vector, i);
      }
    }
    return codes;
  }

  /** Code of a text; its bytes are copied if it is new. */
  int code(UTF8String text) {
    return 1 + texts.number(text);
  }

  /** Codes of whether rows have a value; of these codes the values are booleans. */
  int[] readPresence(ColumnVector vector, int rows) {
    if (codes.length < rows) {
      codes = new int[rows];
    }
    int absent = 1 + longs.number(0);
    int present = 1 + longs.number(1);
    if (!vector.hasNull()) {
      Arrays.fill(codes, 0, rows, present);
      return codes;
    }
    for (int i = 0; i < rows; i++) {
      codes[i] = vector.isNullAt(i) ? absent : present;
    }
    return codes;
  }

  private void readIds(WritableColumnVector vector, int from, int to) {
    Object current = Dictionaries.identity(vector);
    if (current != dictionary) {
      dictionary = current;
      Arrays.fill(translation, 0);
    }
    int[] ids = vector.getDictionaryIds().getInts(from, to - from);
    boolean nulls = vector.hasNull();
    for (int i = from; i < to; i++) {
      if (nulls && vector.isNullAt(i)) {
        codes[i] = 0;
        continue;
      }
      int id = ids[i - from];
      int code = id < translation.length ? translation[id] : 0;
      codes[i] = code == 0 ? translate(vector, i, id) : code;
    }
  }

  private int translate(WritableColumnVector vector, int row, int id) {
    if (id >= translation.length) {
      translation = Arrays.copyOf(translation, Math.max(id + 1, translation.length * 2));
    }
    translation[id] = code(vector, row);
    return translation[id];
  }

  private int code(ColumnVector vector, int row) {
    return 1
        + switch (kind) {
          case TEXT -> texts.number(vector.getUTF8String(row));
          case BOOLEAN -> longs.number(vector.getBoolean(row) ? 1 : 0);
          case BYTE -> longs.number(vector.getByte(row));
          case SHORT -> longs.number(vector.getShort(row));
          case INT -> longs.number(vector.getInt(row));
          case LONG -> longs.number(vector.getLong(row));
        };
  }
}
