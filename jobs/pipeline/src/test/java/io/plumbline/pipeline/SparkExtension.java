package io.plumbline.pipeline;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives Spark tests the one session of this JVM: two threads, four shuffle partitions, UTC. */
public final class SparkExtension implements ParameterResolver {

  /** The session; made on first use. */
  public static SparkSession session() {
    return Session.local("local[2]", 4);
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
