package io.plumbline.pipeline.tally;

import io.plumbline.measure.Labels;
import io.plumbline.pipeline.tally.Partial.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts columnar batches of one task: numbers columns, groups rows, increments arrays. */
final class BatchCounter {

  /** Tuples times entries up to which each pair has its cell before rows are looked at. */
  private static final int LARGEST_KNOWN = 1 << 16;

  private final Recipe recipe;
  private final long largestRoom;
  private final List<ColumnCodes> columns;

  /** Keys of the columns that are looked up. */
  private final List<UTF8String> keys;

  private final int[][] codes;
  private final List<Entries> entries;
  private final EntrySource source;
  private final Choice filter;
  private final List<Choice> wheres;
  private final List<GroupCodes> groupings = new ArrayList<>();
  private final List<CellCodes> cells = new ArrayList<>();
  private final Accumulation counted;

  /**
   * @param largestRoom how many counts and distinct values may be held
   */
  BatchCounter(Recipe recipe, EntrySource source, long largestRoom) {
    this.recipe = recipe;
    this.source = source;
    this.largestRoom = largestRoom;
    this.entries = new ArrayList<>();
    for (int i = 0; i < recipe.maps().size(); i++) {
      int map = i;
      entries.add(
          recipe.columns().stream().anyMatch(read -> read.map() == map)
              ? Entries.withLookups()
              : new Entries());
    }
    this.columns = recipe.columns().stream().map(this::codes).toList();
    this.keys = recipe.columns().stream().map(read -> UTF8String.fromString(read.key())).toList();
    this.codes = new int[columns.size()][0];
    this.filter = new Choice(recipe.filter(), columns);
    this.wheres = recipe.wheres().stream().map(where -> new Choice(where, columns)).toList();
    this.counted = new Accumulation(recipe);
    for (int i = 0; i < recipe.groupings().size(); i++) {
      groupings.add(new GroupCodes(i));
    }
    for (int i = 0; i < recipe.counts().size(); i++) {
      cells.add(new CellCodes(i));
    }
  }

  private ColumnCodes codes(Recipe.Read read) {
    return switch (read.kind()) {
      case NUMBERED, PRESENCE -> new ColumnCodes(read.type());
      case LOOKUP -> entries.get(read.map()).values();
      case RAW -> ColumnCodes.unread();
    };
  }

  void add(ColumnarBatch batch) {
    int n = batch.numRows();
    for (int i = 0; i < entries.size(); i++) {
      source.read(i, batch, entries.get(i));
    }
    if (!source.isUsable()) {
      return;
    }
    for (int i = 0; i < codes.length; i++) {
      Recipe.Read read = recipe.columns().get(i);
      switch (read.kind()) {
        case NUMBERED -> codes[i] = columns.get(i).read(batch.column(read.ordinal()), 0, n);
        case PRESENCE -> codes[i] = columns.get(i).readPresence(batch.column(read.ordinal()), n);
        case LOOKUP -> {
          codes[i] = room(codes[i], n);
          entries.get(read.map()).look(keys.get(i), n, codes[i]);
        }
        case RAW -> {
          // Whatever sums it reads it.
        }
      }
    }
    Rows present = filter.choose(codes, Rows.all(n));
    List<Rows> chosen = wheres.stream().map(where -> where.choose(codes, present)).toList();
    for (int i = 0; i < groupings.size(); i++) {
      groupings.get(i).read(chosen.get(recipe.groupings().get(i).where()));
    }
    for (int i = 0; i < cells.size(); i++) {
      Recipe.Count count = recipe.counts().get(i);
      Rows rows = chosen.get(recipe.groupings().get(count.grouping()).where());
      cells.get(i).count(batch, rows, groupings.get(count.grouping()).numbers);
    }
  }

  /** Whether so much was met that another way of counting has to be taken. */
  boolean isTooLarge() {
    long room = counted.room();
    for (ColumnCodes column : columns) {
      room += column.size();
    }
    for (Entries map : entries) {
      room += map.room();
    }
    for (GroupCodes grouping : groupings) {
      room += grouping.tuples.size();
    }
    for (CellCodes cell : cells) {
      room += cell.tuples.size();
    }
    return room > largestRoom;
  }

