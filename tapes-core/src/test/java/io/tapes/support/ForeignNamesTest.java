package io.tapes.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.testing.Forall;
import org.junit.jupiter.api.Test;

class ForeignNamesTest {

  @Test
  void aValidName_staysAsItIs() {
    for (String name : new String[] {"a", "http.requests", "with blanks", "{x}", "50 %", "é😀"}) {
      assertEquals(name, ForeignNames.dotted(name));
    }
  }

  @Test
  void whatNoNameCanHold_isEscaped() {
    assertEquals("%-", ForeignNames.dotted(""));
    assertEquals("a.%-.b", ForeignNames.dotted("a..b"));
    assertEquals("%-.a.%-", ForeignNames.dotted(".a."));
    assertEquals("a%000Ab", ForeignNames.dotted("a\nb"));
    assertEquals("%D83D", ForeignNames.dotted("\uD83D"));
    assertEquals("%0025000A", ForeignNames.dotted("%000A"));
    assertEquals("%0025-", ForeignNames.dotted("%-"));
  }

  @Test
  void anyText_becomesAValidName_fromWhichItIsReadBack() {
    Forall.check(
        any -> {
          String text = any.text();
          String name = ForeignNames.dotted(text);
          assertEquals(name, new SeriesId(name, Tags.empty()).name());
          assertEquals(text, ForeignNames.original(name));
        });
  }

  @Test
  void textsOfTheCharactersThatMatter_areReadBack() {
    Forall.check(
        any -> {
          StringBuilder text = new StringBuilder();
          any.list(12, () -> any.of("%", "-", ".", "0", "002", "A", "\n", "\uD83D", "\uDE00"))
              .forEach(text::append);
          String name = ForeignNames.dotted(text.toString());
          assertEquals(name, new SeriesId(name, Tags.empty()).name());
          assertEquals(text.toString(), ForeignNames.original(name));
        });
  }

  @Test
  void longTexts_areShortened_andStayApart() {
    String a = ForeignNames.dotted("x".repeat(65_536));
    String b = ForeignNames.dotted("x".repeat(65_535) + "y");
    assertNotEquals(a, b);
    assertTrue(a.length() < ForeignNames.MAX_LENGTH);
    Registry registry = Registry.create();
    registry.counter(a).increment();
    registry.counter(ForeignNames.dotted(".".repeat(65_536))).increment();
    registry.counter(ForeignNames.dotted("😀".repeat(32_768))).increment();
    assertEquals(3, registry.snapshot().series().size());
  }
}
