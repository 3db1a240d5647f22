package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** What one sum adds for each row: a column's own number, or a formula's. */
final class Amounts {

  private final Formula formula;
  private final List<Recipe.Read> columns;
  private final TupleCodes codes;
  private long[] amounts = new long[0];

  /** Number by code, and whether it is known yet. */
  private long[] numbers = new long[0];

  private boolean[] known = new boolean[0];

  Amounts(Formula formula, List<Recipe.Read> columns, List<ColumnCodes> values) {
    this.formula = formula;
    this.columns = columns;
    this.codes = new TupleCodes(formula.columns(), values);
  }

  /** Amounts of these rows, in their order; valid until the next call. */
  long[] read(ColumnarBatch batch, int[][] numbered, Rows rows) {
    if (amounts.length < rows.size()) {
      amounts = new long[rows.size()];
    }
    if (formula.isColumn()) {
      readColumn(batch, rows);
    } else {
      evaluate(numbered, rows);
    }
    return amounts;
  }

  private void readColumn(ColumnarBatch batch, Rows rows) {
    Recipe.Read read = columns.get(formula.columns().get(0));
    ColumnVector vector = batch.column(read.ordinal());
    boolean nulls = vector.hasNull();
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.row(i);
      amounts[i] = nulls && vector.isNullAt(row) ? 0 : number(vector, read.type(), row);
    }
  }

  private static long number(ColumnVector vector, DataType type, int row) {
    if (type instanceof LongType) {
      return vector.getLong(row);
    }
    if (type instanceof BooleanType) {
      return vector.getBoolean(row) ? 1 : 0;
    }
    if (type instanceof ByteType) {
      return vector.getByte(row);
    }
    return type instanceof ShortType ? vector.getShort(row) : vector.getInt(row);
  }

  private void evaluate(int[][] numbered, Rows rows) {
    int[] tuples = codes.read(numbered, rows);
    if (known.length < codes.size()) {
      known = Arrays.copyOf(known, codes.size() * 2);
      numbers = Arrays.copyOf(numbers, known.length);
    }
    for (int i = 0; i < rows.size(); i++) {
      int tuple = tuples[i];
      if (!known[tuple]) {
        numbers[tuple] = formula.number(formula.columns(), codes.values(tuple));
        known[tuple] = true;
      }
      amounts[i] = numbers[tuple];
    }
  }
}
