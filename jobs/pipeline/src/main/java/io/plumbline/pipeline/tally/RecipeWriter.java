package io.plumbline.pipeline.tally;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.plumbline.measure.Expr;
import io.plumbline.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetMapValue;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/** Writes the recipe of measurements once Spark has resolved their expressions. */
final class RecipeWriter {

  /** A recipe, or why there is none. */
  record Written(Optional<Recipe> recipe, String refusal) {}

  private final List<Measurement> measurements;

  /** Position of each expression in the projection. */
  private final Map<Column, Integer> positions = new LinkedHashMap<>();

  RecipeWriter(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
    position(col("night"));
    position(col("record_night"));
    for (Measurement measurement : this.measurements) {
      position(expr(measurement.where()));
      measurement.each().ifPresent(map -> position(col(map)));
      measurement.sums().forEach(sum -> position(expr(sum.sql())));
      List.of(measurement.scope(), measurement.stratum(), measurement.cell())
          .forEach(labels -> labels.forEach(label -> position(SqlTally.text(label))));
    }
  }

  private int position(Column column) {
    return positions.computeIfAbsent(column, c -> positions.size());
  }

  /** What has to be computed of the table; each column has a name of its own. */
  Column[] projection() {
    return positions.entrySet().stream()
        .map(entry -> entry.getKey().as("c" + entry.getValue()))
        .toArray(Column[]::new);
  }

  /** The recipe over the plan of that projection. */
  Written write(PlainScan scan) {
    return new Binding(scan).write();
  }

  /** Binds what a plan computes to the columns it reads. */
  private final class Binding {
    private final PlainScan scan;
    private final List<Attribute> attributes;
    private final Map<ExprId, Integer> ordinals;
    private final List<String> refusals = new ArrayList<>();
    private final List<Formula> wheres = new ArrayList<>();
    private final List<Recipe.Grouping> groupings = new ArrayList<>();
    private final List<Recipe.MapColumn> maps = new ArrayList<>();

    /** What is derived from columns; it has the positions after the scan's columns. */
    private final List<Recipe.Read> derived = new ArrayList<>();

    Binding(PlainScan scan) {
      this.scan = scan;
      this.attributes = scan.columns();
      this.ordinals = scan.ordinals();
    }

    Written write() {
      List<Recipe.Count> counts = measurements.stream().map(this::count).toList();
      Formula filter = formula(scan.filter());
      int night = formula(col("night")).columns().stream().findFirst().orElse(Recipe.NONE);
      int recordNight =
          formula(col("record_night")).columns().stream().findFirst().orElse(Recipe.NONE);
      List<Formula> numbering = new ArrayList<>(wheres);
      numbering.add(filter);
      numbering.add(formula(col("night")));
      numbering.add(formula(col("record_night")));
      for (Recipe.Grouping grouping : groupings) {
        numbering.addAll(grouping.scope().values());
        numbering.addAll(grouping.stratum().values());
      }
      for (Recipe.Count count : counts) {
        numbering.addAll(count.cell().values());
        count.addends().stream().filter(addend -> !addend.isColumn()).forEach(numbering::add);
      }
      List<Integer> numbered = Formula.columnsOf(numbering);
      List<Recipe.Read> reads = new ArrayList<>();
      for (int i = 0; i < attributes.size(); i++) {
        reads.add(
            Recipe.Read.column(
                i,
                attributes.get(i).dataType(),
                numbered.contains(i) ? Recipe.Read.Kind.NUMBERED : Recipe.Read.Kind.RAW));
      }
      reads.addAll(derived);
      for (int column : numbered.stream().filter(c -> c < attributes.size()).toList()) {
        Attribute attribute = attributes.get(column);
        if (!ColumnCodes.isPlain(attribute.dataType())) {
          refuse("column " + attribute.name() + " is of type " + attribute.dataType().sql());
        }
      }
      return refusals.isEmpty()
          ? new Written(
              Optional.of(
                  new Recipe(reads, maps, night, recordNight, filter, wheres, groupings, counts)),
              "")
          : new Written(Optional.empty(), refusals.get(0));
    }

