package io.plumbline.detect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How one model stands to another, as the tables say it, and what that means for duties. */
public final class Kinship {

  /** Relatedness of at least 0.5, or the same weights in part (METHODS 8.F). */
  static final List<String> CLOSE = List.of("same", "ancestor", "descendant", "related");

  private static final List<String> LOOSE = List.of("took_part", "distant");

  /** Where it is not known who judged or who wrote the code. */
  static final String UNKNOWN = "unknown";

  /** The same as SQL: a list to stand after {@code in}. */
  static final String CLOSE_SQL = sql(CLOSE);

  /**
   * The independence grade of a row of {@code evaluation_runs}, computed and never declared. Who
   * judged and who worked on the code that scored, each against the model that was evaluated:
   *
   * <ul>
   *   <li>{@code first_party}: the model itself or a close relative did one of them;
   *   <li>{@code unknown}: neither is known to be so, and one of them is not known;
   *   <li>{@code partial}: a model that took part in building it, or a distant relative, did;
   *   <li>{@code independent}: neither; a scorer without a judge has nobody to be related to.
   * </ul>
   */
  public static final String INDEPENDENCE =
      "case when judge_relation in "
          + CLOSE_SQL
          + " or code_relation in "
          + CLOSE_SQL
          + " then 'first_party' when judge_relation = 'unknown' or code_relation is null"
          + " or code_relation = 'unknown' then 'unknown' when judge_relation in "
          + sql(LOOSE)
          + " or code_relation in "
          + sql(LOOSE)
          + " then 'partial' else 'independent' end";

  private static final Set<String> CLOSE_SET = Set.copyOf(CLOSE);

  private Kinship() {}

  static boolean isClose(String relation) {
    return CLOSE_SET.contains(relation);
  }

  /** A relation with an article: {@code an ancestor}. */
  static String words(String relation) {
    return switch (relation) {
      case "same" -> "the same model";
      case "ancestor" -> "an ancestor by weights";
      case "descendant" -> "a descendant by weights";
      case "related" -> "a relative";
      case "took_part" -> "a model that took part in building it";
      case "distant" -> "a distant relative";
      default -> "of unknown lineage";
    };
  }

  private static String sql(List<String> relations) {
    return relations.stream().collect(Collectors.joining("', '", "('", "')"));
  }
}
