package io.plumbline.pipeline.tally;

import java.util.Arrays;
import java.util.List;

/** Chooses rows by a condition that is evaluated once per distinct combination of its columns. */
final class Choice {

  private static final byte NO = 1;
  private static final byte YES = 2;

  private final Formula condition;
  private final TupleCodes codes;
  private final Rows chosen = Rows.all(0);

  /** Verdict by code; 0 where the condition was not evaluated yet. */
  private byte[] verdicts = new byte[0];

  private boolean[] marks = new boolean[0];

  Choice(Formula condition, List<ColumnCodes> columns) {
    this.condition = condition;
    this.codes = new TupleCodes(condition.columns(), columns);
  }

  /** The rows among these for which the condition is true; valid until the next call. */
  Rows choose(int[][] batch, Rows rows) {
    int[] tuples = codes.read(batch, rows);
    if (verdicts.length < codes.size()) {
      verdicts = Arrays.copyOf(verdicts, codes.size() * 2);
    }
    if (marks.length < rows.size()) {
      marks = new boolean[rows.size()];
    }
    for (int i = 0; i < rows.size(); i++) {
      byte verdict = verdicts[tuples[i]];
      marks[i] = (verdict == 0 ? decide(tuples[i]) : verdict) == YES;
    }
    chosen.choose(rows, marks);
    return chosen;
  }

  private byte decide(int tuple) {
    boolean yes =
        condition
            .value(condition.columns(), codes.values(tuple))
            .filter(Boolean.TRUE::equals)
            .isPresent();
    verdicts[tuple] = yes ? YES : NO;
    return verdicts[tuple];
  }
}