    private Recipe.Count count(Measurement measurement) {
      Formula where = formula(expr(measurement.where()));
      if (!where.expression().dataType().equals(DataTypes.BooleanType)) {
        refuse("the condition of " + measurement.id() + " is not a boolean");
      }
      Recipe.Grouping grouping =
          new Recipe.Grouping(
              place(wheres, where),
              texts(LabelObject.scope(measurement), measurement.scope()),
              texts(LabelObject.stratum(measurement), measurement.stratum()));
      return new Recipe.Count(
          measurement.id(),
          place(groupings, grouping),
          texts(LabelObject.cell(measurement), measurement.cell()),
          measurement.each().map(this::map).orElse(Recipe.NONE),
          measurement.sums().stream().map(sum -> formula(expr(sum.sql()))).toList());
    }

    private <T> int place(List<T> list, T value) {
      if (!list.contains(value)) {
        list.add(value);
      }
      return list.indexOf(value);
    }

    private Recipe.Texts texts(LabelObject object, List<Expr> labels) {
      return new Recipe.Texts(
          object.names(), labels.stream().map(label -> formula(SqlTally.text(label))).toList());
    }

    private int map(String column) {
      Expression output = scan.outputs().get(position(col(column)));
      return map(output)
          .orElseGet(
              () -> {
                refuse("column " + column + " is of type " + output.dataType().sql());
                return Recipe.NONE;
              });
    }

    /** Position of a map whose entries can be read. */
    private Optional<Integer> map(Expression expression) {
      DataType wanted = DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType);
      if (expression instanceof AttributeReference attribute
          && ordinals.containsKey(attribute.exprId())
          && DataType.equalsIgnoreNullability(attribute.dataType(), wanted)) {
        return Optional.of(
            place(maps, new Recipe.MapColumn(attribute.name(), ordinals.get(attribute.exprId()))));
      }
      return Optional.empty();
    }

    /** Position of what can be had from a column without its values, or from a map by a key. */
    private Optional<Integer> derived(Expression expression) {
      if (expression instanceof IsNotNull test
          && test.child() instanceof AttributeReference attribute
          && ordinals.containsKey(attribute.exprId())) {
        return Optional.of(derived(Recipe.Read.presence(ordinals.get(attribute.exprId()))));
      }
      if (expression instanceof ElementAt at && !at.failOnError()) {
        return lookup(at.left(), at.right());
      }
      return expression instanceof GetMapValue at ? lookup(at.child(), at.key()) : Optional.empty();
    }

    private Optional<Integer> lookup(Expression in, Expression key) {
      return key instanceof Literal literal && literal.value() instanceof UTF8String text
          ? map(in).map(map -> derived(Recipe.Read.lookup(map, text.toString())))
          : Optional.empty();
    }

    private int derived(Recipe.Read read) {
      return attributes.size() + place(derived, read);
    }

    private Formula formula(Column column) {
      return formula(scan.outputs().get(position(column)));
    }

    private Formula formula(Expression expression) {
      TreeSet<Integer> used = new TreeSet<>();
      collect(expression, used);
      if (!expression.deterministic()) {
        refuse("an expression is not deterministic");
      }
      List<Integer> columns = List.copyOf(used);
      return new Formula(bind(expression, columns), columns);
    }

    private void collect(Expression expression, TreeSet<Integer> used) {
      Optional<Integer> derived = derived(expression);
      if (derived.isPresent()) {
        used.add(derived.get());
        return;
      }
      if (expression instanceof AttributeReference attribute) {
        Optional.ofNullable(ordinals.get(attribute.exprId()))
            .ifPresentOrElse(used::add, () -> refuse("no column " + attribute.name()));
      } else if (expression instanceof Unevaluable || expression instanceof PlanExpression) {
        refuse("an expression needs " + expression.nodeName());
      }
      CollectionConverters.asJava(expression.children()).forEach(part -> collect(part, used));
    }

    private Expression bind(Expression expression, List<Integer> columns) {
      Optional<Integer> derived = derived(expression);
      if (derived.isPresent()) {
        DataType type = derivedType(derived.get());
        return new BoundReference(columns.indexOf(derived.get()), type, true);
      }
      if (expression instanceof AttributeReference attribute) {
        int ordinal = ordinals.getOrDefault(attribute.exprId(), Recipe.NONE);
        return new BoundReference(columns.indexOf(ordinal), attribute.dataType(), true);
      }
      if (expression.children().isEmpty()) {
        return expression;
      }
      List<Expression> parts =
          CollectionConverters.asJava(expression.children()).stream()
              .map(part -> bind(part, columns))
              .toList();
      return expression.withNewChildren(CollectionConverters.asScala(parts).toIndexedSeq());
    }

    private DataType derivedType(int position) {
      return derived.get(position - attributes.size()).type();
    }

    private void refuse(String why) {
      refusals.add(why);
    }
  }
}
