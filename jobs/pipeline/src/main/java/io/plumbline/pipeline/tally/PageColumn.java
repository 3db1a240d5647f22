package io.plumbline.pipeline.tally;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.unsafe.types.UTF8String;

/** The keys or the values of a map column, page by page, as the codes of their texts. */
final class PageColumn {

  private final ColumnDescriptor column;
  private final ColumnCodes texts;
  private PageReader pages;
  private Dictionary dictionary;

  /** Code by dictionary id; 0 where the entry was not met yet. */
  private int[] translation = new int[0];

  private byte[] held = new byte[0];
  private int[] levels = new int[0];

  /** Of the current page: code by place, 0 where there is no text; and places that begin rows. */
  private int[] codes = new int[0];

  private int[] starts = new int[0];
  private int startCount;
  private int size;
  private boolean isFull;

  /** Values of the row group that are in pages not read yet. */
  private long left;

  @SuppressWarnings("NullAway")
  PageColumn(ColumnDescriptor column, ColumnCodes texts) {
    this.column = column;
    this.texts = texts;
  }

  /** Goes on with another row group. */
  @SuppressWarnings("NullAway")
  void open(PageReadStore group) {
    pages = group.getPageReader(column);
    left = pages.getTotalValueCount();
    size = 0;
    startCount = 0;
    dictionary = null;
    DictionaryPage page = pages.readDictionaryPage();
    if (page != null) {
      try {
        dictionary = page.getEncoding().initDictionary(column, page);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int entries = dictionary.getMaxId() + 1;
      translation = translation.length < entries ? new int[entries] : translation;
      Arrays.fill(translation, 0, entries, 0);
    }
  }

  boolean hasPage() {
    return left > 0;
  }

  /** Reads the next page. */
  void next() {
    DataPage page = pages.readPage();
    size = page.getValueCount();
    left -= size;
    if (codes.length < size) {
      codes = new int[size];
      levels = new int[size];
      starts = new int[size];
    }
    try {
      if (page instanceof DataPageV1 first) {
        read(first);
      } else {
        read((DataPageV2) page);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(DataPageV1 page) throws IOException {
    int length = hold(page.getBytes());
    ByteBuffer view = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);
    int repetition = view.getInt(0);
    rowStarts(4);
    int at = 4 + repetition;
    int definition = view.getInt(at);
    int texts = definitions(at + 4);
    at += 4 + definition;
    values(page.getValueEncoding(), at, length, texts);
  }

  private void read(DataPageV2 page) throws IOException {
    hold(page.getRepetitionLevels());
    rowStarts(0);
    hold(page.getDefinitionLevels());
    int texts = definitions(0);
    values(page.getDataEncoding(), 0, hold(page.getData()), texts);
  }

  private int hold(BytesInput input) throws IOException {
    int length = Math.toIntExact(input.size());
    if (held.length < length + PackedRuns.PADDING) {
      held = new byte[length + length / 4 + PackedRuns.PADDING];
    }
    if (input.toInputStream().readNBytes(held, 0, length) < length) {
      throw new EOFException("A page of column " + column + " ends before its length");
    }
    return length;
  }

  private void rowStarts(int at) {
    PackedRuns runs = new PackedRuns(1);
    runs.start(held, at);
    startCount = runs.zeros(starts, size);
  }

  /** How many places have a text. */
  private int definitions(int at) {
    int most = column.getMaxDefinitionLevel();
    PackedRuns runs = new PackedRuns(32 - Integer.numberOfLeadingZeros(most));
    runs.start(held, at);
    isFull = runs.isAll(most, size);
    if (isFull) {
      return size;
    }
    runs.read(levels, size);
    int texts = 0;
    for (int i = 0; i < size; i++) {
      texts += levels[i] == most ? 1 : 0;
    }
    return texts;
  }

  private void values(Encoding encoding, int at, int end, int count) throws IOException {
    if (encoding.usesDictionary()) {
      PackedRuns ids = new PackedRuns(count == 0 ? 0 : held[at]);
      ids.start(held, at + 1);
      ids.read(codes, count);
      for (int i = 0; i < count; i++) {
        int code = translation[codes[i]];
        codes[i] = code == 0 ? translate(codes[i]) : code;
      }
    } else if (count > 0) {
      ValuesReader reader = encoding.getValuesReader(column, ValuesType.VALUES);
      reader.initFromPage(
          count, ByteBufferInputStream.wrap(ByteBuffer.wrap(held, at, end - at).slice()));
      for (int i = 0; i < count; i++) {
        codes[i] = code(reader.readBytes());
      }
    }
    if (!isFull) {
      spread(count);
    }
  }

  /** Moves the codes of the texts to their places. */
  private void spread(int count) {
    int from = count;
    for (int i = size - 1; i >= 0; i--) {
      codes[i] = levels[i] == column.getMaxDefinitionLevel() ? codes[--from] : 0;
    }
  }

  private int translate(int id) {
    translation[id] = code(dictionary.decodeToBinary(id));
    return translation[id];
  }

  private int code(Binary text) {
    return texts.code(UTF8String.fromBytes(text.getBytesUnsafe()));
  }

  /** How many places the current page has. */
  int size() {
    return size;
  }

  /** Whether every place of the current page has a text. */
  boolean isFull() {
    return isFull;
  }

  /** Code by place; valid until the next page. */
  int[] codes() {
    return codes;
  }

  /** Places of the current page that begin a row, ascending, {@link #startCount} of them. */
  int[] starts() {
    return starts;
  }

  int startCount() {
    return startCount;
  }
}