  Partial toPartial() {
    return isTooLarge() ? Partial.stopped(Partial.End.TOO_LARGE) : counted.toPartial();
  }

  private static int[] room(int[] held, int needed) {
    return held.length < needed ? Arrays.copyOf(held, Math.max(needed, held.length * 2)) : held;
  }

  private static TreeMap<String, String> labels(
      Recipe.Texts texts, List<Integer> given, Object[] values) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (int i = 0; i < texts.values().size(); i++) {
      String name = texts.names().get(i);
      texts.values().get(i).text(given, values).ifPresent(text -> labels.put(name, text));
    }
    return labels;
  }

  /** Gives each row that counts the number of its group. */
  private final class GroupCodes {
    private final int grouping;
    private final List<Integer> given;
    private final TupleCodes tuples;

    /** Group + 1 by tuple; 0 where the tuple was not met yet. */
    private int[] known = new int[0];

    private int[] numbers = new int[0];

    GroupCodes(int grouping) {
      this.grouping = grouping;
      List<Formula> formulas = new ArrayList<>();
      formulas.addAll(recipe.groupings().get(grouping).scope().values());
      formulas.addAll(recipe.groupings().get(grouping).stratum().values());
      TreeMap<Integer, Boolean> all = new TreeMap<>();
      Formula.columnsOf(formulas).forEach(column -> all.put(column, true));
      all.put(recipe.night(), true);
      all.put(recipe.recordNight(), true);
      this.given = List.copyOf(all.keySet());
      this.tuples = new TupleCodes(given, columns);
    }

    void read(Rows rows) {
      int[] read = tuples.read(codes, rows);
      known = room(known, tuples.size());
      numbers = room(numbers, rows.size());
      for (int i = 0; i < rows.size(); i++) {
        int group = known[read[i]];
        numbers[i] = (group == 0 ? meet(read[i]) : group) - 1;
      }
    }

    private int meet(int tuple) {
      Object[] values = tuples.values(tuple);
      Recipe.Grouping by = recipe.groupings().get(grouping);
      Group group =
          new Group(
              (int) values[given.indexOf(recipe.night())],
              (int) values[given.indexOf(recipe.recordNight())],
              Labels.of(labels(by.scope(), given, values)).text(),
              Labels.of(labels(by.stratum(), given, values)).text());
      known[tuple] = counted.group(grouping, group) + 1;
      return known[tuple];
    }
  }

  /** Counts one measurement. */
  private final class CellCodes {
    private final int index;
    private final Recipe.Count count;
    private final List<Integer> given;
    private final TupleCodes tuples;
    private final List<Amounts> amounts;
    private final Optional<Entries> map;

    /** Tuple and entry of a cell whose entries are counted. */
    private final PairCodes pairs = new PairCodes();

    /** Cell + 1 by tuple, or by pair; 0 where it was not met yet. */
    private int[] known = new int[0];

    private int[] numbers = new int[0];
    private int[] groups = new int[0];

    /** Cell by tuple and entry, one stretch per tuple; all of them up to what is known. */
    private int[] cellOfEntry = new int[0];

    private int cellStride;
    private int knownTuples;
    private int knownEntries;
    private long[] added = new long[0];

    CellCodes(int index) {
      this.index = index;
      this.count = recipe.counts().get(index);
      this.given = Formula.columnsOf(count.cell().values());
      this.tuples = new TupleCodes(given, columns);
      this.amounts =
          count.addends().stream()
              .map(addend -> new Amounts(addend, recipe.columns(), columns))
              .toList();
      this.map =
          count.each() == Recipe.NONE ? Optional.empty() : Optional.of(entries.get(count.each()));
    }

    void count(ColumnarBatch batch, Rows rows, int[] rowGroups) {
      int[] read = tuples.read(codes, rows);
      if (map.isPresent()) {
        countEntries(batch, rows, rowGroups, read, map.get());
        return;
      }
      int n = rows.size();
      known = room(known, tuples.size());
      numbers = room(numbers, n);
      for (int i = 0; i < n; i++) {
        int cell = known[read[i]];
        numbers[i] = (cell == 0 ? meet(read[i], read[i]) : cell) - 1;
      }
      CellCounts counts = counted.counts(index);
      counts.increment(
          rowGroups, numbers, n, counted.groups(count.grouping()), counted.cells(index));
      for (int s = 0; s < amounts.size(); s++) {
        counts.add(s, rowGroups, numbers, amounts.get(s).read(batch, codes, rows), n);
      }
    }

    private void countEntries(
        ColumnarBatch batch, Rows rows, int[] rowGroups, int[] read, Entries of) {
      CellCounts counts = counted.counts(index);
      if (amounts.isEmpty() && (long) tuples.size() * of.size() <= LARGEST_KNOWN) {
        meetAll(of);
        counts.reserve(counted.groups(count.grouping()), counted.cells(index));
        if (counts.isDense()) {
          counts.increment(rowGroups, read, rows, of, cellOfEntry, cellStride);
          return;
        }
      }
      int[] offsets = of.offsets();
      int[] lengths = of.lengths();
      int n = 0;
      for (int i = 0; i < rows.size(); i++) {
        n += lengths[rows.row(i)];
      }
      numbers = room(numbers, n);
      groups = room(groups, n);
      pairs.reserve(tuples.size(), of.size());
      int[] entryCodes = of.codes();
      int next = 0;
      for (int i = 0; i < rows.size(); i++) {
        int row = rows.row(i);
        int from = offsets[row];
        int to = from + lengths[row];
        int tuple = read[i];
        int group = rowGroups[i];
        for (int e = from; e < to; e++) {
          numbers[next] = pairs.number(tuple, entryCodes[e]);
          groups[next++] = group;
        }
      }
      known = room(known, pairs.size());
      for (int i = 0; i < n; i++) {
        int cell = known[numbers[i]];
        numbers[i] = (cell == 0 ? meet(pairs.first(numbers[i]), numbers[i]) : cell) - 1;
      }
      counts.increment(groups, numbers, n, counted.groups(count.grouping()), counted.cells(index));
      for (int s = 0; s < amounts.size(); s++) {
        long[] ofRows = amounts.get(s).read(batch, codes, rows);
        added = added.length < n ? new long[n] : added;
        next = 0;
        for (int i = 0; i < rows.size(); i++) {
          for (int e = lengths[rows.row(i)]; e > 0; e--) {
            added[next++] = ofRows[i];
          }
        }
        counts.add(s, groups, numbers, added, n);
      }
    }

    /**
     * Gives every tuple and entry that could be met together its cell, before rows are looked at.
     */
    private void meetAll(Entries of) {
      if (tuples.size() == knownTuples && of.size() == knownEntries) {
        return;
      }
      if (of.size() > cellStride) {
        int stride = Math.max(of.size(), 2 * cellStride);
        int[] wider = new int[tuples.size() * stride];
        for (int t = 0; t < knownTuples; t++) {
          System.arraycopy(cellOfEntry, t * cellStride, wider, t * stride, knownEntries);
        }
        cellOfEntry = wider;
        cellStride = stride;
      }
      cellOfEntry = room(cellOfEntry, tuples.size() * cellStride);
      for (int tuple = 0; tuple < tuples.size(); tuple++) {
        for (int e = tuple < knownTuples ? knownEntries : 0; e < of.size(); e++) {
          cellOfEntry[tuple * cellStride + e] =
              counted.cell(index, Labels.of(labels(tuple, of, e)).text());
        }
      }
      knownTuples = tuples.size();
      knownEntries = of.size();
    }

    private TreeMap<String, String> labels(int tuple, Entries of, int entry) {
      TreeMap<String, String> labels =
          BatchCounter.labels(count.cell(), given, tuples.values(tuple));
      labels.put(LabelObject.KEY, of.key(entry));
      of.value(entry).ifPresent(value -> labels.put(LabelObject.VALUE, value));
      return labels;
    }

    private int meet(int tuple, int place) {
      TreeMap<String, String> labels =
          map.map(of -> labels(tuple, of, pairs.second(place)))
              .orElseGet(() -> BatchCounter.labels(count.cell(), given, tuples.values(tuple)));
      known[place] = counted.cell(index, Labels.of(labels).text()) + 1;
      return known[place];
    }
  }
}
