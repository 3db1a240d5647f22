package io.plumbline.reports;

/** Text as a Markdown code block that nothing inside it can end. */
public final class Fenced {

  private Fenced() {}

  /** The block, with as many backticks as it takes. */
  public static String block(String language, String text) {
    String shown = String.join("\n", Shown.lines(text));
    int longest = 2;
    int run = 0;
    for (int i = 0; i < shown.length(); i++) {
      run = shown.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    String fence = "`".repeat(longest + 1);
    return fence + language + "\n" + shown.strip() + "\n" + fence;
  }
}
