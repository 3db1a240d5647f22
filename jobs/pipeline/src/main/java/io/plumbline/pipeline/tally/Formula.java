package io.plumbline.pipeline.tally;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/**
 * A Spark expression over some columns, evaluated by Spark itself, but only once per distinct
 * combination of their values.
 *
 * @param expression bound to the columns in their order
 * @param columns positions of the columns
 */
record Formula(Expression expression, List<Integer> columns) implements Serializable {

  Formula {
    columns = List.copyOf(columns);
  }

  /** Whether it is a column as it stands. */
  boolean isColumn() {
    return expression instanceof BoundReference;
  }

  /** Its value where these columns have these values; empty where it is null. */
  Optional<Object> value(List<Integer> given, Object[] values) {
    Object[] own = new Object[columns.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = values[given.indexOf(columns.get(i))];
    }
    return Optional.ofNullable(expression.eval(new GenericInternalRow(own)));
  }

  /** Its value as text; empty where it is null. */
  Optional<String> text(List<Integer> given, Object[] values) {
    return value(given, values).map(Object::toString);
  }

  /** Its value as a number; null is 0, true is 1. */
  long number(List<Integer> given, Object[] values) {
    return value(given, values)
        .map(v -> v instanceof Boolean yes ? (yes ? 1L : 0L) : ((Number) v).longValue())
        .orElse(0L);
  }

  /** Positions of all columns of these formulas, ascending. */
  static List<Integer> columnsOf(Collection<Formula> formulas) {
    TreeSet<Integer> all = new TreeSet<>();
    formulas.forEach(formula -> all.addAll(formula.columns()));
    return List.copyOf(all);
  }
}
