package io.plumbline.pipeline.tally;

import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Where a task takes the entries of map columns from. */
interface EntrySource extends AutoCloseable {

  /** Reads the entries of a batch's rows in one of the recipe's maps. */
  void read(int map, ColumnarBatch batch, Entries into);

  /** Whether all that was read since the beginning was what the batches' rows have. */
  boolean isUsable();

  @Override
  void close();

  /** Takes them from the batches themselves. */
  static EntrySource vectors(Recipe recipe) {
    return new EntrySource() {
      @Override
      public void read(int map, ColumnarBatch batch, Entries into) {
        into.read(batch.column(recipe.maps().get(map).ordinal()), batch.numRows());
      }

      @Override
      public boolean isUsable() {
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
