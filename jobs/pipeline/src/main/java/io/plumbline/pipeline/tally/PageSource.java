package io.plumbline.pipeline.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Takes the entries of map columns from the pages of the file that the batches are read from, side
 * by side with them.
 *
 * <p>Batches bring the rows of a split in order, but a reader may have left out row groups or pages
 * that a pushed filter excludes. Then their number is not the split's, and this way is given up.
 */
final class PageSource implements EntrySource {

  private final Configuration hadoop;
  private final List<Recipe.MapColumn> columns;

  /** The open split's pages, one per column that was read. */
  private final List<Optional<MapPages>> pages = new ArrayList<>();

  private MapPages.Split split = new MapPages.Split("", 0, 0);
  private boolean isUsable = true;

  PageSource(Configuration hadoop, List<Recipe.MapColumn> columns) {
    this.hadoop = hadoop;
    this.columns = columns;
    columns.forEach(column -> pages.add(Optional.empty()));
  }

  @Override
  public void read(int map, ColumnarBatch batch, Entries into) {
    if (!isUsable) {
      return;
    }
    // Spark says it to the thread that reads, before it reads the split's first batch.
    MapPages.Split current =
        new MapPages.Split(
            InputFileBlockHolder.getInputFilePath().toString(),
            InputFileBlockHolder.getStartOffset(),
            InputFileBlockHolder.getLength());
    if (!current.equals(split)) {
      close();
      split = current;
    }
    if (pages.get(map).isEmpty()) {
      pages.set(
          map, MapPages.open(hadoop, split, columns.get(map).name(), into.keys(), into.values()));
    }
    int rows = batch.numRows();
    isUsable &= pages.get(map).filter(open -> open.rowsLeft() >= rows).isPresent();
    if (isUsable) {
      pages.get(map).ifPresent(open -> into.read(open, rows));
    }
  }

  @Override
  public boolean isUsable() {
    return isUsable;
  }

  /** Closes the split; that rows of it are left means that batches lacked some. */
  @Override
  public void close() {
    for (int i = 0; i < pages.size(); i++) {
      pages
          .get(i)
          .ifPresent(
              open -> {
                isUsable &= open.rowsLeft() == 0;
                open.close();
              });
      pages.set(i, Optional.empty());
    }
  }
}
