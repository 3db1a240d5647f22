package io.plumbline.pipeline;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands every test of the JVM the same session: two cores, four shuffle partitions, UTC. */
public final class SparkExtension implements ParameterResolver {

  private static final class Shared {
    static final SparkSession SESSION = start();

    private static SparkSession start() {
      SparkSession spark = Session.local("local[2]", 4);
      spark.sparkContext().setLogLevel("ERROR");
      return spark;
    }
  }

  /** The session; made on first use. */
  public static SparkSession session() {
    return Shared.SESSION;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return session();
  }
}
