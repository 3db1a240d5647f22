package io.plumbline.bench;

import java.util.List;

/**
 * A named category of the bench's items.
 *
 * @param name its key in the map
 * @param values how many values occur
 * @param text SQL that makes a value's text of its number {@code %s}
 * @param isSometimesMissing whether one item in {@link #MISSING_EVERY} lacks it
 */
record Attribute(String name, int values, String text, boolean isSometimesMissing) {

  static final int MISSING_EVERY = 32;

  static final List<Attribute> ALL =
      List.of(
          named("domain", 12),
          named("language", 24),
          named("script", 4),
          named("licence", 8),
          named("site", 60),
          named("format", 6),
          quantile("length", 10),
          quantile("difficulty", 5),
          named("verifier", 8),
          yesOrNo("code"),
          yesOrNo("mathematics"),
          quantile("toxicity", 4),
          quantile("quality", 10),
          new Attribute("year", 16, "cast(2010 + %s as string)", false),
          new Attribute("region", 32, "concat('region-', %s)", true),
          new Attribute("teacher", 20, "concat('teacher-', %s)", true),
          named("template", 100),
          yesOrNo("safety"),
          named("style", 40),
          named("topic", 50));

  private static Attribute named(String name, int values) {
    return new Attribute(name, values, "concat('" + name + "-', %s)", false);
  }

  private static Attribute quantile(String name, int values) {
    return new Attribute(name, values, "concat('q', %s)", false);
  }

  private static Attribute yesOrNo(String name) {
    return new Attribute(name, 2, "if(%s = 0, 'no', 'yes')", false);
  }

  /** SQL for the value of the item whose number is {@code id}: low values are frequent. */
  String value() {
    String uniform = "(pmod(xxhash64(id, '" + name + "'), 65536) / 65536d)";
    return text.formatted("cast(" + values + " * " + uniform + " * " + uniform + " as int)");
  }

  /** SQL for the item's entries of this attribute: one or none. */
  String entries() {
    String one = "array(struct('" + name + "' as key, " + value() + " as value))";
    return isSometimesMissing
        ? "filter("
            + one
            + ", entry -> pmod(xxhash64('no "
            + name
            + "', id), "
            + MISSING_EVERY
            + ") > 0)"
        : one;
  }
}
