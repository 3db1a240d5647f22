package io.plumbline.pipeline.refine;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compares two Datasets as sets of rows by spark-testing-base. */
final class Equal {

  private static final class Suite extends JavaDatasetSuiteBase {
    private final transient SparkSession session;

    Suite(SparkSession session) {
      this.session = session;
    }

    @Override
    public SparkSession spark() {
      return session;
    }

    @Override
    public SQLContext sqlContext() {
      return session.sqlContext();
    }
  }

  private Equal() {}

  /** Fails unless both have the same columns and rows, in any order. */
  static void rows(Dataset<Row> expected, Dataset<Row> actual) {
    new Suite(expected.sparkSession())
        .assertDataFrameEquals(canonical(expected), canonical(actual));
  }

  private static Dataset<Row> canonical(Dataset<Row> rows) {
    Column[] columns =
        Arrays.stream(rows.schema().fields()).map(Equal::comparable).toArray(Column[]::new);
    Dataset<Row> plain = rows.select(columns);
    StructType relaxed =
        new StructType(
            Arrays.stream(plain.schema().fields())
                .map(
                    field ->
                        new StructField(field.name(), field.dataType(), true, field.metadata()))
                .toArray(StructField[]::new));
    List<Row> sorted =
        plain
            .orderBy(Arrays.stream(plain.columns()).map(functions::col).toArray(Column[]::new))
            .collectAsList();
    return rows.sparkSession().createDataFrame(sorted, relaxed);
  }

  /** Maps have no order of their own and cannot be sorted by: they become sorted entries. */
  private static Column comparable(StructField field) {
    return field.dataType() instanceof MapType
        ? functions
            .to_json(functions.array_sort(functions.map_entries(functions.col(field.name()))))
            .as(field.name())
        : functions.col(field.name());
  }
}
