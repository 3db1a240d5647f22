package io.plumbline.acceptance;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words Plumbline does not use of anybody: records show influence, association and order of
 * events, and nothing of what somebody or something meant by it.
 */
final class Wording {

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?i)\\b(decepti\\w*|deceiv\\w*|deceit\\w*|malicious\\w*|malice|scheming|schemer\\w*"
              + "|sabotag\\w*|conspir\\w*|plott(?:ed|ing)|intent\\b|intention\\w*|intend(?:s|ed|ing)?"
              + "|deliberate\\w*|cheat\\w*|tr(?:ies|ied|ying) to (?:hide|evade|cheat|mislead)"
              + "|wants? to|wanted to|motiv(?:e|es|ated)|guilty|culprit\\w*|suspects?|adversar\\w*)\\b");

  /** What says that nothing is said of it. */
  private static final Pattern DISCLAIMED = Pattern.compile("(?i)never (?:of )?intent\\b");

  private Wording() {}

  /** The forbidden words of a text, in their order. */
  static List<String> forbidden(String text) {
    return FORBIDDEN
        .matcher(DISCLAIMED.matcher(text).replaceAll(""))
        .results()
        .map(MatchResult::group)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }
}
