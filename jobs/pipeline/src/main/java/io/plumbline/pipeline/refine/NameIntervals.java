package io.plumbline.pipeline.refine;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What is known of names, night after night, as the rows of {@link Names}. */
final class NameIntervals {

  private static final LocalDate END = LocalDate.of(9999, 12, 31);

  /**
   * How another model stands to this one.
   *
   * @param kind see {@link Names#DDL}
   * @param related relatedness in millionths
   */
  record Relation(String kind, long related) {}

  /**
   * What is known of a name.
   *
   * @param relations how the model of each other name stands to it; without those that do not
   */
  record Known(
      String model,
      OptionalInt generation,
      List<String> kin,
      List<String> own,
      List<String> ancestors,
      SortedMap<String, Relation> relations) {}

  private record Open(Known known, LocalDate since) {}

  private final Map<String, Open> open = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** From this night on just this is known; nights must ascend. */
  void hold(LocalDate night, Map<String, Known> known) {
    List<String> gone = open.keySet().stream().filter(name -> !known.containsKey(name)).toList();
    gone.forEach(name -> close(name, night));
    known.forEach(
        (name, now) -> {
          boolean same =
              Optional.ofNullable(open.get(name)).filter(was -> was.known.equals(now)).isPresent();
          if (!same) {
            close(name, night);
            open.put(name, new Open(now, night));
          }
        });
  }

  private void close(String name, LocalDate night) {
    Open was = open.remove(name);
    if (was != null && was.since.isBefore(night)) {
      rows.add(row(name, was, night.minusDays(1)));
    }
  }

  private static Row row(String name, Open open, LocalDate to) {
    OptionalInt generation = open.known.generation;
    return RowFactory.create(
        name,
        open.known.model,
        generation.isPresent() ? generation.getAsInt() : null,
        open.known.kin.toArray(String[]::new),
        open.known.own.toArray(String[]::new),
        open.known.ancestors.toArray(String[]::new),
        relations(open.known),
        Date.valueOf(open.since),
        Date.valueOf(to));
  }

  private static Map<String, Row> relations(Known known) {
    Map<String, Row> relations = new TreeMap<>();
    known.relations.forEach(
        (name, relation) ->
            relations.put(name, RowFactory.create(relation.kind, relation.related)));
    return relations;
  }

  Dataset<Row> rows(SparkSession spark) {
    List<Row> all = new ArrayList<>(rows);
    open.forEach((name, now) -> all.add(row(name, now, END)));
    return spark.createDataFrame(all, StructType.fromDDL(Names.DDL));
  }
}
