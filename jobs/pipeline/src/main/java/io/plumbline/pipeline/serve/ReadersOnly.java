package io.plumbline.pipeline.serve;

import java.util.Locale;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.analysis.LocalTempView$;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.command.CreateViewCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import scala.Function1;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses every plan that writes, once a session's context is set to it; the client's own views
 * last as long as its session.
 *
 * <p>This keeps mistakes away, not attackers: a client may bring code, which runs as the account
 * that serves. What must not be written is kept from that account by the file system.
 */
public final class ReadersOnly extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {

  /** Set on the context's configuration once everything is registered. */
  static final String SET = "spark.plumbline.readersOnly";

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectCheckRule(
        session -> {
          Function1<LogicalPlan, BoxedUnit> check =
              plan -> {
                if (session.sparkContext().conf().getBoolean(SET, false)) {
                  plan.foreach(ReadersOnly::requireReading);
                }
                return BoxedUnit.UNIT;
              };
          return check;
        });
    return BoxedUnit.UNIT;
  }

  private static BoxedUnit requireReading(LogicalPlan node) {
    if (node instanceof Command && !reads(node)) {
      throw new UnsupportedOperationException(
          node.nodeName().toLowerCase(Locale.ROOT)
              + " is refused: this server is for reading. The lake is written by the nightly run"
              + " alone");
    }
    return BoxedUnit.UNIT;
  }

  private static boolean reads(LogicalPlan command) {
    if (command instanceof CreateViewCommand) {
      return ((CreateViewCommand) command).viewType() == LocalTempView$.MODULE$;
    }
    String name = command.nodeName();
    return command instanceof ExplainCommand
        || command instanceof SetCommand
        || name.startsWith("Show")
        || name.startsWith("Describe");
  }
}
