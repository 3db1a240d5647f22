package io.plumbline.commandline;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** A client of {@code serve-sql}: runs every statement it is given and prints what it gets. */
public final class ConnectClient {

  private ConnectClient() {}

  public static void main(String[] arguments) throws IOException {
    try (SparkSession session = SparkSession.builder().remote(arguments[0]).getOrCreate()) {
      for (int i = 1; i < arguments.length; i++) {
        System.out.println(answer(session, arguments[i]));
      }
    }
    System.out.println("closed");
  }

  private static String answer(SparkSession session, String statement) {
    try {
      if (statement.startsWith("write ")) {
        session.range(1).write().csv(statement.substring("write ".length()));
        return "written";
      }
      return session.sql(statement).collectAsList().toString();
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
