package io.plumbline.reports;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The colours charts are drawn in. A page maps each to its variable of the same name, so that a
 * chart follows the reader's light or dark setting; where no style sheet applies, it is as named
 * here.
 */
enum Ink {
  PAPER("#ffffff"),
  INK("#1a1e24"),
  QUIET("#586270"),
  LINE("#d8dde4"),
  BAND("#e3e8ee"),
  PASS("#17663f"),
  ATTENTION("#8a5700"),
  BREACH("#a31d28"),
  INSUFFICIENT("#35557d"),
  NA("#606975"),
  SIGHT("#1d4f7c"),
  NOMINAL("#7ea6c8"),
  REVIEWER("#c98a2b"),
  POLICY("#e8d3ad"),
  UNKNOWN("#c3c9d1");

  private static final Map<String, Ink> BY_HEX =
      Stream.of(values()).collect(Collectors.toMap(Ink::hex, Function.identity()));

  private final String hex;

  Ink(String hex) {
    this.hex = hex;
  }

  /** The colour on white paper. */
  String hex() {
    return hex;
  }

  /** Name of the page's variable. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ink of a colour, {@code #rrggbb} or {@code rgb(r,g,b)}. */
  static Optional<Ink> of(String colour) {
    String hex = colour.toLowerCase(Locale.ROOT);
    if (hex.startsWith("rgb(") && hex.endsWith(")")) {
      hex =
          Stream.of(hex.substring(4, hex.length() - 1).split(","))
              .map(part -> String.format(Locale.ROOT, "%02x", Integer.parseInt(part.strip())))
              .collect(Collectors.joining("", "#", ""));
    }
    return Optional.ofNullable(BY_HEX.get(hex));
  }
}
