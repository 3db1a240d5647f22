package io.plumbline.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.UUID;

/** Who may know whom, and where the outside world may enter. */
@AnalyzeClasses(packages = "io.plumbline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] ENGINE = {
    "org.apache.spark..", "io.delta..", "scala..", "org.apache.hadoop.."
  };

  @ArchTest
  static final ArchRule datasetsKnowNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.datasets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.stats..",
              "io.plumbline.measure..",
              "io.plumbline.findings..",
              "io.plumbline.detect..",
              "io.plumbline.attack..",
              "io.plumbline.reports..",
              "io.plumbline.pipeline..");

  @ArchTest
  static final ArchRule statisticsKnowNothingOfOurs =
      classes()
          .that()
          .resideInAPackage("io.plumbline.stats..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.stats..", "java..", "org.apache.commons..", "org.jspecify..");

  @ArchTest
  static final ArchRule measureKnowsDatasetsAndStatisticsOnly =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.measure..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.findings..",
              "io.plumbline.detect..",
              "io.plumbline.attack..",
              "io.plumbline.reports..",
              "io.plumbline.pipeline..");

  @ArchTest
  static final ArchRule findingsKnowNoDetector =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.findings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.detect..",
              "io.plumbline.attack..",
              "io.plumbline.reports..",
              "io.plumbline.pipeline..");

  @ArchTest
  static final ArchRule detectorsKnowNoReportAndNoLab =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.detect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.datasets.lab..",
              "io.plumbline.datasets.surface..",
              "io.plumbline.attack..",
              "io.plumbline.reports..",
              "io.plumbline.pipeline..");

  @ArchTest
  static final ArchRule attacksKnowDatasetsAndMeasureOnly =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.attack..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.detect..",
              "io.plumbline.findings..",
              "io.plumbline.reports..",
              "io.plumbline.pipeline..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule reportsKnowNoDetector =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline.reports..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.plumbline.detect..", "io.plumbline.attack..", "io.plumbline.pipeline..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theEngineStaysInThePipeline =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.plumbline.pipeline..", "org.apache.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENGINE);

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.plumbline.pipeline.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.plumbline.pipeline.cli..", "picocli..");

  @ArchTest
  static void theClockIsReadByTheCommandLineOnly(JavaClasses all) {
    for (Class<?> clock :
        new Class<?>[] {Instant.class, LocalDate.class, LocalDateTime.class, ZonedDateTime.class}) {
      outsideTheCommandLine().callMethod(clock, "now").check(all);
    }
    outsideTheCommandLine().callMethod(System.class, "currentTimeMillis").check(all);
    outsideTheCommandLine().callMethod(System.class, "getenv").check(all);
    outsideTheCommandLine().callMethod(Clock.class, "systemUTC").check(all);
  }

  @ArchTest
  static void randomnessIsSeededByTheCaller(JavaClasses all) {
    outsideTheCommandLine().callMethod(Math.class, "random").check(all);
    outsideTheCommandLine().callMethod(UUID.class, "randomUUID").check(all);
    noClasses()
        .that()
        .resideInAPackage("io.plumbline..")
        .should()
        .callConstructor(Random.class)
        .check(all);
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould outsideTheCommandLine() {
    return noClasses()
        .that()
        .resideInAPackage("io.plumbline..")
        .and()
        .resideOutsideOfPackage("io.plumbline.pipeline.cli..")
        .should();
  }

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .that()
          .resideInAPackage("io.plumbline..")
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameStartingWith("Abstract")
          .orShould()
          .haveSimpleNameStartingWith("Base");
}
