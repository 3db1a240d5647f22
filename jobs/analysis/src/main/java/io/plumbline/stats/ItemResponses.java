package io.plumbline.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Right and wrong answers of examinees of two groups to the same items; immutable.
 *
 * <p>For generations of models an examinee is one attempt (seed and prompt variant).
 */
public final class ItemResponses {

  private final boolean[][] right;
  private final boolean[] focal;

  private ItemResponses(boolean[][] right, boolean[] focal) {
    this.right = right;
    this.focal = focal;
  }

  /**
   * The answers.
   *
   * @param right by examinee, then item
   * @param focal whether the examinee belongs to the focal group, such as the new generation
   * @throws IllegalArgumentException if shapes differ
   */
  public static ItemResponses of(boolean[][] right, boolean[] focal) {
    Defined.requireSameLength("examinees and groups", right.length, focal.length);
    for (boolean[] row : right) {
      Defined.requireSameLength("items", right[0].length, row.length);
    }
    return new ItemResponses(
        Arrays.stream(right).map(boolean[]::clone).toArray(boolean[][]::new), focal.clone());
  }

  int examinees() {
    return right.length;
  }

  int items() {
    return right.length == 0 ? 0 : right[0].length;
  }

  boolean isRight(int examinee, int item) {
    return right[examinee][item];
  }

  boolean isFocal(int examinee) {
    return focal[examinee];
  }

  /** The number of right answers, without the excluded items but always with the one studied. */
  int score(int examinee, int studied, Set<Integer> excluded) {
    int score = 0;
    for (int item = 0; item < items(); item++) {
      boolean counts = item == studied || !excluded.contains(item);
      score += counts && right[examinee][item] ? 1 : 0;
    }
    return score;
  }

  /**
   * One table per score: reference and focal group, right and wrong. Adjacent scores are merged
   * upwards until both groups have {@code fewest} examinees; what is left over joins the last.
   */
  List<FourfoldTable> strata(int studied, Set<Integer> excluded, long fewest) {
    TreeMap<Integer, FourfoldTable> byScore = new TreeMap<>();
    for (int examinee = 0; examinee < examinees(); examinee++) {
      boolean isRight = right[examinee][studied];
      FourfoldTable one =
          focal[examinee]
              ? new FourfoldTable(0, 0, isRight ? 1 : 0, isRight ? 0 : 1)
              : new FourfoldTable(isRight ? 1 : 0, isRight ? 0 : 1, 0, 0);
      byScore.merge(score(examinee, studied, excluded), one, FourfoldTable::plus);
    }
    List<FourfoldTable> strata = new ArrayList<>();
    FourfoldTable open = new FourfoldTable(0, 0, 0, 0);
    for (FourfoldTable table : byScore.values()) {
      open = open.plus(table);
      if (open.row1() >= fewest && open.row2() >= fewest) {
        strata.add(open);
        open = new FourfoldTable(0, 0, 0, 0);
      }
    }
    if (open.n() > 0 && !strata.isEmpty()) {
      int last = strata.size() - 1;
      strata.set(last, strata.get(last).plus(open));
    } else if (open.n() > 0) {
      strata.add(open);
    }
    return strata;
  }
}
