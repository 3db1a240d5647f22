package io.plumbline.pipeline.serve;

import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.Session;
import io.plumbline.pipeline.tables.Query;
import io.plumbline.pipeline.tables.Tables;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connect.service.SparkConnectService$;
import scala.Option;

/** Tables and views of a lake for Spark Connect clients on this machine. One to a process. */
public final class SqlServer implements AutoCloseable {

  private final SparkSession spark;

  private SqlServer(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Serves a lake on the loopback address.
   *
   * @param port port; 0 takes a free one
   * @throws PlumblineException {@link ErrorCode#USAGE} when the port is taken
   */
  public static SqlServer start(String lake, String master, int shufflePartitions, int port) {
    SparkSession spark = Session.serving(master, shufflePartitions);
    spark.sparkContext().setLogLevel("ERROR");
    SqlServer server = new SqlServer(spark);
    try {
      Tables tables = new Tables(spark, lake);
      new Query(tables).registerAll();
      SparkConf settings = spark.sparkContext().conf();
      settings.set("spark.connect.grpc.binding.address", "127.0.0.1");
      settings.set("spark.connect.grpc.binding.port", Integer.toString(port));
      // A port that is taken is told, not passed over for the next one.
      settings.set("spark.connect.grpc.port.maxRetries", "0");
      settings.set(ReadersOnly.SET, "true");
      SparkConnectService$.MODULE$.start(spark.sparkContext());
      return server;
    } catch (RuntimeException e) {
      server.close();
      if (e instanceof PlumblineException) {
        throw e;
      }
      throw new PlumblineException(
          ErrorCode.USAGE,
          "Cannot serve on 127.0.0.1:"
              + port
              + ": "
              + e.getMessage()
              + ". Free the port, or name another one with --port",
          e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return SparkConnectService$.MODULE$.localPort();
  }

  /** Waits until somebody ends it. */
  public void await() throws InterruptedException {
    SparkConnectService$.MODULE$.server().awaitTermination();
  }

  @Override
  public void close() {
    if (SparkConnectService$.MODULE$.started()) {
      SparkConnectService$.MODULE$.stop(Option.empty(), Option.empty());
    }
    spark.stop();
  }
}
