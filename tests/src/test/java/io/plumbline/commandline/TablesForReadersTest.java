package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.utils.CloseableIterator;
import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.Schema;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.ViewSpec;
import io.plumbline.datasets.Views;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.cli.Main;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.Tables;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers are promised of the lake: views, the SQL of the pages, other Delta readers. */
class TablesForReadersTest {

  private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));

  /** A query as the pages give it to {@code plumbline sql}. */
  private static final Pattern COMMAND =
      Pattern.compile("plumbline sql (?:-c \\S+ |--format \\S+ )*\"([^\"]+)\"");

  @TempDir private static Path folder;
  private static Tables tables;

  @BeforeAll
  static void makeALake() {
    String out = folder.resolve("out").toString();
    assertThat(Main.run("demo", "--nights", "8", "--master", "local[2]", "--out", out)).isZero();
    tables = new Tables(Session.local("local[2]", 2), folder.resolve("out/lake").toString());
    tables.spark().sparkContext().setLogLevel("ERROR");
  }

  @AfterAll
  static void close() throws IOException {
    tables.spark().close();
  }

  @Test
  void everyViewAnswersWithTheColumnsItPromises() {
    for (ViewSpec view : Views.ALL) {
      Dataset<org.apache.spark.sql.Row> rows =
          new Query(tables).run("select * from " + view.name());
      assertThat(Arrays.stream(rows.schema().fields()).map(TablesForReadersTest::column))
          .as(view.name())
          .containsExactlyElementsOf(
              view.columns().stream().map(TablesForReadersTest::column).toList());
      List<String> required =
          view.columns().stream().filter(one -> !one.nullable()).map(ColumnSpec::name).toList();
      assertThat(rows.where(String.join(" is null or ", required) + " is null").count())
          .as("nulls of " + view.name())
          .isZero();
    }
  }

  @Test
  void theViewsOfALabWithPlantedSteeringAreNotEmpty() {
    for (ViewSpec view : Views.ALL) {
      // Criteria need not change within a week, and nobody deletes records of this lab.
      if (!Set.of("criteria_changes", "missing_records").contains(view.name())) {
        assertThat(new Query(tables).run("select * from " + view.name()).count())
            .as(view.name())
            .isPositive();
      }
    }
  }

  @Test
  void whatASelectorTookAddsUpToWhatItWasExpectedToTake() {
    Dataset<org.apache.spark.sql.Row> sums =
        new Query(tables)
            .run(
                "select max(abs(excess)) from (select sum(excess) excess from skew_by_attribute"
                    + " where attribute = 'domain' group by purpose, selector_id)");
    assertThat(sums.head().getDouble(0)).isLessThan(0.01);
  }

  @Test
  void everyQueryOfThePagesRuns() throws IOException {
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(10);
    for (String query : queries) {
      assertThat(new Query(tables).run(query).limit(5).collectAsList()).as(query).isNotNull();
    }
  }

  /** Queries of every page: those given to the command, and blocks of SQL. */
  private static List<String> queries() throws IOException {
    List<String> queries = new ArrayList<>();
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("datasets/DICTIONARY.md"));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    for (Path page : pages) {
      String text = Files.readString(page);
      Matcher command = COMMAND.matcher(text);
      while (command.find()) {
        queries.add(command.group(1));
      }
      Matcher block = Pattern.compile("(?s)```sql\\n(.*?)```").matcher(text);
      while (block.find()) {
        queries.add(block.group(1));
      }
    }
    return queries;
  }

  @Test
  void otherDeltaReadersSeeTheSameRows() throws IOException {
    SortedMap<String, Long> spark = new TreeMap<>();
    SortedMap<String, Long> kernel = new TreeMap<>();
    SortedMap<String, Long> parquet = new TreeMap<>();
    Configuration hadoop = new Configuration();
    Engine engine = DefaultEngine.create(hadoop);
    for (TableSpec table : Schema.TABLES) {
      spark.put(table.qualifiedName(), tables.read(table).count());
      Scan scan =
          io.delta.kernel.Table.forPath(engine, tables.path(table))
              .getLatestSnapshot(engine)
              .getScanBuilder()
              .build();
      long rows = 0;
      long plain = 0;
      for (Row file : files(engine, scan)) {
        rows += rows(engine, scan, file);
        plain += footer(hadoop, InternalScanFileUtils.getAddFileStatus(file).getPath());
      }
      kernel.put(table.qualifiedName(), rows);
      parquet.put(table.qualifiedName(), plain);
    }
    assertThat(kernel).isEqualTo(spark);
    assertThat(parquet).isEqualTo(spark);
    assertThat(spark.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(10_000);
  }

  @Test
  void clientsOfTheServerReadAndDoNotWrite() throws Exception {
    Path said = folder.resolve("server.log");
    Process server =
        ChildRun.start(
            said,
            "serve-sql",
            "-c",
            folder.resolve("out/plumbline.yaml").toString(),
            "--port",
            "0");
    try {
      String address = address(server, said);
      Path out = folder.resolve("written");
      String answers =
          client(
              address,
              "select count(*) from gold.nights",
              "select count(*) from open_findings",
              "create temporary view mine as select 7 as seven",
              "select seven from mine",
              "drop table gold.nights",
              "delete from gold.nights",
              "write " + out,
              "set spark.plumbline.readersOnly=false",
              "insert into gold.nights select * from gold.nights",
              "select max(night) from gold.nights");
      assertThat(answers.lines().filter(line -> !line.contains("WARN") && !line.contains("log4j")))
          .satisfiesExactly(
              nights -> assertThat(nights).isEqualTo("[[8]]"),
              findings -> assertThat(findings).matches("\\[\\[[1-9][0-9]*]]"),
              view -> assertThat(view).isEqualTo("[]"),
              seven -> assertThat(seven).isEqualTo("[[7]]"),
              drop -> assertThat(drop).contains("droptable is refused"),
              delete -> assertThat(delete).contains("is refused: this server is for reading"),
              write -> assertThat(write).contains("is refused: this server is for reading"),
              set -> assertThat(set).contains("readersOnly"),
              insert -> assertThat(insert).contains("is refused: this server is for reading"),
              last -> assertThat(last).isEqualTo("[[2026-03-09]]"),
              closed -> assertThat(closed).isEqualTo("closed"));
      assertThat(out).doesNotExist();
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private static String address(Process server, Path said) throws Exception {
    Pattern serving = Pattern.compile("sc://127\\.0\\.0\\.1:\\d+");
    for (int second = 0; second < 120 && server.isAlive(); second++) {
      Matcher found = serving.matcher(Files.exists(said) ? Files.readString(said) : "");
      if (found.find()) {
        return found.group();
      }
      Thread.sleep(1000);
    }
    throw new AssertionError("the server does not serve: " + Files.readString(said));
  }

  private static String client(String address, String... statements) throws Exception {
    List<String> path = new ArrayList<>();
    try (Stream<Path> own = Files.list(Path.of("target/connect-client"))) {
      own.map(Path::toString).forEach(path::add);
    }
    assertThat(path).as("jar of the client").isNotEmpty();
    // The client brings its own edition of these.
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.matches(".*/(spark-(sql|connect|catalyst)_|delta-)[^/]*"))
        .forEach(path::add);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, path),
                ConnectClient.class.getName(),
                address));
    command.addAll(List.of(statements));
    Process client = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor()).as(answers).isZero();
    return answers;
  }

  private static List<Row> files(Engine engine, Scan scan) throws IOException {
    List<Row> files = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> batches = scan.getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          rows.forEachRemaining(files::add);
        }
      }
    }
    return files;
  }

  /** Reads a file by the Kernel's own Parquet reader. */
  private static long rows(Engine engine, Scan scan, Row file) throws IOException {
    Row state = scan.getScanState(engine);
    long count = 0;
    try (CloseableIterator<io.delta.kernel.engine.FileReadResult> read =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    io.delta.kernel.internal.util.Utils.singletonCloseableIterator(
                        InternalScanFileUtils.getAddFileStatus(file)),
                    ScanStateRow.getPhysicalDataReadSchema(state),
                    Optional.empty());
        CloseableIterator<FilteredColumnarBatch> batches =
            Scan.transformPhysicalData(
                engine, state, file, read.map(io.delta.kernel.engine.FileReadResult::getData))) {
      while (batches.hasNext()) {
        try (CloseableIterator<Row> rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            rows.next();
            count++;
          }
        }
      }
    }
    return count;
  }

  private static long footer(Configuration hadoop, String path) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(path), hadoop))) {
      return reader.getRecordCount();
    }
  }

  private static String column(StructField field) {
    return field.name() + " " + field.dataType().sql().toLowerCase(java.util.Locale.ROOT);
  }

  private static String column(ColumnSpec column) {
    return column.name() + " " + column.sqlType();
  }
}
