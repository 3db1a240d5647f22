package io.plumbline.pipeline.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.datasets.silver.Claims;
import io.plumbline.pipeline.SparkExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Tag("spark")
@ExtendWith(SparkExtension.class)
class ShortLogTest {

  private static final LocalDate NIGHT = LocalDate.of(2026, 3, 2);

  @TempDir java.nio.file.Path lake;

  private Tables tables;

  @BeforeEach
  void create(SparkSession spark) {
    tables = new Tables(spark, lake.toString());
    tables.create();
  }

  private void write(int night, int rows) {
    LocalDate date = NIGHT.plusDays(night);
    Dataset<Row> empty =
        tables.spark().createDataFrame(List.of(), TableLog.readSchema(Claims.SPEC));
    Dataset<Row> filled = tables.spark().range(rows).toDF();
    for (String column : Claims.SPEC.columnNames()) {
      filled =
          filled.withColumn(
              column,
              switch (column) {
                case "night", "record_night" -> functions.lit(java.sql.Date.valueOf(date));
                case "late" -> functions.lit(false);
                default -> functions.col("id").cast(empty.schema().apply(column).dataType());
              });
    }
    tables.replaceNights(Claims.SPEC, filled.drop("id"), date, date);
  }

  private Optional<ShortLog> log() throws IOException {
    Path folder = new Path(tables.path(Claims.SPEC));
    return ShortLog.of(folder, folder.getFileSystem(new Configuration()));
  }

  private List<String> byDelta() {
    return texts(tables.spark().read().format("delta").load(tables.path(Claims.SPEC)));
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void rowsAndColumnsAreThoseThatDeltaReads() throws IOException {
    write(0, 5);
    write(1, 7);
    write(0, 3);
    assertThat(log()).isPresent();
    assertThat(texts(tables.read(Claims.SPEC))).hasSize(10).isEqualTo(byDelta());
    assertThat(TableLog.shape(tables.read(Claims.SPEC).schema()))
        .isEqualTo(TableLog.shape(log().orElseThrow().schema()));
  }

  @Test
  void aTableWithoutFilesHasNoRows() throws IOException {
    write(0, 5);
    write(0, 0);
    assertThat(log()).isPresent();
    assertThat(texts(tables.read(Claims.SPEC))).isEmpty();
  }

  @Test
  void aLongLogIsLeftToDelta() throws IOException {
    for (int night = 0; night < 12; night++) {
      write(night, 1);
    }
    assertThat(log()).isEmpty();
    assertThat(texts(tables.read(Claims.SPEC))).hasSize(12).isEqualTo(byDelta());
  }

  @Test
  void aFileThatIsNotReadAsItIsIsLeftToDelta() throws IOException {
    write(0, 5);
    java.nio.file.Path commit =
        lake.resolve(Claims.SPEC.path()).resolve("_delta_log/00000000000000000001.json");
    String text = Files.readString(commit);
    Files.delete(commit.resolveSibling("." + commit.getFileName() + ".crc"));
    Files.writeString(
        commit, text.replace("\"dataChange\":true", "\"dataChange\":true,\"deletionVector\":{}"));
    assertThat(Files.readString(commit)).isNotEqualTo(text);
    assertThat(log()).isEmpty();
  }

  @Test
  void aGapInTheLogIsLeftToDelta() throws IOException {
    write(0, 5);
    write(1, 5);
    Files.delete(lake.resolve(Claims.SPEC.path()).resolve("_delta_log/00000000000000000000.json"));
    assertThat(log()).isEmpty();
  }
}
