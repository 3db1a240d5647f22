package io.plumbline.reports;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Text from logs made fit to be shown: nothing in it can change the page or hide from the reader.
 */
public final class Shown {

  private static final int LIMIT = 1_000;
  private static final int LINES = 400;

  private Shown() {}

  /**
   * The text with control characters, direction marks and broken surrogates made visible, cut after
   * {@value #LIMIT} characters.
   */
  public static String text(String raw) {
    return shortened(raw, LIMIT);
  }

  /** The same, cut after as many characters and saying how many there were. */
  public static String shortened(String raw, int limit) {
    int total = raw.codePointCount(0, raw.length());
    return total > limit
        ? first(raw, limit - 1) + "… (" + Figures.count(total) + " characters)"
        : first(raw, limit);
  }

  /**
   * The same, cut after as many characters with nothing but a mark: the rest stands elsewhere. Half
   * a word or half a number is not shown where a space is near.
   */
  public static String brief(String raw, int limit) {
    if (raw.codePointCount(0, raw.length()) <= limit) {
      return first(raw, limit);
    }
    String kept = first(raw, limit - 1);
    boolean isWhole = Character.isWhitespace(raw.codePointAt(raw.offsetByCodePoints(0, limit - 1)));
    int space = kept.lastIndexOf(' ');
    return (isWhole || space <= 0 || space < kept.length() - 16 ? kept : kept.substring(0, space))
            .stripTrailing()
        + "…";
  }

  private static String first(String raw, int limit) {
    StringBuilder text = new StringBuilder();
    raw.codePoints().limit(limit).forEach(codePoint -> append(text, codePoint));
    return text.toString();
  }

  /** The lines of a longer text, at most {@value #LINES}, each fit to be shown. */
  public static List<String> lines(String raw) {
    List<String> lines = raw.lines().limit(LINES).map(Shown::text).toList();
    long more = raw.lines().count() - lines.size();
    return more == 0
        ? lines
        : Stream.concat(lines.stream(), Stream.of("… (" + Figures.count(more) + " more lines)"))
            .toList();
  }

  private static void append(StringBuilder text, int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      text.append((char) codePoint);
    } else if (isHidden(codePoint)) {
      text.append(String.format(Locale.ROOT, "‹U+%04X›", codePoint));
    } else {
      text.appendCodePoint(codePoint);
    }
  }

  /**
   * Whether a reader would not see the character, though it may change what is seen. The list is
   * written out: the JDK's own follows the Unicode version it was built with, and a report's bytes
   * must not.
   */
  private static boolean isHidden(int c) {
    return c < 0x20
        || (c >= 0x7F && c <= 0x9F)
        || c == 0xAD
        || c == 0x61C
        || c == 0x180E
        || (c >= 0x200B && c <= 0x200F)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || (c >= 0xD800 && c <= 0xF8FF)
        || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c & 0xFFFE) == 0xFFFE
        || c >= 0xE0000;
  }
}
