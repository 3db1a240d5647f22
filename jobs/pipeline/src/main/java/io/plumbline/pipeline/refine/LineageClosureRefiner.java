package io.plumbline.pipeline.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.plumbline.datasets.ColumnSpec;
import io.plumbline.datasets.TableSpec;
import io.plumbline.datasets.silver.LineageClosure;
import io.plumbline.datasets.silver.LineageEdges;
import io.plumbline.pipeline.ErrorCode;
import io.plumbline.pipeline.PlumblineException;
import io.plumbline.pipeline.refine.LineageReplay.Cycle;
import io.plumbline.pipeline.refine.LineageReplay.Edge;
import io.plumbline.pipeline.refine.LineageReplay.Pair;
import io.plumbline.pipeline.refine.LineageReplay.Place;
import io.plumbline.pipeline.refine.LineageReplay.Said;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The lineage graph on the driver, to {@code silver.lineage_closure}: the only refiner that
 * collects rows, models and edges, each once however often they are said.
 *
 * <p>A pair is a row on the night on which it appears or changes and holds until a later row of the
 * same pair: the closure as of a night is the newest row of each pair up to it. One of the two is a
 * model: pairs of data sets grow with the square of the nights.
 */
final class LineageClosureRefiner {

  /** Nodes the driver takes. */
  static final int MOST_NODES = 100_000;

  private static final int MOST_EDGES = 2_000_000;

  /**
   * What the graph tells.
   *
   * @param inferred rows of {@code silver.lineage_edges} that follow from others
   * @param closure rows of {@code silver.lineage_closure}
   * @param names see {@link Names}
   * @param cycles {@code night, from_node, to_node, relation, cycle_kind, cycle}; empty where no
   *     edge closes one
   */
  record Lineage(
      Dataset<Row> inferred,
      Dataset<Row> closure,
      Dataset<Row> names,
      Optional<Dataset<Row>> cycles) {}

  private LineageClosureRefiner() {}

  /** Models as they are known night after night; {@code models}: rows of {@code silver.models}. */
  static List<Said> said(Dataset<Row> models) {
    List<Said> said = new ArrayList<>();
    for (Row row :
        models
            .select("night", "model_id", "aliases", "generation")
            .orderBy("night", "model_id")
            .limit(MOST_NODES + 1)
            .collectAsList()) {
      said.add(
          new Said(
              row.getDate(0).toLocalDate(),
              row.getString(1),
              row.getList(2),
              row.isNullAt(3) ? OptionalInt.empty() : OptionalInt.of(row.getInt(3))));
    }
    if (said.size() > MOST_NODES) {
      throw tooLarge("silver.models has more than " + MOST_NODES + " rows");
    }
    return said;
  }

  /**
   * Replays the graph night by night.
   *
   * @param models see {@link #said}, up to the end of the period
   * @param edges rows of {@code silver.lineage_edges} up to the end of the period
   * @throws PlumblineException {@link ErrorCode#LAKE} when the graph is too large
   */
  static Lineage refine(SparkSession spark, List<Said> models, Dataset<Row> edges, Period period) {
    try {
      LineageReplay replay = LineageReplay.of(models, collected(edges), period.from(), MOST_NODES);
      return new Lineage(
          table(
              spark,
              LineageEdges.SPEC,
              replay.inferred().stream().map(LineageClosureRefiner::row).toList()),
          table(
              spark,
              LineageClosure.SPEC,
              replay.pairs().stream().map(LineageClosureRefiner::row).toList()),
          replay.names().rows(spark),
          cycles(spark, replay.cycles()));
    } catch (IllegalArgumentException e) {
      throw tooLarge(e.getMessage());
    }
  }

  private static Optional<Dataset<Row>> cycles(SparkSession spark, List<Cycle> cycles) {
    return cycles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            spark.createDataFrame(
                cycles.stream()
                    .map(
                        cycle ->
                            RowFactory.create(
                                Date.valueOf(cycle.night()),
                                cycle.from(),
                                cycle.to(),
                                cycle.relation(),
                                cycle.kind(),
                                cycle.text()))
                    .toList(),
                StructType.fromDDL(
                    "night date, from_node string, to_node string, relation string,"
                        + " cycle_kind string, cycle string")));
  }

  private static PlumblineException tooLarge(String what) {
    return new PlumblineException(
        ErrorCode.LAKE,
        "Cannot refine silver.lineage_closure: "
            + what
            + ". Leave data sets that no model was trained on out of the lineage sources");
  }

  /** Each edge once for every way of saying it: what a later night adds holds only from then on. */
  private static List<Edge> collected(Dataset<Row> edges) {
    List<Row> rows =
        edges
            .groupBy(
                col("from_node"),
                col("to_node"),
                col("relation"),
                expr("role is not null").as("role"),
                col("declared"))
            .agg(expr("min(struct(night, source, file, member, position))").as("place"))
            .limit(MOST_EDGES + 1)
            .collectAsList();
    if (rows.size() > MOST_EDGES) {
      throw new IllegalArgumentException("it has more than " + MOST_EDGES + " edges");
    }
    List<Edge> collected = new ArrayList<>();
    for (Row row : rows) {
      Row place = row.getStruct(5);
      collected.add(
          new Edge(
              place.getDate(0).toLocalDate(),
              row.getString(0),
              row.getString(1),
              row.getString(2),
              row.getBoolean(3),
              row.getBoolean(4),
              new Place(
                  place.getString(1),
                  place.getString(2),
                  Optional.ofNullable(place.getString(3)),
                  place.getLong(4))));
    }
    return collected;
  }

  private static Dataset<Row> table(SparkSession spark, TableSpec table, List<Row> rows) {
    String ddl =
        table.columns().stream()
            .map((ColumnSpec column) -> column.name() + " " + column.sqlType())
            .collect(Collectors.joining(","));
    return spark.createDataFrame(rows, StructType.fromDDL(ddl));
  }

  private static Row row(Edge edge) {
    Date night = Date.valueOf(edge.night());
    return RowFactory.create(
        night,
        night,
        false,
        edge.place().source(),
        edge.place().file(),
        edge.place().member().orElse(null),
        edge.place().position(),
        edge.from(),
        edge.to(),
        edge.relation(),
        false,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private static Row row(Pair pair) {
    return RowFactory.create(
        Date.valueOf(pair.night()),
        pair.node(),
        pair.ancestor(),
        pair.state().depth(),
        pair.state().related(),
        pair.state().built(),
        pair.state().trained(),
        pair.state().cyclic());
  }
}
