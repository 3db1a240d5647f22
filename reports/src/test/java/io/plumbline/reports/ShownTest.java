package io.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void readableTextIsLeftAlone() {
    assertThat(Shown.text("naïve — α Δ ≤ 🙂 日本 שלום a\nb"))
        .isEqualTo("naïve — α Δ ≤ 🙂 日本 שלום a\nb");
  }

  @Test
  void directionMarksControlsAndBrokenSurrogatesBecomeVisible() {
    assertThat(Shown.text("a\u202Eb\u0000c\uD800d\u200Be"))
        .isEqualTo("a‹U+202E›b‹U+0000›c‹U+D800›d‹U+200B›e");
  }

  @Test
  void whatIsShownCanBeShownAgain() {
    String once = Shown.text("a\u202E".repeat(10));
    assertThat(Shown.text(once)).isEqualTo(once);
  }

  @Test
  void aLongTextIsCutBetweenCharactersAndSaysHowLongItWas() {
    assertThat(Shown.shortened("🙂🙂🙂🙂🙂", 3)).isEqualTo("🙂🙂… (5 characters)");
    assertThat(Shown.shortened("🙂🙂🙂", 3)).isEqualTo("🙂🙂🙂");
    assertThat(Shown.brief("🙂 🙂🙂🙂", 3)).isEqualTo("🙂…");
    assertThat(Shown.brief("🙂🙂🙂", 3)).isEqualTo("🙂🙂🙂");
  }

  @Test
  void manyLinesAreCutAndSaidToBe() {
    assertThat(Shown.lines("x\n".repeat(500))).hasSize(401).last().isEqualTo("… (100 more lines)");
  }

  @Test
  void aBriefTextEndsWithAWholeWordWhereOneIsNear() {
    assertThat(Shown.brief("a rate of 12.75 % in all", 14)).isEqualTo("a rate of…");
    assertThat(Shown.brief("a rate of 12.75 % in all", 16)).isEqualTo("a rate of 12.75…");
    assertThat(Shown.brief("a" + "b".repeat(40), 10)).isEqualTo("abbbbbbbb…");
    assertThat(Shown.brief("short", 10)).isEqualTo("short");
  }
}
