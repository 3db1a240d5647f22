package io.plumbline.pipeline.tally;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.delta.DeltaParquetFileFormat;
import org.apache.spark.sql.delta.NoMapping$;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A physical plan that does nothing but read files, drop rows and compute columns: what the
 * columnar way can do by itself.
 *
 * @param scan reads the files
 * @param filter over the scan's columns: which rows are left
 * @param outputs over the scan's columns: what is computed
 */
record PlainScan(FileSourceScanExec scan, Expression filter, List<Expression> outputs) {

  /** The column by which Delta drops rows that a deletion vector names. */
  private static final String ROW_IS_DELETED = "__delta_internal_is_row_deleted";

  /** A plan taken apart, or why it cannot be. */
  record Reading(Optional<PlainScan> scan, String refusal) {
    static Reading refused(String why) {
      return new Reading(Optional.empty(), why);
    }
  }

  /** Takes the plan of a projection apart. */
  static Reading of(SparkPlan plan) {
    SparkPlan node = inside(plan);
    if (!(node instanceof ProjectExec top)) {
      return Reading.refused("its plan starts with " + node.nodeName());
    }
    List<Expression> outputs =
        CollectionConverters.asJava(top.projectList()).stream().map(PlainScan::computed).toList();
    Expression filter = Literal.TrueLiteral();
    node = inside(top.child());
    while (!(node instanceof FileSourceScanExec)) {
      if (node instanceof FilterExec drop) {
        filter = new And(drop.condition(), filter);
        node = inside(drop.child());
      } else if (node instanceof ProjectExec pass && onlyPasses(pass)) {
        node = inside(pass.child());
      } else {
        return Reading.refused(
            hasDeletionVectors(node)
                ? "its files have deletion vectors"
                : "its plan reads through " + node.nodeName());
      }
    }
    if (hasDeletionVectors(node)) {
      return Reading.refused("its files have deletion vectors");
    }
    FileSourceScanExec scan = (FileSourceScanExec) node;
    if (!scan.supportsColumnar()) {
      return Reading.refused("its files are not read as columnar batches");
    }
    return new Reading(Optional.of(new PlainScan(scan, filter, outputs)), "");
  }

  /** Place in a batch of each of the scan's columns. */
  Map<ExprId, Integer> ordinals() {
    Map<ExprId, Integer> ordinals = new HashMap<>();
    for (Attribute column : columns()) {
      ordinals.put(column.exprId(), ordinals.size());
    }
    return ordinals;
  }

  /** The scan's columns in the order in which a batch has them. */
  List<Attribute> columns() {
    return new ArrayList<>(CollectionConverters.asJava(scan.output()));
  }

  /** The scan without these columns; empty where files may have them under other names. */
  Optional<FileSourceScanExec> without(List<String> names) {
    List<Attribute> dropped =
        columns().stream().filter(column -> names.contains(column.name())).toList();
    if (!readsByName(scan.relation().fileFormat())) {
      return Optional.empty();
    }
    StructType kept = new StructType();
    for (StructField field : scan.requiredSchema().fields()) {
      kept = names.contains(field.name()) ? kept : kept.add(field);
    }
    return Optional.of(
        scan.copy(
            scan.relation(),
            scan.stream(),
            CollectionConverters.asScala(
                    columns().stream().filter(column -> !dropped.contains(column)).toList())
                .toSeq(),
            kept,
            scan.partitionFilters(),
            scan.optionalBucketSet(),
            scan.optionalNumCoalescedBuckets(),
            scan.dataFilters(),
            scan.tableIdentifier(),
            scan.disableBucketedScan()));
  }

  private static boolean readsByName(FileFormat format) {
    return format instanceof DeltaParquetFileFormat delta
        ? delta.columnMappingMode() == NoMapping$.MODULE$
        : format instanceof ParquetFileFormat;
  }

  private static boolean hasDeletionVectors(SparkPlan plan) {
    return CollectionConverters.asJava(plan.output()).stream()
            .anyMatch(column -> column.name().equals(ROW_IS_DELETED))
        || CollectionConverters.asJava(plan.children()).stream()
            .anyMatch(PlainScan::hasDeletionVectors);
  }

  private static Expression computed(NamedExpression output) {
    return output instanceof Alias alias ? alias.child() : (Expression) output;
  }

  private static boolean onlyPasses(ProjectExec project) {
    return CollectionConverters.asJava(project.projectList()).stream()
        .allMatch(AttributeReference.class::isInstance);
  }

  /** The node below those that only say how a plan is run. */
  private static SparkPlan inside(SparkPlan plan) {
    SparkPlan node = plan;
    while (node instanceof WholeStageCodegenExec
        || node instanceof InputAdapter
        || node instanceof ColumnarToRowExec) {
      node = node.children().head();
    }
    return node;
  }
}
