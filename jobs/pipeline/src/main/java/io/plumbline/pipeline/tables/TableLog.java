package io.plumbline.pipeline.tables;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The first entry of a Delta log, written from a {@link TableSpec}.
 *
 * <p>A table with comments, constraints and properties is one commit of three actions (Delta
 * protocol, "Actions"). Writing that commit takes milliseconds; the SQL statements for it take a
 * third of a second each, which a first run of thirty tables would pay.
 */
final class TableLog {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TableLog() {}

  /** The Spark schema of a table: types, nullability and comments. */
  static StructType schema(TableSpec table) {
    StructType schema = new StructType();
    for (ColumnSpec column : table.columns()) {
      DataType type = DataType.fromDDL(column.sqlType());
      schema =
          schema.add(
              new StructField(
                  column.name(),
                  type,
                  column.nullable(),
                  new MetadataBuilder().putString("comment", column.meaning()).build()));
    }
    return schema;
  }

  /** The schema that reading a table gives: every column may be null. */
  static StructType readSchema(TableSpec table) {
    StructType schema = new StructType();
    for (StructField field : schema(table).fields()) {
      schema = schema.add(field.name(), field.dataType(), true, field.metadata());
    }
    return schema;
  }

  /** Table properties: constraints and, where rows may only be added, the append-only mark. */
  static Map<String, String> properties(TableSpec table) {
    Map<String, String> properties = new TreeMap<>();
    if (table.isAppendOnly()) {
      properties.put("delta.appendOnly", "true");
    }
    // Nights are what files are skipped by; bounds of other columns cost a write more than they
    // spare.
    properties.put("delta.dataSkippingStatsColumns", statistics(table));
    table.checks().forEach((name, check) -> properties.put("delta.constraints." + name, check));
    return properties;
  }

  private static String statistics(TableSpec table) {
    return table.columnNames().stream()
        .filter(name -> name.equals("night") || name.equals("record_night"))
        .collect(Collectors.joining(","));
  }

  /** The bytes of version 0. The table id is a function of the table's name. */
  static byte[] firstCommit(TableSpec table) {
    ObjectNode info = JSON.createObjectNode();
    info.putObject("commitInfo")
        .put("timestamp", 0L)
        .put("operation", "CREATE TABLE")
        .putObject("operationParameters");
    ObjectNode protocol = JSON.createObjectNode();
    protocol.set("protocol", protocol());
    ObjectNode metadata = JSON.createObjectNode();
    metadata.set("metaData", metadata(table));
    return (info + "\n" + protocol + "\n" + metadata + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The checksum of version 0 (Delta protocol, "Version Checksum File"): the state of a table
   * without files. Where it is missing, the next commit computes that state by a query.
   */
  static byte[] firstChecksum(TableSpec table) {
    ObjectNode checksum = JSON.createObjectNode();
    checksum.put("tableSizeBytes", 0L).put("numFiles", 0L);
    checksum.put("numMetadata", 1L).put("numProtocol", 1L);
    checksum.putArray("setTransactions");
    checksum.putArray("domainMetadata");
    checksum.set("metadata", metadata(table));
    checksum.set("protocol", protocol());
    checksum.putArray("allFiles");
    return checksum.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode protocol() {
    return JSON.createObjectNode().put("minReaderVersion", 1).put("minWriterVersion", 3);
  }

  private static ObjectNode metadata(TableSpec table) {
    ObjectNode metadata = JSON.createObjectNode();
    metadata.put(
        "id",
        UUID.nameUUIDFromBytes(table.qualifiedName().getBytes(StandardCharsets.UTF_8)).toString());
    metadata.put("name", table.name());
    metadata.put("description", table.meaning());
    metadata.putObject("format").put("provider", "parquet").putObject("options");
    metadata.put("schemaString", schema(table).json());
    metadata.putArray("partitionColumns");
    ObjectNode configuration = metadata.putObject("configuration");
    properties(table).forEach(configuration::put);
    metadata.put("createdTime", 0L);
    return metadata;
  }

  /** A schema without nullability and comments, for comparing what is with what should be. */
  static String shape(StructType schema) {
    StringBuilder shape = new StringBuilder();
    for (StructField field : schema.fields()) {
      shape.append(field.name()).append(' ').append(field.dataType().catalogString()).append('\n');
    }
    return shape.toString();
  }
}
