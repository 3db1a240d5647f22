package io.plumbline.pipeline.ingest;

import io.plumbline.datasets.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;

/** The records of some slices as a table that Spark reads: a data source of version 2. */
final class RecordTable implements SupportsRead, ScanBuilder, Scan, Batch {

  /** How many bytes one task reads, about. */
  static final long PORTION = 32L << 20;

  private final TableSpec spec;
  private final List<Slice> slices;
  private final PartitionReaderFactory readers;

  private RecordTable(TableSpec spec, List<Slice> slices, PartitionReaderFactory readers) {
    this.spec = spec;
    this.slices = slices;
    this.readers = readers;
  }

  /** The records of these slices, in the columns of their bronze table; progress is added up. */
  static Dataset<Row> read(
      SparkSession spark, TableSpec spec, List<Slice> slices, Progress progress) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
    RecordTable table =
        new RecordTable(spec, slices, new RecordReaders(hadoop, schema(spec), progress));
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (org.apache.spark.sql.classic.SparkSession) spark,
        DataSourceV2Relation.create(
            table,
            Option.empty(),
            Option.empty(),
            CaseInsensitiveStringMap.empty(),
            Option.empty()));
  }

  /** A table's columns as Spark has them. */
  static StructType schema(TableSpec spec) {
    StructType schema = new StructType();
    for (var column : spec.columns()) {
      schema =
          schema.add(
              column.name(),
              org.apache.spark.sql.types.DataType.fromDDL(column.sqlType()),
              column.nullable());
    }
    return schema;
  }

  @Override
  public String name() {
    return "records of " + spec.qualifiedName();
  }

  @Override
  public Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema(spec).fields()) {
      columns.add(Column.create(field.name(), field.dataType(), field.nullable()));
    }
    return columns.toArray(Column[]::new);
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return this;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return schema(spec);
  }

  @Override
  public String description() {
    return name() + " (" + slices.size() + " slices)";
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    List<Portion> portions = new ArrayList<>();
    List<Slice> portion = new ArrayList<>();
    long weight = 0;
    for (Slice slice : slices) {
      if (!portion.isEmpty() && weight + slice.weight() > PORTION) {
        portions.add(new Portion(List.copyOf(portion)));
        portion.clear();
        weight = 0;
      }
      portion.add(slice);
      weight += slice.weight();
    }
    if (!portion.isEmpty()) {
      portions.add(new Portion(List.copyOf(portion)));
    }
    return portions.toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return readers;
  }

  /** What one task reads. */
  record Portion(List<Slice> slices) implements InputPartition {}
}
