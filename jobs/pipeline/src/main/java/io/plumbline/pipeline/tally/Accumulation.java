package io.plumbline.pipeline.tally;

import io.plumbline.pipeline.tally.Partial.Cells;
import io.plumbline.pipeline.tally.Partial.Group;
import io.plumbline.pipeline.tally.Partial.Groups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts of all measurements so far, with the texts of their groups and cells numbered. */
final class Accumulation {

  private final Recipe recipe;
  private final List<Numbered<Group>> groups = new ArrayList<>();
  private final List<Numbered<String>> cells = new ArrayList<>();
  private final List<CellCounts> counts = new ArrayList<>();

  Accumulation(Recipe recipe) {
    this.recipe = recipe;
    recipe.groupings().forEach(grouping -> groups.add(new Numbered<>()));
    for (Recipe.Count count : recipe.counts()) {
      cells.add(new Numbered<>());
      counts.add(new CellCounts(count.addends().size()));
    }
  }

  int group(int grouping, Group group) {
    return groups.get(grouping).number(group);
  }

  int groups(int grouping) {
    return groups.get(grouping).values.size();
  }

  int cell(int count, String text) {
    return cells.get(count).number(text);
  }

  int cells(int count) {
    return cells.get(count).values.size();
  }

  CellCounts counts(int count) {
    return counts.get(count);
  }

  /** Counts held in memory. */
  long room() {
    long room = 0;
    for (int i = 0; i < counts.size(); i++) {
      room += counts.get(i).room() + cells(i);
    }
    for (int i = 0; i < groups.size(); i++) {
      room += groups(i);
    }
    return room;
  }

  /** Adds what another task counted. */
  Accumulation add(Partial partial) {
    List<int[]> groupNumbers = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Groups theirs = partial.groups().get(i);
      int[] numbers = new int[theirs.size()];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = group(i, theirs.group(j));
      }
      groupNumbers.add(numbers);
    }
    for (int i = 0; i < counts.size(); i++) {
      Cells theirs = partial.cells().get(i);
      int[] cellNumbers = new int[theirs.texts().length];
      for (int j = 0; j < cellNumbers.length; j++) {
        cellNumbers[j] = cell(i, theirs.texts()[j]);
      }
      int grouping = recipe.counts().get(i).grouping();
      counts
          .get(i)
          .add(
              theirs.filled(), groupNumbers.get(grouping), cellNumbers, groups(grouping), cells(i));
    }
    return this;
  }

  Partial toPartial() {
    List<Groups> groupTables = groups.stream().map(held -> Groups.of(held.values)).toList();
    List<Cells> cellTables = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      cellTables.add(
          new Cells(cells.get(i).values.toArray(String[]::new), counts.get(i).toFilled()));
    }
    return new Partial(Partial.End.COUNTED, groupTables, cellTables);
  }

  /** Numbers distinct values in order of first appearance. */
  private static final class Numbered<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int number(T value) {
      Integer next = values.size();
      Integer known = numbers.putIfAbsent(value, next);
      if (known == null) {
        values.add(value);
        return next;
      }
      return known;
    }
  }
}
