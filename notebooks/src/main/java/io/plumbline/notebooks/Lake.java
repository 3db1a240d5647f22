package io.plumbline.notebooks;

import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.configuration.Configuration;
import io.plumbline.pipeline.configuration.ConfigurationFile;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.Tables;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** The lake a notebook is about: its tables, answered by Spark SQL; nothing is ever written. */
public final class Lake {

  /** Names the configuration, where it is not that of the demonstration. */
  public static final String CONFIGURATION = "plumbline.config";

  private final Configuration configuration;
  private final Query queries;

  private Lake(Configuration configuration, SparkSession spark) {
    this.configuration = configuration;
    this.queries = new Query(new Tables(spark, configuration.lake()));
  }

  /**
   * The lake of the configuration that the system property {@value #CONFIGURATION} or the
   * environment variable {@code PLUMBLINE_CONFIG} names; else that of the demonstration, {@code
   * plumbline-out/plumbline.yaml}.
   */
  public static Lake open() {
    String file =
        Optional.ofNullable(System.getProperty(CONFIGURATION))
            .or(() -> Optional.ofNullable(System.getenv("PLUMBLINE_CONFIG")))
            .orElse("plumbline-out/plumbline.yaml");
    return of(Path.of(file));
  }

  /** The lake of this configuration. */
  public static Lake of(Path configuration) {
    SparkSession spark = Session.local("local[*]", 2);
    spark.sparkContext().setLogLevel("ERROR");
    return new Lake(ConfigurationFile.read(configuration), spark);
  }

  /** What a query answers. */
  public Answer sql(String query) {
    return Answer.of(queries.run(query));
  }

  /** What the lab of this lake declared. */
  public Configuration configuration() {
    return configuration;
  }
}
