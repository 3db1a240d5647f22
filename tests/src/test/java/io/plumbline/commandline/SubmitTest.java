package io.plumbline.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nightly run on a cluster: driver and executors in processes of their own. */
class SubmitTest {

  private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
  private static final String LAST = "2026-03-04";

  @TempDir private Path folder;

  @Test
  void aClusterReportsTheSameBytes() throws Exception {
    Path lab = folder.resolve("lab");
    Run local = Run.of("demo", "--nights", "3", "--master", "local[2]", "--out", lab.toString());
    assertThat(local.code()).as(local.err()).isZero();
    byte[] report = Files.readAllBytes(lab.resolve("site/" + LAST + "/report.json"));
    Files.move(lab.resolve("lake"), folder.resolve("lake-of-local"));
    Files.move(lab.resolve("site"), folder.resolve("site-of-local"));

    Path said = folder.resolve("cluster.log");
    Process cluster = submit(said, "nightly", "-c", lab + "/plumbline.yaml", "--date", LAST);
    boolean ended = cluster.waitFor(10, TimeUnit.MINUTES);
    cluster.destroyForcibly();
    assertThat(ended).as(Files.readString(said)).isTrue();
    assertThat(cluster.exitValue()).as(Files.readString(said)).isEqualTo(20);
    assertThat(Files.readString(said)).contains("authority   BREACH");
    try (Stream<Path> executors = Files.walk(folder.resolve("spark/work"), 2)) {
      assertThat(executors.filter(one -> one.getFileName().toString().matches("\\d+")))
          .as("folders of executors")
          .hasSizeGreaterThanOrEqualTo(2);
    }
    assertThat(lab.resolve("site/" + LAST + "/report.json")).hasBinaryContent(report);
  }

  private Process submit(Path said, String... arguments) throws IOException {
    List<String> brought =
        Arrays.asList(
            Files.readString(ROOT.resolve("tests/spark-home/target/spark.classpath"))
                .strip()
                .split(File.pathSeparator));
    Path home = folder.resolve("spark");
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    for (String jar : brought) {
      Files.createSymbolicLink(
          home.resolve("jars").resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            home.resolve("jars") + "/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local-cluster[2,1,1024]",
            // Executors elsewhere have clocks of their own.
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 -Duser.timezone=Asia/Tokyo",
            "--class",
            "io.plumbline.pipeline.cli.Main",
            "--jars",
            others(new HashSet<>(brought)),
            own().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    return builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
  }

  private static Stream<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of);
  }

  private static String others(Set<String> brought) {
    return classPath()
        .filter(Files::isRegularFile)
        .map(Path::toString)
        .filter(jar -> !brought.contains(jar))
        .collect(Collectors.joining(","));
  }

  /** Classes that are not packaged yet, as the jar they will be. */
  private Path own() throws IOException {
    Path jar = folder.resolve("plumbline.jar");
    Set<String> names = new HashSet<>();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path classes : classPath().filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(classes)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
            if (names.add(name)) {
              out.putNextEntry(new JarEntry(name));
              Files.copy(file, out);
            }
          }
        }
      }
    }
    return jar;
  }

  @Test
  void theLauncherNamesTheJarsThatADistributionLacks() throws Exception {
    Path target = folder.resolve("home/jobs/pipeline/target");
    for (String jar :
        List.of(
            "plumbline-pipeline-0.1.jar",
            "lib/spark-sql_2.13-4.2.0.jar",
            "lib/picocli-4.7.7.jar",
            "lib/jackson-core-2.21.2.jar",
            "lib/jackson-core-extras-1.0.jar")) {
      empty(target.resolve(jar));
    }
    Path spark = folder.resolve("distribution");
    empty(spark.resolve("jars/spark-sql_2.13-4.2.0.jar"));
    empty(spark.resolve("jars/jackson-core-2.18.0.jar"));
    Path launcher = folder.resolve("home/plumbline");
    Files.copy(ROOT.resolve("plumbline"), launcher);
    assertThat(jars(launcher, spark))
        .isEqualTo(
            Stream.of("jackson-core-extras-1.0.jar", "picocli-4.7.7.jar")
                .map(name -> real(target).resolve("lib").resolve(name).toString())
                .collect(Collectors.joining(",", "", "\n")));
    assertThat(jars(launcher, folder.resolve("nowhere"))).contains("set SPARK_HOME");
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void empty(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private static String jars(Path launcher, Path spark) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", launcher.toString(), "jars").redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", spark.toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), "UTF-8");
    process.waitFor();
    return printed;
  }
}
