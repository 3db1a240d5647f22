package io.plumbline.pipeline.refine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one thing in one kind of log says of who approved: where the event and its fields fit, the
 * approver is of this class.
 *
 * @param source format of the source
 * @param events events it is a rule for; {@link #ANY}: every one
 * @param fields field and the values it fits; {@code *} in a value stands for any text
 * @param approverClass class of {@code silver.decisions.approver_class}
 * @param because why, in words
 */
record ApproverRule(
    String source, List<String> events, List<Field> fields, String approverClass, String because) {

  /** Every event of a source. */
  static final String ANY = "any";

  /** A field that must be there, whatever it says. */
  static final String PRESENT = "?*";

  ApproverRule {
    events = List.copyOf(events);
    fields = List.copyOf(fields);
  }

  /** A field and the values that fit, in lower case. */
  record Field(String name, List<String> values) {

    Field {
      values = List.copyOf(values);
    }

    /** As a reader finds it in the documentation. */
    String text() {
      return values.equals(List.of(PRESENT))
          ? "`" + name + "` given"
          : values.equals(List.of(""))
              ? "`" + name + "` missing"
              : "`" + name + "` = " + values.stream().map(Field::quoted).collect(OR);
    }

    private static String quoted(String value) {
      return value.isEmpty() ? "nothing" : "`" + value + "`";
    }

    private String sql(Map<String, String> expressions) {
      String expression = expressions.get(name);
      if (expression == null) {
        throw new IllegalArgumentException("Invalid field: '" + name + "' (must be read)");
      }
      String value = "coalesce(lower(" + expression + "), '')";
      return values.stream()
          .map(one -> value + like(one))
          .collect(Collectors.joining(" or ", "(", ")"));
    }

    private static String like(String pattern) {
      if (pattern.equals(PRESENT)) {
        return " <> ''";
      }
      // Only code writes patterns; quotes and backslashes would still end the text.
      if (!pattern.toLowerCase(Locale.ROOT).equals(pattern) || pattern.matches(".*['\\\\%].*")) {
        throw new IllegalArgumentException("Invalid pattern: '" + pattern + "' (must be plain)");
      }
      return pattern.contains("*")
          ? " like '" + pattern.replace("_", "\\\\_").replace('*', '%') + "'"
          : " = '" + pattern + "'";
    }
  }

  private static final java.util.stream.Collector<CharSequence, ?, String> OR =
      Collectors.joining(" or ");

  /** The same rule where this field has one of these values too. */
  ApproverRule with(String field, String... values) {
    List<Field> more =
        Stream.concat(fields.stream(), Stream.of(new Field(field, List.of(values)))).toList();
    return new ApproverRule(source, events, more, approverClass, because);
  }

  /** The rule as a branch of a CASE. */
  String sql(String event, Map<String, String> expressions) {
    String fits =
        fields.stream().map(field -> field.sql(expressions)).collect(Collectors.joining(" and "));
    String named =
        events.equals(List.of(ANY))
            ? ""
            : event + " in " + events.stream().collect(Collectors.joining("', '", "('", "')"));
    String both = named.isEmpty() ? fits : fits.isEmpty() ? named : named + " and " + fits;
    return "when " + (both.isEmpty() ? "true" : both) + " then '" + approverClass + "'";
  }
}
